import { useCallback, useEffect, useRef, useState } from 'react';
import { results } from '../../../app/results';
import { useApp } from '../../../app/store';
import type { Landscape } from '../../../experiment/landscape';
import { inView } from '../../../experiment/range';
import type { Document, Problem } from '../../../experiment/recipe';
import { checkedSeeds, type SeedPlane, seedPlanes } from '../../../experiment/seed-check';
import { isAbort, JobFailure, messageOf } from '../../../worker/failure';

/** One plane of a check, as far as it is known. */
export interface CheckedPlane extends SeedPlane {
  readonly landscape: Landscape | null;
  readonly complete: boolean;
}

export interface SeedCheck {
  /** The document as it was when the check was opened: its seed is the first. */
  readonly document: Document;
  readonly seeds: readonly number[];
  /** Those of one seed together, panes in order. */
  readonly planes: readonly CheckedPlane[];
  readonly busy: boolean;
  readonly problem: Problem | null;
  goOn(): void;
  stop(): void;
}

interface Known {
  readonly landscape: Landscape;
  readonly complete: boolean;
}

/** Evaluates the planes of `count` seeds as soon as it is shown; ends what is under way when the component goes. What is known already comes at once. */
export function useSeedCheck(count: number): SeedCheck {
  const present = useApp((state) => state.document);
  const evaluatePlanes = useApp((state) => state.evaluatePlanes);
  const [document] = useState(present);
  const [known, setKnown] = useState<ReadonlyMap<string, Known>>(new Map());
  const [busy, setBusy] = useState(true);
  const [problem, setProblem] = useState<Problem | null>(null);
  const abort = useRef<AbortController | null>(null);

  const start = useCallback(
    (wanted: number) => {
      abort.current?.abort();
      const mine = new AbortController();
      abort.current = mine;
      setBusy(true);
      setProblem(null);
      const planes = planesOf(document, wanted);
      const onLandscape = (index: number, landscape: Landscape, complete: boolean): void => {
        const plane = planes[index];
        if (plane) setKnown((old) => new Map(old).set(keyOf(plane), { landscape, complete }));
      };
      const subjects = planes.map(({ recipe, seed }) => ({ recipe, directionSeed: seed }));
      evaluatePlanes(subjects, onLandscape, mine.signal).then(
        () => end(null),
        (error) => end(isAbort(error) ? null : problemFrom(error)),
      );
      const end = (failure: Problem | null): void => {
        if (abort.current !== mine) return;
        setBusy(false);
        setProblem(failure);
      };
    },
    [document, evaluatePlanes],
  );
  useEffect(() => {
    start(count);
    return () => abort.current?.abort();
  }, [start, count]);

  const planes = planesOf(document, count).map((plane) => ({ ...plane, landscape: null, complete: false, ...known.get(keyOf(plane)) }));
  return {
    document,
    seeds: checkedSeeds(document, count),
    planes,
    busy,
    problem,
    goOn: () => start(count),
    stop: () => abort.current?.abort(),
  };
}

function planesOf(document: Document, count: number): SeedPlane[] {
  return seedPlanes(inView(document), checkedSeeds(document, count), (pane) => results.pane(pane).snapshot.landscape?.axes ?? null);
}

function keyOf({ pane, seed }: SeedPlane): string {
  return `${pane} ${seed}`;
}

function problemFrom(error: unknown): Problem {
  return error instanceof JobFailure ? error.problem : { path: '', key: 'run.problem.unforeseen', values: { message: messageOf(error) } };
}
