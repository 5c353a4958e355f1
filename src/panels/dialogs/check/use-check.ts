import { useCallback, useEffect, useRef, useState } from 'react';
import { useApp } from '../../../app/store';
import type { CurvePoint } from '../../../experiment/checkpoint';
import type { Landscape } from '../../../experiment/landscape';
import type { Document, Problem } from '../../../experiment/recipe';
import type { CheckPlane } from '../../../experiment/seed-check';
import { isAbort, JobFailure, messageOf } from '../../../worker/failure';

/** What is known of one plane. */
export interface CheckPart {
  readonly landscape: Landscape | null;
  readonly complete: boolean;
  /** Share of its net's epochs that are done, 0 … 1; null where it was trained before. */
  readonly trained: number | null;
  /** Of the run that it is drawn around, where that is known. */
  readonly curve: readonly CurvePoint[];
}

/** One plane of a check, as far as it is known. */
export type CheckedPlane = CheckPlane & CheckPart;

/** What a check compares, and who computes it. */
export interface CheckSource {
  /** The names of the cards, that on the page first. */
  cards(document: Document, count: number): readonly number[];
  /** Those of one card together, panes in order. */
  planes(document: Document, count: number): readonly CheckPlane[];
  /** What is known of a plane without computing it. */
  known(plane: CheckPlane): CheckPart | null;
  compute(planes: readonly CheckPlane[], onPart: (index: number, part: CheckPart) => void, signal: AbortSignal): Promise<void>;
  /** Whether so much is computed only when a person asks for it. */
  waits(planes: readonly CheckPlane[]): boolean;
}

export interface Check {
  /** The document as it was when the check was opened: its seeds are the first. */
  readonly document: Document;
  readonly cards: readonly number[];
  readonly planes: readonly CheckedPlane[];
  /** What is left to compute. */
  readonly missing: readonly CheckPlane[];
  /** `asking` before a person said that it may take long. */
  readonly phase: 'asking' | 'busy' | 'resting';
  readonly problem: Problem | null;
  goOn(): void;
  stop(): void;
}

const UNKNOWN: CheckPart = { landscape: null, complete: false, trained: null, curve: [] };

/** Computes the planes of `count` cards as soon as it is shown, or where that takes long, when asked to; ends what is under way when the component goes. */
export function useCheck(source: CheckSource, count: number): Check {
  const present = useApp((state) => state.document);
  const [document] = useState(present);
  const [parts, setParts] = useState<ReadonlyMap<string, CheckPart>>(new Map());
  const [phase, setPhase] = useState<Check['phase']>('busy');
  const [problem, setProblem] = useState<Problem | null>(null);
  const abort = useRef<AbortController | null>(null);
  const partsNow = useRef(parts);
  partsNow.current = parts;

  const start = useCallback(
    (wanted: number, isAsked: boolean) => {
      abort.current?.abort();
      const mine = new AbortController();
      abort.current = mine;
      setProblem(null);
      const planes = missingOf(source, document, wanted, partsNow.current);
      if (!isAsked && source.waits(planes)) return setPhase('asking');
      setPhase('busy');
      const onPart = (index: number, part: CheckPart): void => {
        const plane = planes[index];
        if (plane) setParts((old) => new Map(old).set(keyOf(plane), part));
      };
      const end = (failure: Problem | null): void => {
        if (abort.current !== mine) return;
        setPhase('resting');
        setProblem(failure);
      };
      source.compute(planes, onPart, mine.signal).then(
        () => end(null),
        (error) => end(isAbort(error) ? null : problemFrom(error)),
      );
    },
    [source, document],
  );
  useEffect(() => {
    start(count, false);
    return () => abort.current?.abort();
  }, [start, count]);

  return {
    document,
    cards: source.cards(document, count),
    planes: source.planes(document, count).map((plane) => ({ ...plane, ...partOf(source, plane, parts) })),
    missing: missingOf(source, document, count, parts),
    phase,
    problem,
    goOn: () => start(count, true),
    stop: () => abort.current?.abort(),
  };
}

function missingOf(source: CheckSource, document: Document, count: number, parts: ReadonlyMap<string, CheckPart>): CheckPlane[] {
  return source.planes(document, count).filter((plane) => !partOf(source, plane, parts).complete);
}

function partOf(source: CheckSource, plane: CheckPlane, parts: ReadonlyMap<string, CheckPart>): CheckPart {
  return parts.get(keyOf(plane)) ?? source.known(plane) ?? UNKNOWN;
}

function keyOf({ pane, card }: CheckPlane): string {
  return `${pane} ${card}`;
}

function problemFrom(error: unknown): Problem {
  return error instanceof JobFailure ? error.problem : { path: '', key: 'run.problem.unforeseen', values: { message: messageOf(error) } };
}
