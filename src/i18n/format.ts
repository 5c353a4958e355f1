const NARROW_SPACE = '\u202f';
const MINUS = '\u2212';

/** A number for people: "−" for minus, narrow spaces between thousands, "–" for NaN, "∞" for infinity. `digits` after the point. */
export function formatNumber(value: number, digits = 0): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  const [whole, fraction] = Math.abs(value).toFixed(digits).split('.') as [string, string | undefined];
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, NARROW_SPACE) : whole;
  const isZero = Number(value.toFixed(digits)) === 0;
  return `${value < 0 && !isZero ? MINUS : ''}${grouped}${fraction ? `.${fraction}` : ''}`;
}

/** A loss with three significant digits: 0.0012, 0.314, 12.3, 10 000, 1.2e8. */
export function formatLoss(value: number): string {
  if (!Number.isFinite(value) || value === 0) return formatNumber(value);
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (exponent >= 6 || exponent < -5) return value.toExponential(1).replace('e+', 'e').replaceAll('-', MINUS);
  return formatNumber(value, Math.max(0, Math.min(6, 2 - exponent)));
}

/** A share in 0 … 1 as "97.3 %" (no decimals where it is exactly 100). */
export function formatPercent(share: number, digits = 1): string {
  if (Number.isNaN(share)) return '–';
  return `${formatNumber(share * 100, share === 1 ? 0 : digits)}${NARROW_SPACE}%`;
}

/** A coordinate of the plane: at most two decimals, no trailing zeros. */
export function formatCoordinate(value: number): string {
  return formatNumber(value, 2).replace(/\.(\d*?)0+$/, (_match, kept: string) => (kept === '' ? '' : `.${kept}`));
}

/** Seconds in words short enough for a caption: "0.8 s", "12 s", "3 min". */
export function formatSeconds(seconds: number): string {
  if (seconds < 9.95) return `${formatNumber(seconds, 1)} s`;
  if (seconds < 99.5) return `${formatNumber(seconds)} s`;
  return `${formatNumber(seconds / 60)} min`;
}
