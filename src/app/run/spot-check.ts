import { isAbort } from '../../worker/failure';
import type { PlaneJob } from '../../worker/jobs';
import type { EnginePool } from '../../worker/pool';

/** Points that are checked as soon as there are some, and once all are there. */
const EARLY = 2;
const LATE = 4;
/** A point further off than this, relatively, is wrong: no order of summation moves a loss so far. */
const WRONG = 1e-2;
/** One that is further off than this may be the work of rounding in a net that magnifies it; two are not. */
const DOUBTFUL = 1e-3;
/** Losses below this differ by rounding alone. */
const NEGLIGIBLE = 1e-5;
/** From here on a sum may overflow on one device and not on another. */
const HUGE = 1e30;
/** Samples at which two classes are level may be counted either way. */
const LEVEL_SHARE = 0.02;

/** Loss and accuracy at a point. */
export interface PointValue {
  readonly loss: number;
  readonly accuracy: number;
}

/** Whether a card's value is the processor's, but for rounding: NaN and infinities must be where they belong. */
export function judge(card: PointValue, known: PointValue): 'right' | 'doubtful' | 'wrong' {
  const [isTold, isKnown] = [card.loss, known.loss].map((loss) => Math.abs(loss) < HUGE);
  if (!isTold && !isKnown) return 'right';
  if (isTold !== isKnown) return 'wrong';
  const error = Math.max(0, Math.abs(card.loss - known.loss) - NEGLIGIBLE) / Math.abs(known.loss);
  // The comparison is so that NaN, which 0 / 0 is, is no error: both are 0 then.
  if (error > WRONG || Math.abs(card.accuracy - known.accuracy) > LEVEL_SHARE) return 'wrong';
  return error > DOUBTFUL ? 'doubtful' : 'right';
}

/** A surface under evaluation on a graphics card, a few of whose points WASM computes as well. */
export interface SpotCheck {
  /** Points came from the card; the first few are checked beside it. */
  add(indices: Uint32Array, loss: Float32Array, accuracy: Float32Array): void;
  /** Checks some of all points; resolves when every check is done. Rejects with an AbortError where the signal is. */
  end(): Promise<void>;
  readonly isWrong: boolean;
}

/** `onWrong` is called once, as soon as the card is found to be wrong. `total`: points of the whole grid. */
export function createSpotCheck(
  pool: Pick<EnginePool, 'surface'>,
  plane: PlaneJob,
  total: number,
  { signal, onWrong }: { readonly signal: AbortSignal; readonly onWrong: () => void },
): SpotCheck {
  const values = new Map<number, PointValue>();
  let early: Promise<void> | null = null;
  let doubtful = 0;
  let isWrong = false;

  async function check(wanted: readonly number[]): Promise<void> {
    const done = new Uint8Array(total).fill(1);
    for (const index of wanted) done[index] = 0;
    const onPoints = (indices: Uint32Array, loss: Float32Array, accuracy: Float32Array): void => {
      indices.forEach((index, i) => {
        const verdict = judge(values.get(index) as PointValue, { loss: loss[i], accuracy: accuracy[i] });
        if (verdict === 'doubtful') doubtful++;
        if (isWrong || (verdict !== 'wrong' && doubtful < 2)) return;
        isWrong = true;
        onWrong();
      });
    };
    const run = pool.surface(
      { backend: 'wasm', plane: { ...plane, backend: 'wasm' }, done },
      { signal, onPlane() {}, onDevice() {}, onPoints },
    );
    try {
      await run.done;
    } catch (error) {
      // Where WASM can't do it, for want of memory or of WASM, the card's own test has to do.
      if (isAbort(error)) throw error;
    }
  }

  return {
    get isWrong() {
      return isWrong;
    },
    add(indices, loss, accuracy) {
      indices.forEach((index, i) => {
        values.set(index, { loss: loss[i], accuracy: accuracy[i] });
      });
      if (early) return;
      early = check(spread([...values.keys()], EARLY));
      // It is awaited at the end; until then a failure must not count as unhandled.
      early.catch(() => undefined);
    },
    async end() {
      await early;
      if (!isWrong && values.size > 0) await check(spread([...values.keys()], LATE));
    },
  };
}

/** So many of the items, evenly spread over them. */
function spread(items: readonly number[], count: number): number[] {
  const most = Math.min(count, items.length);
  return Array.from({ length: most }, (_, k) => items[Math.floor(((k + 0.5) * items.length) / most)] as number);
}
