import type { SharpnessValue } from '../../../app/run/measuring';
import { sharpnessMeasures } from '../../../catalog/sharpness';
import { type BasinWidth, basinArea, basinWidth } from '../../../experiment/basin';
import type { Metrics } from '../../../experiment/checkpoint';
import type { CurvatureMap } from '../../../experiment/curvature-map';
import type { Landscape } from '../../../experiment/landscape';
import { nonConvexShare } from '../../../experiment/non-convex-share';
import type { Recipe } from '../../../experiment/recipe';
import { type SurfaceStatistics, surfaceStatistics } from '../../../experiment/statistics';
import { formatLoss, formatNumber, formatPercent } from '../../../i18n/format';
import type { BasinPlace } from './basin-place';

/** What is known of one minimum. */
export interface Minimum {
  readonly recipe: Recipe;
  readonly metrics: Metrics | null;
  /** The surface around it; null where it is another run's, or still to come. */
  readonly landscape: Landscape | null;
  /** The surface that its basin is read off, and where it lies there; null where it lies on none, or that is still to come. */
  readonly basin: BasinPlace | null;
  /** The curvature map of that surface; null where it was not computed, or is another run's. */
  readonly map: CurvatureMap | null;
  /** By the measure's id. */
  readonly measured: ReadonlyMap<string, SharpnessValue>;
}

type Scale = 'dependent' | 'invariant';

/** One line of the table: a cell for each minimum, "–" where the number is not known. */
export interface NumbersRow {
  readonly id: string;
  /** Keys of its name and of the line that says what it is. */
  readonly label: string;
  readonly about: string;
  readonly values: Readonly<Record<string, string>>;
  readonly scale: Scale;
  readonly cells: readonly string[];
}

const UNKNOWN = '–';

/** All numbers of some minima side by side (METHOD.md, section 5), in the order they are shown. */
export function numbersRows(minima: readonly Minimum[]): NumbersRow[] {
  const row = (id: string, scale: Scale, cellOf: (minimum: Minimum) => string, about = id): NumbersRow => ({
    id,
    label: `numbers.${id}`,
    about: `numbers.${about}.about`,
    values: {},
    scale,
    cells: minima.map(cellOf),
  });
  const ofMetrics = (cellOf: (metrics: Metrics) => string) => (minimum: Minimum) => (minimum.metrics ? cellOf(minimum.metrics) : UNKNOWN);
  const ofSurface = surfaceScale(minima.map(({ recipe }) => recipe));
  const planes = minima.some(({ recipe }) => recipe.axes.length === 2);
  return [
    row(
      'testError',
      'invariant',
      ofMetrics(({ testAccuracy }) => formatPercent(1 - testAccuracy)),
    ),
    row(
      'testLoss',
      'invariant',
      ofMetrics(({ testLoss }) => formatLoss(testLoss)),
    ),
    row(
      'trainLoss',
      'invariant',
      ofMetrics(({ trainLoss }) => formatLoss(trainLoss)),
    ),
    row('widthAlpha', ofSurface, (minimum) => widthText(minimum, 0), 'width'),
    ...(planes ? [row('widthBeta', ofSurface, (minimum) => widthText(minimum, 1), 'width'), row('area', ofSurface, areaText)] : []),
    ...statisticsRows(minima, row, ofSurface),
    ...(planes ? [row('nonConvex', 'dependent', nonConvexText)] : []),
    ...sharpnessMeasures.all.map(({ id, scale }) => row(id, scale, ({ measured }) => measureText(measured.get(id)))),
  ];
}

/** Of the whole map: while it is computed its share still changes. */
function nonConvexText({ map }: Minimum): string {
  return map && map.finished === map.done.length ? formatPercent(nonConvexShare(map.largest, map.smallest), 0) : UNKNOWN;
}

/** Roughness and minima depend on the points they are counted on: the line says which. */
function statisticsRows(
  minima: readonly Minimum[],
  row: (id: string, scale: Scale, cellOf: (minimum: Minimum) => string) => NumbersRow,
  scale: Scale,
): NumbersRow[] {
  const known = new Map(minima.map((minimum) => [minimum, minimum.landscape && surfaceStatistics(minimum.landscape)]));
  const first = [...known.values()].find((statistics) => statistics);
  const values = { columns: String(first?.columns ?? 33), rows: String(first?.rows ?? 33) };
  const of = (textOf: (statistics: SurfaceStatistics) => string) => (minimum: Minimum) => {
    const statistics = known.get(minimum);
    return statistics ? textOf(statistics) : UNKNOWN;
  };
  return [
    {
      ...row(
        'roughness',
        scale,
        of(({ roughness }) => formatLoss(roughness)),
      ),
      values,
    },
    {
      ...row(
        'minima',
        scale,
        of(({ minima: count }) => formatNumber(count)),
      ),
      values,
    },
    ...([...known.values()].some((statistics) => statistics && statistics.holes > 0)
      ? [
          {
            ...row(
              'holes',
              scale,
              of(({ holes }) => formatPercent(holes)),
            ),
            values,
          },
        ]
      : []),
  ];
}

/**
 * What is read off surfaces is independent of the weights' scale where every axis is: random, as long as the weights it moves, and without the biases that rescaling
 * would change.
 */
function surfaceScale(recipes: readonly Recipe[]): Scale {
  const fits = recipes.every(({ axes }) =>
    axes.every(({ id, params }) => id === 'random' && SCALED.has(String(params.norm)) && params.ignore === 'biasbn'),
  );
  return fits ? 'invariant' : 'dependent';
}

/** Normalisations that give a direction the length of the weights it moves. */
const SCALED: ReadonlySet<string> = new Set(['filter', 'layer', 'weight']);

function widthText({ basin }: Minimum, along: 0 | 1): string {
  const axis = basin?.landscape.axes[along];
  if (!basin || !axis) return UNKNOWN;
  const width = basinWidth(basin.landscape, along, basin.centreLoss, basin.place);
  return width ? rimToRim(width, axis) : UNKNOWN;
}

function rimToRim({ left, right }: BasinWidth, { min, max }: { readonly min: number; readonly max: number }): string {
  const text = formatLoss((right ?? max) - (left ?? min));
  return left === null || right === null ? `> ${text}` : text;
}

function areaText({ basin }: Minimum): string {
  const area = basin && basinArea(basin.landscape, basin.centreLoss, basin.place);
  if (!area) return UNKNOWN;
  return area.open ? `> ${formatLoss(area.area)}` : formatLoss(area.area);
}

function measureText(measured: SharpnessValue | undefined): string {
  if (!measured) return UNKNOWN;
  const { value, standardError } = measured;
  return standardError === null ? formatLoss(value) : `${formatLoss(value)} ± ${formatLoss(standardError)}`;
}
