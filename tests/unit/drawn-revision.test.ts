import { describe, expect, it } from 'vitest';
import type { Landscape } from '../../src/experiment/landscape';
import { drawnRevision } from '../../src/panels/stage/drawn-revision';

const landscapeOf = (done: number[]): Landscape => ({ done: Uint8Array.from(done) }) as Landscape;

describe('the revision that a view draws', () => {
  it('is the pane’s own while points are still to come', () => {
    expect(drawnRevision(null, 3)).toBe(3);
    expect(drawnRevision(landscapeOf([1, 0, 1]), 3)).toBe(3);
  });

  it('stays as it is once all are there: what is learnt beside them draws nothing anew', () => {
    const landscape = landscapeOf([1, 2, 1]);
    expect(drawnRevision(landscape, 3)).toBe(drawnRevision(landscape, 4));
    expect(drawnRevision(landscape, 3)).not.toBe(drawnRevision(landscapeOf([1, 0, 1]), 3));
  });
});
