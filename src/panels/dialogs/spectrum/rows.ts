import type { Spectrum } from '../../../experiment/spectrum';
import { t } from '../../../i18n';
import { formatLoss, formatNumber, formatPercent } from '../../../i18n/format';
import type { Estimate } from '../../../math/estimate';

/** A line of the table: keys of what it is called and of what it means, and a text for each pane. */
export interface SpectrumRow {
  readonly id: string;
  readonly label: string;
  readonly about: string | null;
  readonly cells: readonly string[];
}

const UNKNOWN = '–';

/** The spectra in numbers; "–" for what is still to come. */
export function spectrumRows(spectra: readonly Spectrum[]): SpectrumRow[] {
  const row = (id: string, about: string | null, cell: (spectrum: Spectrum) => string | null): SpectrumRow => ({
    id,
    label: `spectrum.${id}`,
    about: about && `spectrum.${about}.about`,
    cells: spectra.map((spectrum) => cell(spectrum) ?? UNKNOWN),
  });
  return [
    row('largest', 'ends', ({ ends }) => ends && values(ends.largest, ends.largestBound)),
    row('smallest', 'ends', ({ ends }) => ends && values(ends.smallest, ends.smallestBound)),
    row('ratio', null, ({ ends }) => ends && formatLoss(ends.smallest >= 0 ? 0 : Math.abs(ends.smallest / ends.largest))),
    row('below', 'below', ({ density }) => density && share(density.belowZero.share)),
    row('ofCurvature', 'ofCurvature', ({ density }) => density && share(density.belowZero.ofCurvature)),
    row('trace', 'trace', ({ trace }) => trace && values(trace.mean, trace.standardError)),
    row('weights', 'weights', ({ density }) => density && formatNumber(density.weights)),
  ];
}

function values(value: number, bound: number): string {
  return t('spectrum.plusMinus', { value: formatLoss(value), bound: formatLoss(bound) });
}

function share({ mean, standardError }: Estimate): string {
  return t('spectrum.plusMinus', { value: formatPercent(mean, 2), bound: formatPercent(standardError, 2) });
}
