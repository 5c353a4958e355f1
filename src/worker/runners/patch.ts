import { deviceReply, type Runner } from './types';

export const runPatch: Runner<'patch'> = async function* ({ backend, plane, coords }, context) {
  const { signal, clock, breathe, isDragging } = context;
  const device = await context.device(backend);
  yield deviceReply(device);
  const { evaluator, serial } = (await context.planes.get(plane)).on(device);
  const chunks = evaluator.evaluate(coords, { signal, clock, breathe, isDragging });
  try {
    for (;;) {
      // Only a chunk at a time holds the evaluator, so the patches of two jobs may interleave.
      const { value, done } = await serial(() => chunks.next());
      if (done) return;
      yield { type: 'patch', first: value.first, loss: owned(value.loss), accuracy: owned(value.accuracy) };
    }
  } finally {
    await chunks.return(undefined);
  }
};

/** A result can be transferred only with a buffer of its own. */
function owned(values: Float32Array): Float32Array {
  return values.byteLength === values.buffer.byteLength ? values : values.slice();
}
