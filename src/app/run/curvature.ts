import type { HessianMapPoint } from '../../engine/hessian-map';
import { type CurvatureMap, MAP_POINTS } from '../../experiment/curvature-map';
import { inView } from '../../experiment/range';
import type { Document, GridAxis, Recipe } from '../../experiment/recipe';
import { isAbort } from '../../worker/failure';
import type { PlaneJob } from '../../worker/jobs';
import type { EnginePool } from '../../worker/pool';
import { surfaceKey } from '../keys';
import { checkpointAt, type Memory } from '../memory';
import { knownOf } from '../panes';
import type { Results } from '../results';
import type { Backends } from './backends';
import type { Datasets } from './datasets';
import { planeJob } from './surfaces';

export interface CurvatureOptions {
  readonly pool: Pick<EnginePool, 'curvature'>;
  readonly backends: Backends;
  readonly datasets: Datasets;
  readonly memory: Memory;
  readonly results: Results;
  /** Milliseconds. */
  readonly clock: () => number;
  onTrouble(error: unknown): void;
}

/** The curvature maps of the panes' planes: computed when asked for, kept as long as the tab, put into the results. */
export interface Curvature {
  /** Computes the maps of all panes whose surfaces are complete and whose weights are here. Goes on where a map was stopped. */
  start(document: Document): void;
  stop(): void;
  /** Call whenever something changed: shows the maps of the present planes, computed here or come with their surfaces, and ends those that no pane shows any more. */
  update(document: Document): void;
}

/** Maps kept. */
const KEPT = 16;
/** Shortest time between two showings of a map, ms. */
const SHOW_MS = 250;
/** Points from which on a rate says something. */
const FEWEST_TIMED = 12;

interface Subject {
  readonly recipe: Recipe;
  readonly plane: PlaneJob;
  readonly axes: readonly GridAxis[];
}

export function createCurvature({ pool, backends, datasets, memory, results, clock, onTrouble }: CurvatureOptions): Curvature {
  const maps = new Map<string, CurvatureMap>();
  const running = new Map<string, AbortController>();
  let subjects: readonly (Subject | null)[] = [];

  /** The plane that a pane shows; null where its map cannot be had. */
  function subjectOf(recipe: Recipe, directionSeed: number): Subject | null {
    const surface = memory.surfaces.get(surfaceKey(recipe, directionSeed));
    if (!surface?.complete || surface.landscape.axes.length < 2) return null;
    const { runs } = knownOf(memory, recipe, directionSeed);
    const origin = checkpointAt(runs[recipe.origin.run], recipe.origin.epoch);
    if (!origin) return null;
    const axes = surface.landscape.axes.map((axis) => ({ ...axis, points: Math.min(MAP_POINTS, axis.points) }));
    return { recipe, plane: planeJob(recipe, directionSeed, origin, runs), axes };
  }

  function show(key: string): void {
    subjects.forEach((subject, index) => {
      if (subject?.plane.plane === key) results.set(index, { curvature: maps.get(key) ?? null });
    });
  }

  function keep(key: string, map: CurvatureMap): void {
    maps.delete(key);
    maps.set(key, map);
    for (const oldest of maps.keys()) {
      if (maps.size <= KEPT) break;
      maps.delete(oldest);
    }
    show(key);
  }

  async function compute({ recipe, plane, axes }: Subject): Promise<void> {
    const key = plane.plane;
    if (running.has(key) || maps.get(key)?.phase === 'done') return;
    const abort = new AbortController();
    running.set(key, abort);
    const map = growing(axes, maps.get(key));
    const startedAt = clock();
    let shownAt = startedAt;
    let found = 0;
    keep(key, map.snapshot('running'));
    try {
      await datasets.ensure(recipe);
      await backends.run('training', (backend) =>
        pool.curvature(
          { backend, plane: { ...plane, backend }, axes, done: map.snapshot('running').done },
          {
            signal: abort.signal,
            onPoint(index, point, level) {
              map.set(index, point, level);
              found++;
              if (clock() < shownAt + SHOW_MS) return;
              shownAt = clock();
              const rate = found < FEWEST_TIMED ? null : (1000 * found) / (shownAt - startedAt);
              keep(key, map.snapshot('running', rate));
            },
          },
        ),
      );
      keep(key, map.snapshot('done'));
    } catch (error) {
      keep(key, map.snapshot('stopped'));
      if (!isAbort(error)) onTrouble(error);
    } finally {
      running.delete(key);
    }
  }

  const update = (document: Document): void => {
    const { panes, shared } = inView(document);
    subjects = panes.map((recipe) => subjectOf(recipe, shared.directionSeed));
    subjects.forEach((subject, index) => {
      const given = memory.surfaces.get(surfaceKey(panes[index], shared.directionSeed))?.curvature;
      results.set(index, { curvature: (subject && maps.get(subject.plane.plane)) ?? given ?? null });
    });
    for (const [key, abort] of running) if (!subjects.some((subject) => subject?.plane.plane === key)) abort.abort();
  };
  return {
    start(document) {
      update(document);
      subjects.forEach((subject, index) => {
        if (subject && results.pane(index).curvature?.phase !== 'done') void compute(subject);
      });
    },
    stop() {
      for (const abort of running.values()) abort.abort();
    },
    update,
  };
}

/** A map that grows from what is known of it. */
function growing(axes: readonly GridAxis[], known: CurvatureMap | undefined) {
  const total = axes.reduce((product, { points }) => product * points, 1);
  const numbers = (field: 'ratio' | 'largest' | 'smallest' | 'largestBound' | 'smallestBound'): Float32Array =>
    known?.[field].slice() ?? new Float32Array(total).fill(Number.NaN);
  const fields = {
    ratio: numbers('ratio'),
    largest: numbers('largest'),
    smallest: numbers('smallest'),
    largestBound: numbers('largestBound'),
    smallestBound: numbers('smallestBound'),
  };
  const done = known?.done.slice() ?? new Uint8Array(total);
  let finished = known?.finished ?? 0;
  return {
    set(index: number, point: HessianMapPoint, level: number): void {
      for (const field of ['ratio', 'largest', 'smallest', 'largestBound', 'smallestBound'] as const) fields[field][index] = point[field];
      if (done[index] === 0) finished++;
      done[index] = level + 1;
    },
    snapshot: (phase: CurvatureMap['phase'], rate: number | null = null): CurvatureMap => ({
      axes,
      ratio: fields.ratio.slice(),
      largest: fields.largest.slice(),
      smallest: fields.smallest.slice(),
      largestBound: fields.largestBound.slice(),
      smallestBound: fields.smallestBound.slice(),
      done: done.slice(),
      finished,
      phase,
      rate,
    }),
  };
}
