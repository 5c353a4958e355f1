import type { Coder } from './range-coder';
import { BitModel } from './range-coder';

/**
 * Losses as whole numbers on a logarithmic scale. Part of link version 1, frozen.
 *
 * A level l stands for exp(l · step), with the step chosen so that the nearest level is within the tolerance. What has no
 * logarithm, or too few bits for one (float32 subnormals), travels as a kind of its own and comes back exactly.
 */
export interface Quantiser {
  /** Largest |decoded / loss − 1|. */
  readonly tolerance: number;
  readonly step: number;
}

/** Kinds of a loss. Negative ones have none: a mean loss cannot be negative, so the sender leaves such a surface out. */
export const KIND = { level: 0, zero: 1, nan: 2, infinite: 3, minusInfinite: 4, subnormal: 5 } as const;
const KINDS = 6;
const SMALLEST_NORMAL = 2 ** -126;
const SUBNORMAL_UNIT = 2 ** -149;
const SUBNORMALS = 2 ** 23;

/** Levels of every float32 lie within ± this for the tolerances in use. */
export const LEVEL_LIMIT = 32_767;

/** A quantiser for a relative tolerance. The 0.1 % spared absorbs the rounding to float32. */
function quantiserFor(tolerance: number): Quantiser {
  return { tolerance, step: 2 * Math.log1p(tolerance) * 0.999 };
}

/** Losses of a surface: 0.2 % relative. */
export const SURFACE_LOSS = quantiserFor(0.002);
/** Losses of a curve: 0.5 % relative. */
export const CURVE_LOSS = quantiserFor(0.005);

/** The kind of a loss; undefined for a negative one. */
export function kindOf(loss: number): number | undefined {
  if (Number.isNaN(loss)) return KIND.nan;
  if (loss === Number.POSITIVE_INFINITY) return KIND.infinite;
  if (loss === Number.NEGATIVE_INFINITY) return KIND.minusInfinite;
  if (loss === 0) return KIND.zero;
  if (loss < 0) return undefined;
  return loss < SMALLEST_NORMAL ? KIND.subnormal : KIND.level;
}

/** The nearest level of a positive normal loss. */
export function levelOf(loss: number, { step }: Quantiser): number {
  return Math.round(Math.log(loss) / step);
}

/** The float32 loss of a level. */
export function lossOf(level: number, { step }: Quantiser): number {
  return Math.fround(Math.exp(level * step));
}

/** The loss of a kind that is not a level; `subnormal` counts float32's smallest steps. */
export function specialLoss(kind: number, subnormal: number): number {
  if (kind === KIND.nan) return Number.NaN;
  if (kind === KIND.infinite) return Number.POSITIVE_INFINITY;
  if (kind === KIND.minusInfinite) return Number.NEGATIVE_INFINITY;
  return kind === KIND.zero ? 0 : subnormal * SUBNORMAL_UNIT;
}

/** Codes kinds: a learnt bit for "as usual", then which one, in the light of the neighbours' kinds. */
export class KindCoder {
  private readonly usual = Array.from({ length: 9 }, () => new BitModel());
  private readonly which = Array.from({ length: KINDS * KINDS }, () => new BitModel());

  /** `west` and `north` are the kinds of the neighbours already coded. */
  code(coder: Coder, kind: number, west: number, north: number): number {
    const last = west !== KIND.level ? west : north;
    const context = (west !== KIND.level ? 1 : 0) + (north !== KIND.level ? 1 : 0) + (west !== KIND.level && west === north ? 1 : 0);
    if (coder.bit(kind === KIND.level ? 0 : 1, this.usual[context] as BitModel) === 0) return KIND.level;
    for (let candidate = 1; candidate < KINDS - 1; candidate++) {
      if (coder.bit(kind === candidate ? 1 : 0, this.which[last * KINDS + candidate] as BitModel) === 1) return candidate;
    }
    return KINDS - 1;
  }
}

/** Codes a subnormal loss exactly, as its count of float32's smallest steps. */
export function codeSubnormal(coder: Coder, loss: number): number {
  return coder.uniform(Math.round(loss / SUBNORMAL_UNIT), SUBNORMALS);
}
