import { describe, expect, it } from 'vitest';
import { parseFromWorker, parseToWorker } from '../../src/worker/parse-message';
import { tinyRecipe } from './support/tiny';

const train = { kind: 'train', backend: 'wasm', recipe: tinyRecipe(), runs: [0], paused: false, live: { inputs: [0, 1], side: 64 } };
const start = (job: unknown) => ({ type: 'start', id: 3, job, channel: null });

describe('messages to a worker', () => {
  it('come back as they are when they are right', () => {
    const message = start(train);
    expect(parseToWorker(message)).toBe(message);
    for (const type of ['cancel', 'pause', 'resume', 'step']) expect(parseToWorker({ type, id: 0 })).toEqual({ type, id: 0 });
  });

  it.each([
    ['message should be an object', null],
    ['message.type is unknown: "toString"', { type: 'toString' }],
    ['message.id should be a whole number from 0, not -1', { type: 'cancel', id: -1 }],
    ['message.job.kind is unknown: "brew"', start({ kind: 'brew' })],
    ['message.job.backend should be a backend, not "cuda"', start({ ...train, backend: 'cuda' })],
    ['message.job.recipe.runs should be a list', start({ ...train, recipe: { ...train.recipe, runs: 7 } })],
    ['message.job.live.side should be a whole number from 0, not 0.5', start({ ...train, live: { inputs: [0, 1], side: 0.5 } })],
    ['message.job.coords should be a Float64Array, not Array', start({ kind: 'patch', backend: 'cpu', plane: 'p', coords: [1, 2] })],
    ['message.channel should be a text, not undefined', { type: 'start', id: 1, job: { kind: 'adapters' } }],
  ])('are refused with what is wrong: %s', (complaint, message) => {
    expect(() => parseToWorker(message)).toThrow(complaint);
  });
});

describe('messages from a worker', () => {
  it('may hold NaN and infinities as results', () => {
    const point = { epoch: 1, trainLoss: Number.NaN, trainAccuracy: 0.5, testLoss: Infinity, testAccuracy: 0 };
    const message = { type: 'reply', id: 0, reply: { type: 'epoch', run: 0, point } };
    expect(parseFromWorker(message)).toBe(message);
  });

  it.each([
    [
      'message.reply.loss should be a Float32Array, not Float64Array',
      { type: 'patch', first: 0, loss: new Float64Array(1), accuracy: new Float32Array(1) },
    ],
    ['message.reply.point.trainLoss should be a number, not "0.1"', { type: 'epoch', run: 0, point: { epoch: 1, trainLoss: '0.1' } }],
  ])('are refused with what is wrong: %s', (complaint, reply) => {
    expect(() => parseFromWorker({ type: 'reply', id: 0, reply })).toThrow(complaint);
  });
});
