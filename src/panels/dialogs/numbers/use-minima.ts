import { useEffect, useMemo, useRef, useState } from 'react';
import { contentKey } from '../../../app/keys';
import { nearestByEpoch } from '../../../app/memory';
import type { SharpnessSubject, SharpnessValue } from '../../../app/run/measuring';
import { useApp } from '../../../app/store';
import { sharpnessMeasures } from '../../../catalog/sharpness';
import type { CurvatureMap } from '../../../experiment/curvature-map';
import { inView } from '../../../experiment/range';
import type { Problem, Recipe } from '../../../experiment/recipe';
import { runNames } from '../../../experiment/run-names';
import type { PaneSnapshot } from '../../../experiment/snapshot';
import { say } from '../../../i18n/say';
import { isAbort, JobFailure, messageOf } from '../../../worker/failure';
import { useResults } from '../../app';
import { basinPlace } from './basin-place';
import type { Minimum } from './rows';

/** A column of the table. */
export interface Column extends Minimum {
  readonly pane: number;
  readonly run: number;
  /** What sets the run apart from the pane's others; null where it has no others. */
  readonly runName: string | null;
  /** What there is to measure; null where the weights are not on this device. */
  readonly subject: SharpnessSubject | null;
}

/** What was measured, for as long as the weights are kept: by what else the numbers depend on, then by measure. */
const known = new WeakMap<Float32Array, Map<string, Map<string, SharpnessValue>>>();

function measuredOf({ recipe, checkpoint }: SharpnessSubject): Map<string, SharpnessValue> {
  const ofWeights = known.get(checkpoint.theta) ?? new Map<string, Map<string, SharpnessValue>>();
  known.set(checkpoint.theta, ofWeights);
  const { split, samples, batchNorm } = recipe.grid;
  const key = contentKey([recipe.data, recipe.net, split, samples, batchNorm, recipe.origin.rescale]);
  const measured = ofWeights.get(key) ?? new Map<string, SharpnessValue>();
  ofWeights.set(key, measured);
  return measured;
}

const NOTHING: ReadonlyMap<string, SharpnessValue> = new Map();

function columnsOf(
  pane: number,
  recipe: Recipe,
  { checkpoints, curves, landscape }: PaneSnapshot,
  map: CurvatureMap | null,
  current: boolean,
): Column[] {
  const names = runNames(recipe);
  return recipe.runs.map((_, run) => {
    const { origin } = recipe;
    const epoch = run === origin.run && origin.epoch !== 'last' ? origin.epoch : Number.POSITIVE_INFINITY;
    const at = <T extends { readonly epoch: number }>(entries: readonly T[]): T | null =>
      epoch === Number.POSITIVE_INFINITY ? (entries.at(-1) ?? null) : nearestByEpoch(entries, epoch);
    const checkpoint = at(checkpoints.filter((each) => each.run === run));
    const subject = checkpoint && current ? { recipe, checkpoint } : null;
    const metrics = checkpoint?.metrics ?? at(curves[run] ?? []);
    return {
      pane,
      run,
      recipe,
      runName: names.length > 1 && names[run] ? say(names[run]) : null,
      metrics,
      landscape: run === origin.run ? landscape : null,
      basin: basinPlace(recipe, landscape, run, metrics),
      map: run === origin.run ? map : null,
      subject,
      measured: subject ? measuredOf(subject) : NOTHING,
    };
  });
}

export interface Numbers {
  readonly columns: readonly Column[];
  /** Numbers to measure, and those that are there. */
  readonly all: number;
  readonly done: number;
  readonly busy: boolean;
  readonly problem: Problem | null;
  measure(): void;
  stop(): void;
}

/** The minima of all panes and runs, and the means to measure them. Ends what is under way when the component goes. */
export function useNumbers(): Numbers {
  const recipes = useApp((state) => inView(state.document).panes);
  const panes = useApp((state) => state.panes);
  const measureSharpness = useApp((state) => state.measureSharpness);
  const results = useResults();
  const [, setCount] = useState(0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const abort = useRef<AbortController | null>(null);
  const columns = useMemo(
    () =>
      recipes.flatMap((recipe, pane) => {
        const result = results[pane];
        return result ? columnsOf(pane, recipe, result.snapshot, result.curvature, panes[pane]?.need !== 'training') : [];
      }),
    [recipes, results, panes],
  );
  useEffect(() => () => abort.current?.abort(), []);

  const measure = async (): Promise<void> => {
    const mine = new AbortController();
    abort.current = mine;
    setBusy(true);
    setProblem(null);
    const groups = recipes.map((_, pane) => columns.filter((column) => column.pane === pane && missingIn(column) > 0));
    const tasks = groups.map(async (group) => {
      for (const { subject } of group) {
        if (!subject) continue;
        const measured = measuredOf(subject);
        const onValue = (value: SharpnessValue): void => {
          measured.set(value.id, value);
          setCount((count) => count + 1);
        };
        await measureSharpness(subject, onValue, mine.signal);
      }
    });
    const outcomes = await Promise.allSettled(tasks);
    const failed = outcomes.flatMap((outcome) => (outcome.status === 'rejected' && !isAbort(outcome.reason) ? [outcome.reason] : []));
    setProblem(failed.length > 0 ? problemFrom(failed[0]) : null);
    setBusy(false);
  };

  const measurable = columns.filter(({ subject }) => subject !== null);
  const all = measurable.length * sharpnessMeasures.all.length;
  const done = all - measurable.reduce((sum, column) => sum + missingIn(column), 0);
  return { columns, all, done, busy, problem, measure: () => void measure(), stop: () => abort.current?.abort() };
}

function missingIn({ subject, measured }: Column): number {
  return subject ? sharpnessMeasures.all.filter(({ id }) => !measured.has(id)).length : 0;
}

function problemFrom(error: unknown): Problem {
  if (error instanceof JobFailure) return error.problem;
  return { path: '', key: 'run.problem.unforeseen', values: { message: messageOf(error) } };
}
