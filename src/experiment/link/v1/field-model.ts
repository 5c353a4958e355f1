import { type Coder, TOTAL } from './range-coder';

/**
 * Codes a two-dimensional field of whole numbers by prediction. Part of link version 1, frozen.
 *
 * Each point is predicted from neighbours that are already known by several experts: simple ones (west, north, the plane through three
 * neighbours, straight continuations, the median edge detector of JPEG-LS), least squares learnt on the way, and, where a companion field
 * is given, the neighbour that is most alike in it. Every expert puts Student t distributions (4 degrees of freedom) of a few
 * widths around its guess, scaled by its recent errors; the mixture's weights are Bayes' rule with a fixed share
 * (Herbster and Warmuth 1998), and the mixture drives the arithmetic coder. In the spirit of TMW (Meyer and Tischer 1997) and
 * GLICBAWLS (Meyer and Tischer 2001).
 *
 * Only + − × ÷, square roots and floors are used: those are exact in every engine, so both ends agree to the bit.
 */
export interface Field {
  readonly width: number;
  readonly height: number;
  /** Smallest and largest value of the points that are present. */
  readonly min: number;
  readonly max: number;
  /** 1 where a point is coded, 0 where the field has no value. */
  readonly present: Uint8Array;
  /** The values; filled in where a decoder reads them, and left alone where nothing is present. */
  readonly values: Int32Array;
  /** A field known at all points that goes along with this one (the loss levels beside accuracy). */
  readonly companion: Float64Array | null;
}

const WIDTHS = [0.45, 1, 2.4] as const;
const SHARE = 0.01;
const SMALLEST_SCALE = 0.15;

/** Codes the present points of a field in reading order. Returns the field with absent points filled by prediction. */
export function codeField(coder: Coder, field: Field): Float64Array {
  const { width, height, min, max, present, values, companion } = field;
  const count = max - min + 1;
  const filled = new Float64Array(width * height);
  const experts = new Experts(width, height, filled, companion, (min + max) / 2, (max - min) / 4 + 1);
  const mixture = new Mixture(experts.count);
  const spread = TOTAL - 2 * count;
  const cumulative = (k: number): number => {
    if (k === 0) return 0;
    return k === count ? TOTAL : Math.floor(mixture.below(min + k - 0.5) * spread) + 2 * k;
  };
  for (let i = 0; i < width * height; i++) {
    experts.predict(i);
    if (!present[i]) {
      filled[i] = Math.min(max, Math.max(min, Math.round(experts.blend)));
      experts.skip(i);
      continue;
    }
    mixture.aim(experts.guesses, experts.scales);
    const value = min + coder.symbol((values[i] as number) - min, count, cumulative);
    values[i] = value;
    filled[i] = value;
    mixture.learn(value);
    experts.learn(i, value);
  }
  return filled;
}

/** Weighted t distributions around the experts' guesses. */
class Mixture {
  private readonly weights: Float64Array;
  private readonly likelihoods: Float64Array;
  private guesses: Float64Array = new Float64Array(0);
  private scales: Float64Array = new Float64Array(0);

  constructor(private readonly experts: number) {
    this.weights = new Float64Array(experts * WIDTHS.length).fill(1 / (experts * WIDTHS.length));
    this.likelihoods = new Float64Array(experts * WIDTHS.length);
  }

  aim(guesses: Float64Array, scales: Float64Array): void {
    this.guesses = guesses;
    this.scales = scales;
  }

  /** Share of the distribution below x. */
  below(x: number): number {
    let sum = 0;
    for (let e = 0, c = 0; e < this.experts; e++) {
      const z = (x - (this.guesses[e] as number)) / (this.scales[e] as number);
      for (let k = 0; k < WIDTHS.length; k++, c++) sum += (this.weights[c] as number) * studentBelow(z / (WIDTHS[k] as number));
    }
    return sum;
  }

  /** Bayes' rule on the value's probability under each part, then a fixed share for all, so that none is lost for good. */
  learn(value: number): void {
    let sum = 0;
    for (let e = 0, c = 0; e < this.experts; e++) {
      const guess = this.guesses[e] as number;
      const scale = this.scales[e] as number;
      for (let k = 0; k < WIDTHS.length; k++, c++) {
        const wide = scale * (WIDTHS[k] as number);
        const share = studentBelow((value + 0.5 - guess) / wide) - studentBelow((value - 0.5 - guess) / wide);
        const likelihood = (this.weights[c] as number) * Math.max(share, 1e-12);
        this.likelihoods[c] = likelihood;
        sum += likelihood;
      }
    }
    const parts = this.weights.length;
    for (let c = 0; c < parts; c++) this.weights[c] = ((this.likelihoods[c] as number) / sum) * (1 - SHARE) + SHARE / parts;
  }
}

/** Student's t with 4 degrees of freedom, cumulative: algebraic, so exact arithmetic everywhere. */
function studentBelow(z: number): number {
  const u = z / Math.sqrt(4 + z * z);
  return 0.5 + u * (0.75 - 0.25 * u * u);
}

const SIMPLE = 8;
const NEIGHBOURS = 7;
const RIDGE = 0.02;

/** The experts' guesses at a point and how far off each has lately been nearby. */
class Experts {
  readonly count: number;
  readonly guesses: Float64Array;
  readonly scales: Float64Array;
  /** One guess from all: each weighted by the inverse square of its error nearby. */
  blend = 0;
  private readonly errors: Float64Array;
  private readonly average: Float64Array;
  private readonly features: Float64Array;
  private readonly squares: LeastSquares;
  private readonly featureCount: number;
  private base = 0;
  private seen = 0;

  constructor(
    private readonly width: number,
    private readonly height: number,
    private readonly v: Float64Array,
    private readonly companion: Float64Array | null,
    private readonly start: number,
    firstScale: number,
  ) {
    // simple ones, least squares, the blend, and the most alike neighbour where there is a companion
    this.count = SIMPLE + 2 + (companion ? 1 : 0);
    this.guesses = new Float64Array(this.count);
    this.scales = new Float64Array(this.count);
    this.errors = new Float64Array(this.count * width * height);
    this.average = new Float64Array(this.count).fill(firstScale);
    this.featureCount = NEIGHBOURS + (companion ? 3 : 0);
    this.features = new Float64Array(this.featureCount);
    this.squares = new LeastSquares(this.featureCount);
  }

  predict(i: number): void {
    const { width, v, guesses, features, companion } = this;
    const x = i % width;
    const y = (i - x) / width;
    const w = x > 0 ? i - 1 : y > 0 ? i - width : -1;
    const n = y > 0 ? i - width : w;
    const west = w < 0 ? this.start : (v[w] as number);
    const north = n < 0 ? this.start : (v[n] as number);
    const northWest = x > 0 && y > 0 ? (v[n - 1] as number) : x > 0 ? west : north;
    const northEast = y > 0 && x < width - 1 ? (v[n + 1] as number) : north;
    const westWest = x > 1 ? (v[w - 1] as number) : west;
    const northNorth = y > 1 ? (v[n - width] as number) : north;
    const northNorthEast = y > 1 && x < width - 1 ? (v[n - width + 1] as number) : northEast;
    const plane = west + north - northWest;
    guesses[0] = west;
    guesses[1] = north;
    guesses[2] = plane;
    guesses[3] = (west + north) / 2;
    guesses[4] =
      northWest >= Math.max(west, north) ? Math.min(west, north) : northWest <= Math.min(west, north) ? Math.max(west, north) : plane;
    guesses[5] = 2 * west - westWest;
    guesses[6] = 2 * north - northNorth;
    guesses[7] = (west + north) / 2 + (northEast - northWest) / 4;

    const base = (west + north) / 2;
    this.base = base;
    features[0] = west - north;
    features[1] = northWest - base;
    features[2] = northEast - base;
    features[3] = westWest - base;
    features[4] = northNorth - base;
    features[5] = northNorthEast - base;
    features[6] = (x > 1 && y > 0 ? (v[n - 2] as number) : northWest) - base;
    if (companion) {
      const here = companion[i] as number;
      features[7] = here - (w < 0 ? here : (companion[w] as number));
      features[8] = here - (n < 0 ? here : (companion[n] as number));
      features[9] = here - (x < width - 1 ? (companion[i + 1] as number) : here);
      const alike = this.mostAlike(i, x, y, here);
      guesses[SIMPLE + 2] = alike < 0 ? this.start : (v[alike] as number);
    }
    guesses[SIMPLE] = base + this.squares.predict(features);
    this.measure(i, x, y);
  }

  /** Errors of each expert at the neighbours give its scale, and the blend. */
  private measure(i: number, x: number, y: number): void {
    const { width, height, count, guesses, scales, errors, average } = this;
    const points = width * height;
    let weightSum = 0;
    let sum = 0;
    for (let e = 0; e < count; e++) {
      const from = e * points + i;
      let total = 0.1 * (average[e] as number);
      let share = 0.1;
      if (x > 0) {
        total += 2 * (errors[from - 1] as number);
        share += 2;
        if (x > 1) {
          total += errors[from - 2] as number;
          share += 1;
        }
      }
      if (y > 0) {
        total += 2 * (errors[from - width] as number);
        share += 2;
        if (x > 0) {
          total += errors[from - width - 1] as number;
          share += 1;
        }
        if (x < width - 1) {
          total += errors[from - width + 1] as number;
          share += 1;
        }
        if (y > 1) {
          total += errors[from - 2 * width] as number;
          share += 1;
        }
      }
      const scale = Math.max(SMALLEST_SCALE, total / share);
      scales[e] = scale;
      if (e !== SIMPLE + 1) {
        const trust = 1 / (scale * scale);
        sum += trust * (guesses[e] as number);
        weightSum += trust;
      }
    }
    this.blend = sum / weightSum;
    guesses[SIMPLE + 1] = this.blend;
  }

  /** Among known points at most 4 away, the one whose companion value is nearest; distance counts a little. */
  private mostAlike(i: number, x: number, y: number, here: number): number {
    const { width, companion } = this;
    let best = -1;
    let bestCost = Number.POSITIVE_INFINITY;
    for (let dy = 0; dy <= Math.min(4, y); dy++) {
      for (let dx = -4; dx <= 4; dx++) {
        if (dy === 0 && dx >= 0) break;
        if (x + dx < 0 || x + dx >= width) continue;
        const index = i - dy * width + dx;
        const cost = (Math.abs(here - ((companion as Float64Array)[index] as number)) + 8) * (4 + dx * dx + dy * dy);
        if (cost < bestCost) {
          bestCost = cost;
          best = index;
        }
      }
    }
    return best;
  }

  learn(i: number, value: number): void {
    const points = this.width * this.height;
    this.seen++;
    const rate = Math.max(1 / (this.seen + 1), 0.02);
    for (let e = 0; e < this.count; e++) {
      const error = Math.abs(value - (this.guesses[e] as number));
      this.errors[e * points + i] = error;
      this.average[e] = (this.average[e] as number) * (1 - rate) + error * rate;
    }
    const scale = this.scales[SIMPLE] as number;
    const off = value - (this.guesses[SIMPLE] as number);
    this.squares.learn(this.features, value - this.base, 1 / (scale * scale + off * off + 1));
  }

  /** A point without a value: its neighbours take it as exactly as uncertain as the average. */
  skip(i: number): void {
    const points = this.width * this.height;
    for (let e = 0; e < this.count; e++) this.errors[e * points + i] = this.average[e] as number;
  }
}

/** Weighted least squares with a ridge, solved afresh (Cholesky) at every point. */
class LeastSquares {
  private readonly gram: Float64Array;
  private readonly moment: Float64Array;
  private readonly factor: Float64Array;
  private readonly solution: Float64Array;

  constructor(private readonly size: number) {
    this.gram = new Float64Array(size * size);
    this.moment = new Float64Array(size);
    this.factor = new Float64Array(size * size);
    this.solution = new Float64Array(size);
    for (let a = 0; a < size; a++) this.gram[a * size + a] = RIDGE;
  }

  learn(features: Float64Array, target: number, weight: number): void {
    const { size, gram, moment } = this;
    for (let a = 0; a < size; a++) {
      const scaled = weight * (features[a] as number);
      for (let b = 0; b <= a; b++) gram[a * size + b] = (gram[a * size + b] as number) + scaled * (features[b] as number);
      moment[a] = (moment[a] as number) + scaled * target;
    }
  }

  predict(features: Float64Array): number {
    const { size, gram, moment, factor, solution } = this;
    for (let a = 0; a < size; a++) {
      let right = moment[a] as number;
      for (let b = 0; b < a; b++) {
        let sum = gram[a * size + b] as number;
        for (let c = 0; c < b; c++) sum -= (factor[a * size + c] as number) * (factor[b * size + c] as number);
        const entry = sum / (factor[b * size + b] as number);
        factor[a * size + b] = entry;
        right -= entry * (solution[b] as number);
      }
      let diagonal = gram[a * size + a] as number;
      for (let c = 0; c < a; c++) diagonal -= (factor[a * size + c] as number) * (factor[a * size + c] as number);
      const root = Math.sqrt(Math.max(diagonal, RIDGE / 16));
      factor[a * size + a] = root;
      solution[a] = right / root;
    }
    for (let a = size - 1; a >= 0; a--) {
      let sum = solution[a] as number;
      for (let b = a + 1; b < size; b++) sum -= (factor[b * size + a] as number) * (solution[b] as number);
      solution[a] = sum / (factor[a * size + a] as number);
    }
    let guess = 0;
    for (let a = 0; a < size; a++) guess += (features[a] as number) * (solution[a] as number);
    return guess;
  }
}
