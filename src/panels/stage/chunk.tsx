import { useCallback, useEffect, useMemo } from 'react';
import { useApp } from '../../app/store';
import { endNames } from '../../experiment/end-names';
import { lineEnds } from '../../experiment/line-ends';
import { inView } from '../../experiment/range';
import type { Camera, CameraView, Recipe } from '../../experiment/recipe';
import { addTexts } from '../../i18n';
import { captions } from '../../i18n/messages/captions';
import { classes } from '../../i18n/messages/classes';
import { curvature } from '../../i18n/messages/curvature';
import { lines } from '../../i18n/messages/lines';
import { marks } from '../../i18n/messages/marks';
import { samples } from '../../i18n/messages/samples';
import { sharpening } from '../../i18n/messages/sharpening';
import { say } from '../../i18n/say';
import { views } from '../../views';
import { ColorBar } from '../../views/color-bar';
import { ontoSurface, overSurface } from '../../views/curvature';
import type { Companion, ViewPane, ViewSpec } from '../../views/types';
import { useResults } from '../app';
import { letterOf } from '../letters';
import { usePaneNames, useRunNames } from '../names';
import { useShownView } from '../shown-view';
import { useText } from '../text';
import { useMedia } from '../use-media';
import { drawnRevision } from './drawn-revision';
import { paneMarks } from './pane-marks';
import { useCurvature } from './use-curvature';
import { useScales } from './use-scales';
import { useSharpnessTables } from './use-sharpness';

export { ProbePanel } from '../readout/ProbePanel';
export { CaptionText } from './CaptionText';
export { Curves } from './Curves';
export { HeightNote } from './HeightNote';
export { RunErrors } from './RunErrors';

addTexts({ ...captions, ...classes, ...curvature, ...lines, ...marks, ...samples, ...sharpening });

interface Body {
  readonly index: number;
  readonly element: HTMLElement;
}

/** Draws the chosen view into the bodies of the panes. */
export function Stage({ container, bodies }: { container: HTMLElement; bodies: readonly Body[] }) {
  const shared = useApp((state) => state.document.shared);
  const probe = useApp((state) => state.probe);
  const epoch = useApp((state) => state.scrubEpoch);
  const setProbe = useApp((state) => state.setProbe);
  const theme = useApp((state) => state.theme);
  const edit = useApp((state) => state.edit);
  const reducedMotion = useMedia('(prefers-reduced-motion: reduce)');
  const withoutGraphics = useApp((state) => state.withoutGraphics);
  useEffect(() => {
    if (views.get('surface').available?.() === false) withoutGraphics();
  }, [withoutGraphics]);
  const panes = useViewPanes(bodies);
  const company = useCompany();
  const onCamera = useCallback(
    (camera: Camera | CameraView) => edit((document) => ({ ...document, shared: { ...document.shared, camera } }), 'camera'),
    [edit],
  );
  const { Component } = viewFor(shared.view, panes);
  return (
    <Component
      panes={panes}
      company={company}
      container={container}
      shared={shared}
      probe={probe}
      epoch={epoch}
      onProbe={setProbe}
      onCamera={onCamera}
      theme={theme}
      reducedMotion={reducedMotion}
    />
  );
}

/** The view that was asked for, or the first that can draw what is there (a line has no surface, some browsers have no 3-D). */
function viewFor(id: string, panes: readonly ViewPane[]): ViewSpec {
  const accepts = (view: ViewSpec) =>
    (view.available?.() ?? true) && panes.every((pane) => pane.landscape === null || view.accepts(pane.landscape));
  const wanted = views.get(id);
  return accepts(wanted) ? wanted : (views.all.find(accepts) ?? wanted);
}

function useViewPanes(bodies: readonly Body[]): ViewPane[] {
  const status = useApp((state) => state.panes);
  const results = useResults();
  const scales = useScales();
  const names = usePaneNames();
  const maps = useCurvature();
  const runNames = useRunNames();
  const recipes = useApp((state) => state.document.panes);
  const seen = useApp((state) => inView(state.document).panes);
  const ends = useLineEnds();
  const ofLines = useEndNames();
  const view = useShownView();
  const coming = useApp((state) => state.opening);
  return bodies.flatMap(({ index, element }) => {
    const scale = scales[index];
    const result = results[index];
    const pane = status[index];
    const map = maps?.[index];
    if (!scale || !result || !pane) return [];
    const recipe = result.of?.recipe ?? recipes[index];
    return [
      {
        index,
        letter: letterOf(index),
        name: names[index] ?? letterOf(index),
        runNames: runNames[index] ?? [],
        element,
        landscape: result.snapshot.landscape,
        otherRange: result.snapshot.otherRange ?? null,
        planned: plannedOf(seen[index]),
        split: recipe?.grid.split ?? 'train',
        companions: result.snapshot.companions ?? NONE,
        marks: paneMarks(recipe, result.snapshot.landscape, runNames[index] ?? NONE),
        ends: ends[index] ?? NONE,
        endNames: ofLines[index] ?? NONE,
        revision: drawnRevision(result.snapshot.landscape, pane.revision),
        computing: pane.phase === 'evaluating',
        coming,
        scale,
        ...(map ? (view === 'contours' ? overSurface(result.snapshot.landscape, map) : ontoSurface(map)) : {}),
      },
    ];
  });
}

function plannedOf(recipe: Recipe | undefined): ViewPane['planned'] {
  return recipe && recipe.axes.length === 2 && !recipe.grid.fit ? [recipe.grid.alpha, recipe.grid.beta] : null;
}

/** All panes, as far as the shown ones are drawn to be compared with them. */
function useCompany(): readonly Companion[] {
  const status = useApp((state) => state.panes);
  const results = useResults();
  const scales = useScales();
  return status.flatMap(({ phase, revision }, index) => {
    const scale = scales[index];
    const landscape = results[index]?.snapshot.landscape ?? null;
    return scale ? [{ index, landscape, revision: drawnRevision(landscape, revision), computing: phase === 'evaluating', scale }] : [];
  });
}

const NONE: readonly never[] = [];

/** The trained points of every pane's line. */
function useLineEnds() {
  const recipes = useApp((state) => state.document.panes);
  const results = useResults();
  return useMemo(() => recipes.map((recipe, index) => lineEnds(recipe, results[index]?.snapshot.checkpoints ?? [])), [recipes, results]);
}

/** What every pane's line goes through, in words. */
function useEndNames() {
  const recipes = useApp((state) => state.document.panes);
  const language = useApp((state) => state.language);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the language changes what say says.
  return useMemo(() => recipes.map((recipe) => endNames(recipe).map(({ at, name }) => ({ at, name: say(name) }))), [recipes, language]);
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
  const surface = useScales()[pane ?? 0];
  const scale = useCurvature()?.[pane ?? 0]?.scale ?? surface;
  const colormap = useApp((state) => state.document.shared.colormap);
  const theme = useApp((state) => state.theme);
  return scale ? <ColorBar scale={scale} colormap={colormap} theme={theme} width={width} namePlace={place} /> : null;
}

/** What each picture shows, as a table. */
export function TableText() {
  useText();
  const count = useApp((state) => state.document.panes.length);
  const view = useApp((state) => state.document.shared.view);
  const panes = useViewPanes(Array.from({ length: count }, (_, index) => ({ index, element: document.body })));
  const spec = viewFor(view, panes);
  const tables = [...useSharpnessTables(), ...panes.map((pane) => ({ ...spec.toTable(pane), letter: pane.letter }))];
  return tables.map(({ letter, caption, head, rows }) => (
    <table className="data-table" key={`${letter} ${caption}`}>
      <caption>
        {letter} · {caption}
      </caption>
      <thead>
        <tr>
          {head.map((cell) => (
            <th key={cell} scope="col">
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.join('|')}>
            {row.map((cell, column) => (
              <td key={head[column] ?? column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  ));
}
