import { lazy, Suspense, useMemo, useState } from 'react';
import { useSharpening } from '../../app/sharpening';
import { useApp } from '../../app/store';
import type { CurvePoint } from '../../experiment/checkpoint';
import { hasBatchNorm } from '../../experiment/limits';
import { TrainingCurves } from '../../views/curves';
import { plotTheme } from '../../views/plot-theme';
import { useResults } from '../app';
import { letterOf } from '../letters';
import { useRunNames } from '../names';
import { useText } from '../text';
import { useStability } from './use-sharpness';

/**
 * A curve from its first epoch on. Before training a net with batch norm is judged by running statistics of 0 and 1, which no step of training ever uses: its loss can be 10²² then and says nothing
 * of the weights that training starts from.
 */
function withoutStart(curve: readonly CurvePoint[]): readonly CurvePoint[] {
  return curve[0]?.epoch === 0 ? curve.slice(1) : curve;
}

const MoreDialog = lazy(() => import('../dialogs/MoreDialog').then((module) => ({ default: module.MoreDialog })));

/** Pixels, of the curves and where they fill a dialog, to be read from a projector's far end. */
const [SMALL, LARGE] = [11, 15];

/** Training curves of all panes with the scrubber; in the page with the way to large ones. */
export function Curves({ large = false }: { large?: boolean }) {
  const t = useText();
  const [enlarged, setEnlarged] = useState(false);
  const results = useResults();
  const status = useApp((state) => state.panes);
  const runs = useApp((state) => state.document.panes);
  const scrub = useApp((state) => state.scrubEpoch);
  const playing = useApp((state) => state.playing);
  const theme = useApp((state) => state.theme);
  const setScrub = useApp((state) => state.setScrub);
  const setPlaying = useApp((state) => state.setPlaying);
  const field = useApp((state) => state.curve);
  const showCurve = useApp((state) => state.showCurve);
  const sharpening = useSharpening();
  const stability = useStability();
  const colors = plotTheme(theme).runs;
  const checkpoints = useMemo(
    () => [...new Set(results.flatMap(({ snapshot }) => snapshot.checkpoints.map(({ epoch }) => epoch)))].sort((a, b) => a - b),
    [results],
  );
  const names = useRunNames();
  const isNormed = useMemo(() => runs.map(hasBatchNorm), [runs]);
  const panes = useMemo(
    () =>
      results.map(({ snapshot }, index) => ({
        letter: letterOf(index),
        color: colors[index % colors.length] ?? '',
        curves: isNormed[index] ? snapshot.curves.map(withoutStart) : snapshot.curves,
        runNames: names[index] ?? [],
        sharpness: sharpening[index]?.runs ?? [],
        stability: stability[index] ?? [],
      })),
    [results, colors, names, sharpening, stability, isNormed],
  );
  const done = sharpening.reduce((sum, { runs: measured }) => sum + measured.reduce((count, points) => count + points.length, 0), 0);
  const all = sharpening.reduce((sum, { left }) => sum + left, done);
  const problem = sharpening.map((pane) => pane.problem).find(Boolean);
  const live = status.some((pane) => pane.phase === 'training');
  const drawn = (
    <TrainingCurves
      panes={panes}
      scrub={scrub}
      onScrub={setScrub}
      playing={playing}
      onPlaying={setPlaying}
      theme={theme}
      {...(live ? { epochs: Math.max(...runs.flatMap((pane) => pane.runs.map((run) => run.epochs))) } : {})}
      checkpoints={checkpoints}
      live={live}
      field={field}
      onField={showCurve}
      measured={{ done, all, problem: problem ? t(problem.key, problem.values) : '' }}
      fontSize={large ? LARGE : SMALL}
      {...(large ? {} : { onEnlarge: () => setEnlarged(true) })}
    />
  );
  return (
    <>
      {drawn}
      <Suspense fallback={null}>{enlarged ? <MoreDialog id="curves" onClose={() => setEnlarged(false)} /> : null}</Suspense>
    </>
  );
}
