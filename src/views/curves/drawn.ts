import type { CurvePoint } from '../../experiment/checkpoint';
import { mix, type PlotTheme } from '../plot-theme';
import type { CurvePane } from './TrainingCurves';

/** One run as drawn: its end letter, colour and points in order of epoch. */
export interface DrawnCurve {
  readonly key: string;
  readonly letter: string;
  /** Which pane's, and which of its runs. */
  readonly pane: number;
  readonly run: number;
  /** Which run's marker stands at its end; null where a pane has one run. */
  readonly marker: number | null;
  readonly color: string;
  readonly points: readonly CurvePoint[];
}

/** One line of the legend. */
export interface LegendEntry {
  readonly key: string;
  readonly run: number;
  readonly letter: string;
  readonly color: string;
  readonly name: string;
}

/** How far the last of a pane's runs is mixed with the page where several panes have several runs. */
const PALEST = 0.45;

/** Runs that have points. A single pane with several runs is coloured and numbered by run; several panes by pane, their later runs paler. */
export function drawnCurves(panes: readonly CurvePane[], theme: PlotTheme): DrawnCurve[] {
  return panes.flatMap((pane, index) =>
    pane.curves.flatMap((points, run): DrawnCurve[] => {
      const marker = pane.curves.length > 1 ? run : null;
      const named = { letter: letterOf(panes, pane, run), color: colorOf(panes, pane, run, theme) };
      return points.length === 0 ? [] : [{ key: `${pane.letter}${run}`, pane: index, run, ...named, marker, points }];
    }),
  );
}

/** What the runs are, where a pane has several: once for all panes whose runs are called alike. */
export function legendOf(panes: readonly CurvePane[], theme: PlotTheme): LegendEntry[] {
  const several = panes.filter(({ curves }) => curves.length > 1);
  const [first] = several;
  if (!first) return [];
  const alike = panes.length > 1 && panes.every(({ runNames }) => runNames.join('\n') === first.runNames.join('\n'));
  if (alike) return first.runNames.map((name, run) => ({ key: `${run}`, run, letter: String(run + 1), color: theme.ink2, name }));
  return several.flatMap((pane) =>
    pane.curves.map((_, run) => ({
      key: `${pane.letter}${run}`,
      run,
      letter: letterOf(panes, pane, run),
      color: colorOf(panes, pane, run, theme),
      name: pane.runNames[run] ?? '',
    })),
  );
}

function letterOf(panes: readonly CurvePane[], { letter, curves }: CurvePane, run: number): string {
  if (curves.length === 1) return letter;
  return panes.length === 1 ? String(run + 1) : `${letter}${run + 1}`;
}

function colorOf(panes: readonly CurvePane[], { color, curves }: CurvePane, run: number, theme: PlotTheme): string {
  if (curves.length === 1) return color;
  if (panes.length === 1) return theme.runs[run % theme.runs.length] as string;
  return mix(color, theme.page, (PALEST * run) / (curves.length - 1));
}
