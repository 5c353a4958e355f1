import type { Compared } from '../../../experiment/spread/scales';
import { formatNumber, formatPercent } from '../../../i18n/format';
import { roughnessText } from '../seeds/words';

/** A value of a measure. */
export function measureText(measure: Compared, value: number): string {
  if (measure === 'roughness') return roughnessText(value);
  return measure === 'minima' ? formatNumber(value, Number.isInteger(value) ? 0 : 1) : formatPercent(value);
}

/** A standard deviation of a measure: never 0 where there is one. */
export function deviationText(measure: Compared, value: number): string {
  const isSmall = measure === 'roughness' && value > 0 && value < 0.01;
  return isSmall ? formatNumber(value, Math.ceil(-Math.log10(value))) : measureText(measure, value);
}
