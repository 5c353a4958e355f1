/** x with half its digits: x · (2²⁷ + 1) less what is below (Dekker 1971). */
const SPLITTER = 2 ** 27 + 1;

/** x². */
export function square(x: number): number {
  return x * x;
}

/**
 * base^exponent for an exponent that is a multiple of ½: squaring in double-double arithmetic, rounded once or, with a root or below the fraction line, twice; within 2 ulp while
 * it lies between 1e-280 and 1e280, plainly rounded squarings beyond. Throws a RangeError on another exponent.
 */
export function power(base: number, exponent: number): number {
  const halves = 2 * Math.abs(exponent);
  if (!Number.isInteger(halves)) throw new RangeError(`Exponents are multiples of ½, not ${exponent}.`);
  const size = wholePower(base, Math.floor(halves / 2)) * (halves % 2 === 1 ? Math.sqrt(base) : 1);
  return exponent < 0 ? 1 / size : size;
}

function wholePower(base: number, exponent: number): number {
  let [high, low] = [1, 0];
  let [square, rest] = [base, 0];
  let plain = 1;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) {
      plain *= square;
      [high, low] = product(high, low, square, rest);
    }
    if (left > 1) [square, rest] = product(square, rest, square, rest);
  }
  return Number.isNaN(high) || Math.abs(plain) < 1e-280 || Math.abs(plain) > 1e280 ? plain : high;
}

/** (a + b)(c + d) as a rounded sum and what the rounding left out. */
function product(a: number, b: number, c: number, d: number): [number, number] {
  const p = a * c;
  const [ah, ch] = [upperHalf(a), upperHalf(c)];
  const [al, cl] = [a - ah, c - ch];
  const rest = ah * ch - p + ah * cl + al * ch + al * cl + (a * d + b * c);
  const sum = p + rest;
  // Beyond what can be split the rounded product has to do.
  return Number.isNaN(rest) ? [p, 0] : [sum, p - sum + rest];
}

function upperHalf(x: number): number {
  const wide = x * SPLITTER;
  return x - wide + wide;
}

/** √(x² + y²) without overflow on the way, within 1 ulp. Source: musl 1.2, hypot.c. */
export function hypot(x: number, y: number): number {
  const [a, b] = Math.abs(x) < Math.abs(y) ? [Math.abs(y), Math.abs(x)] : [Math.abs(x), Math.abs(y)];
  if (a === Infinity || b === Infinity) return Infinity;
  if (!(a + b > a)) return a + b;
  const factor = a > 2 ** 510 ? 2 ** -700 : b < 2 ** -450 ? 2 ** 700 : 1;
  const [sa, ra] = product(a * factor, 0, a * factor, 0);
  const [sb, rb] = product(b * factor, 0, b * factor, 0);
  return Math.sqrt(rb + ra + sb + sa) / factor;
}
