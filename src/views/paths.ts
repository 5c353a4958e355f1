import type { Landscape, PathPoint } from '../experiment/landscape';
import { formatLoss } from '../i18n/format';
import { mix, plotTheme } from './plot-theme';
import { t } from './text';
import type { PlaneMark, ViewPane } from './types';

/** A point of a drawn path with its colour. */
export interface DrawnPoint extends PathPoint {
  readonly color: string;
  /** False for what comes after the epoch under the scrubber. */
  readonly passed: boolean;
  /** Marked with a bead: one in so many epochs. */
  readonly bead: boolean;
}

/** One run's path as views draw it, α and β finite at every point. */
export interface DrawnPath {
  /** Tells it from the others of its pane. */
  readonly key: string;
  readonly run: number;
  /** What is written at its head; null for nothing. */
  readonly name: string | null;
  readonly color: string;
  /** Where the run stands at the scrubbed epoch. */
  readonly head: DrawnPoint;
  readonly points: readonly DrawnPoint[];
}

/** What a point far off the plane fades to, and how far. */
const FAR = '#D5D9DD';
const MOST_FADED = 0.72;
/** At most so many beads on a path. */
const BEADS = 10;

/**
 * The paths of a pane. Runs have the dark theme's colours on the map in both themes; the farther a checkpoint lies off the plane, measured by the
 * farthest of the pane, the paler it is. `epoch` null is the end. A single run has its pane's colour.
 */
function drawnPaths(
  { paths = [] }: Pick<Landscape, 'paths'>,
  { index, runNames }: Pick<ViewPane, 'index' | 'runNames'>,
  epoch: number | null,
): DrawnPath[] {
  const colors = plotTheme('dark').runs;
  const farthest = Math.max(1e-12, ...paths.flatMap(({ points }) => points.map(({ distance }) => distance)));
  return paths.flatMap(({ run, points }) => {
    const finite = points.filter(({ alpha, beta }) => Number.isFinite(alpha) && Number.isFinite(beta));
    if (finite.length === 0) return [];
    const color = colors[(paths.length > 1 ? run : index) % colors.length];
    const every = beadStep(finite[finite.length - 1].epoch);
    const drawn = finite.map((point) => ({
      ...point,
      color: mix(color, FAR, (MOST_FADED * point.distance) / farthest),
      passed: epoch === null || point.epoch <= epoch,
      bead: point.epoch > 0 && point.epoch % every === 0,
    }));
    const head = drawn.findLast(({ passed }) => passed) ?? drawn[0];
    return [{ key: `path ${run}`, run, name: paths.length > 1 ? (runNames[run] ?? '') : null, color, head, points: drawn }];
  });
}

/**
 * All that is drawn over a pane's plane: its runs' paths, where they are wanted, and the checkpoints that the plane is drawn through as paths of a single point.
 * Those are named with their true loss; one where a path stands gives its name to that path.
 */
export function pathsAndMarks(
  landscape: Pick<Landscape, 'paths'>,
  pane: Pick<ViewPane, 'index' | 'runNames' | 'marks'>,
  epoch: number | null,
  showsPaths: boolean,
): DrawnPath[] {
  const { index } = pane;
  const colors = plotTheme('dark').runs;
  const several = new Set(pane.marks.map(({ run }) => run)).size > 1;
  // A single path goes through its own run's marks.
  const marks = showsPaths && !several ? [] : pane.marks;
  const standing = ({ run, head }: DrawnPath) => marks.find((mark) => mark.run === run && mark.epoch === head.epoch);
  const paths = showsPaths ? drawnPaths(landscape, pane, epoch) : [];
  const named = paths.map((path) => {
    const mark = standing(path);
    return mark ? { ...path, name: markText(mark) } : path;
  });
  const taken = paths.map(standing);
  const lone = marks.flatMap((mark): DrawnPath[] => {
    if (taken.includes(mark) || !Number.isFinite(mark.alpha) || !Number.isFinite(mark.beta)) return [];
    const color = colors[(several ? mark.run : index) % colors.length] as string;
    const point = { ...mark, color, passed: true, bead: false };
    return [{ key: `mark ${mark.run} ${mark.epoch}`, run: mark.run, name: markText(mark), color, head: point, points: [point] }];
  });
  return [...named, ...lone];
}

/** What is written at a mark. */
function markText({ name, loss }: Pick<PlaneMark, 'name' | 'loss'>): string {
  return t('marks.text', { name, loss: formatLoss(loss) });
}

/** The lone mark in the middle of the plane, which takes the place of that of the trained weights. */
export function middleMark(paths: readonly DrawnPath[]): DrawnPath | undefined {
  return paths.find(({ points, head }) => points.length === 1 && Math.abs(head.alpha) < 1e-6 && Math.abs(head.beta) < 1e-6);
}

/** Epochs between two beads: 1, 2 or 5 times a power of ten. */
function beadStep(epochs: number): number {
  let step = 1;
  for (let i = 0; epochs / step > BEADS; i++) step = [1, 2, 5][(i + 1) % 3] * 10 ** Math.floor((i + 1) / 3);
  return step;
}
