import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../src/engine/graph/builder';
import { checkFits } from '../../src/engine/kernels/tfjs/limits';

describe('the limits of a GPU device', () => {
  const builder = new GraphBuilder();
  const out = builder.scale(builder.input('x', [3, 5], { perReplica: true }), 2);
  const graph = builder.build({ out });

  it('let through what fits in its tensors', () => {
    expect(() => checkFits(graph, 4, { maxEntries: 60, alignment: 1 })).not.toThrow();
    expect(() => checkFits(graph, 4, { maxEntries: 64, alignment: 4 })).not.toThrow();
  });

  it('name the number that is too large and how many replicas would fit', () => {
    expect(() => checkFits(graph, 4, { maxEntries: 59, alignment: 1 })).toThrow(new RangeError(message(60, 59, 3)));
    expect(() => checkFits(graph, 4, { maxEntries: 63, alignment: 4 })).toThrow(new RangeError(message(64, 63, 3)));
  });

  it('say so where not even one replica fits', () => {
    expect(() => checkFits(graph, 1, { maxEntries: 14, alignment: 1 })).toThrow(/has 15 numbers; this device holds 14 in one tensor\.$/);
  });
});

function message(entries: number, limit: number, fitting: number): string {
  return `input [3,5] for 4 replicas has ${entries} numbers; this device holds ${limit} in one tensor, so at most ${fitting} replicas fit.`;
}
