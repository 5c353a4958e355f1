import type { MemoryNeed } from './device';

/** Samples that are evaluated at once, or those of a training step. */
type Together = 'samples' | 'batch';

/** More samples at once than a device has memory for. `fitting`: how many there is room for, 0 where not even one. */
export class TooManySamples extends RangeError {
  override readonly name = 'TooManySamples';
  constructor(
    readonly what: Together,
    readonly samples: number,
    readonly neededBytes: number,
    readonly availableBytes: number,
    readonly fitting: number,
  ) {
    super(`${samples} samples at once need ${neededBytes} bytes of memory where ${availableBytes} are available; ${fitting} samples fit.`);
  }
}

/** What `n` samples need, or {@link TooManySamples} where that does not fit for even one replica. `needOf` plans any number of them. */
export function checkSamplesFit(what: Together, n: number, needOf: (n: number) => MemoryNeed): MemoryNeed {
  const need = needOf(n);
  if (need.maxReplicas >= 1) return need;
  let [fitting, excessive] = [0, n];
  while (excessive - fitting > 1) {
    const middle = Math.floor((fitting + excessive) / 2);
    if (needOf(middle).maxReplicas >= 1) fitting = middle;
    else excessive = middle;
  }
  throw new TooManySamples(what, n, need.fixedBytes + need.replicaBytes, need.availableBytes, fitting);
}
