import { useCallback, useMemo } from 'react';
import { useApp } from '../../app/store';
import type { Boundary as BoundaryData } from '../../experiment/landscape';
import type { Camera } from '../../experiment/recipe';
import { views } from '../../views';
import { BoundaryPlot, boundaryCaption } from '../../views/boundary';
import { ColorBar } from '../../views/color-bar';
import { TrainingCurves } from '../../views/curves';
import { plotTheme } from '../../views/plot-theme';
import type { ViewPane, ViewSpec } from '../../views/types';
import { useResult, useResults } from '../app';
import { letterOf } from '../letters';
import { usePaneNames } from '../names';
import { useText } from '../text';
import { useMedia } from '../use-media';
import { useScales } from './use-scales';

export { CaptionText } from './CaptionText';

interface Body {
  readonly index: number;
  readonly element: HTMLElement;
}

/** Draws the chosen view into the bodies of the panes. */
export function Stage({ container, bodies }: { container: HTMLElement; bodies: readonly Body[] }) {
  const shared = useApp((state) => state.document.shared);
  const probe = useApp((state) => state.probe);
  const setProbe = useApp((state) => state.setProbe);
  const theme = useApp((state) => state.theme);
  const edit = useApp((state) => state.edit);
  const reducedMotion = useMedia('(prefers-reduced-motion: reduce)');
  const panes = useViewPanes(bodies);
  const onCamera = useCallback(
    (camera: Camera) => edit((document) => ({ ...document, shared: { ...document.shared, camera } }), 'camera'),
    [edit],
  );
  const { Component } = viewFor(shared.view, panes);
  return (
    <Component
      panes={panes}
      container={container}
      shared={shared}
      probe={probe}
      onProbe={setProbe}
      onCamera={onCamera}
      theme={theme}
      reducedMotion={reducedMotion}
    />
  );
}

/** The view that was asked for, or the first that can draw what is there (a line has no surface). */
function viewFor(id: string, panes: readonly ViewPane[]): ViewSpec {
  const accepts = (view: ViewSpec) => panes.every((pane) => pane.landscape === null || view.accepts(pane.landscape));
  const wanted = views.get(id);
  return accepts(wanted) ? wanted : (views.all.find(accepts) ?? wanted);
}

function useViewPanes(bodies: readonly Body[]): ViewPane[] {
  const status = useApp((state) => state.panes);
  const results = useResults();
  const scales = useScales();
  const names = usePaneNames();
  return bodies.flatMap(({ index, element }) => {
    const scale = scales[index];
    const result = results[index];
    const pane = status[index];
    if (!scale || !result || !pane) return [];
    return [
      {
        index,
        letter: letterOf(index),
        name: names[index] ?? letterOf(index),
        element,
        landscape: result.snapshot.landscape,
        revision: pane.revision,
        computing: pane.phase === 'evaluating',
        scale,
      },
    ];
  });
}

interface BarProps {
  /** Null: the one that all share. */
  readonly pane: number | null;
  readonly width: number;
  readonly place?: 'left' | 'above';
}

/** The colour bar of one pane, or the one that all share. */
export function Bar({ pane, width, place = 'left' }: BarProps) {
  useText();
  const scale = useScales()[pane ?? 0];
  const colormap = useApp((state) => state.document.shared.colormap);
  const theme = useApp((state) => state.theme);
  return scale ? <ColorBar scale={scale} colormap={colormap} theme={theme} width={width} namePlace={place} /> : null;
}

/** Training curves of all panes with the scrubber. */
export function Curves() {
  useText();
  const results = useResults();
  const status = useApp((state) => state.panes);
  const runs = useApp((state) => state.document.panes);
  const scrub = useApp((state) => state.scrubEpoch);
  const playing = useApp((state) => state.playing);
  const theme = useApp((state) => state.theme);
  const setScrub = useApp((state) => state.setScrub);
  const setPlaying = useApp((state) => state.setPlaying);
  const colors = plotTheme(theme).runs;
  const checkpoints = useMemo(
    () => [...new Set(results.flatMap(({ snapshot }) => snapshot.checkpoints.map(({ epoch }) => epoch)))].sort((a, b) => a - b),
    [results],
  );
  const panes = useMemo(
    () =>
      results.map(({ snapshot }, index) => ({
        letter: letterOf(index),
        color: colors[index % colors.length] ?? '',
        curves: snapshot.curves,
      })),
    [results, colors],
  );
  const live = status.some((pane) => pane.phase === 'training');
  return (
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
    />
  );
}

/** The decision boundary of a pane for the weights under the probe. */
export function Boundary({ pane, boundary, size }: { pane: number; boundary: BoundaryData | null; size: number }) {
  useText();
  const { dataset } = useResult(pane);
  const theme = useApp((state) => state.theme);
  return <BoundaryPlot boundary={boundary} dataset={dataset} theme={theme} size={size} name={letterOf(pane)} />;
}

/** Which inputs the boundary is drawn on, where there are more than two. */
export function BoundaryNote({ boundary }: { boundary: BoundaryData | null }) {
  useText();
  const { dataset } = useResult(0);
  const text = boundary && dataset ? boundaryCaption(boundary, dataset) : '';
  return text === '' ? null : <p className="reading-note">{text}</p>;
}

/** What each picture shows, as a table. */
export function TableText() {
  useText();
  const count = useApp((state) => state.document.panes.length);
  const view = useApp((state) => state.document.shared.view);
  const panes = useViewPanes(Array.from({ length: count }, (_, index) => ({ index, element: document.body })));
  const spec = viewFor(view, panes);
  return panes.map((pane) => {
    const table = spec.toTable(pane);
    return (
      <table className="data-table" key={pane.index}>
        <caption>
          {pane.letter} · {table.caption}
        </caption>
        <thead>
          <tr>
            {table.head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.join('|')}>
              {row.map((cell, column) => (
                <td key={table.head[column] ?? column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    );
  });
}
