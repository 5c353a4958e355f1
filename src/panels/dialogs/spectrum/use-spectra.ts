import { useEffect, useState } from 'react';
import type { Probe } from '../../../app/state';
import { useApp } from '../../../app/store';
import type { Problem } from '../../../experiment/recipe';
import { EMPTY_SPECTRUM, type Spectrum } from '../../../experiment/spectrum';
import { isAbort, JobFailure, messageOf } from '../../../worker/failure';

/** A pane's spectrum on its way. missing: its weights are not here. */
export interface PaneSpectrum {
  readonly spectrum: Spectrum;
  readonly phase: 'running' | 'done' | 'stopped' | 'missing' | 'failed';
  readonly problem: Problem | null;
}

const BEGUN: PaneSpectrum = { spectrum: EMPTY_SPECTRUM, phase: 'running', problem: null };

export interface Spectra {
  readonly panes: readonly PaneSpectrum[];
  readonly busy: boolean;
  stop(): void;
  again(): void;
}

/** Takes the spectra of all panes at one point, side by side, for as long as the component is there. */
export function useSpectra(at: Probe): Spectra {
  const take = useApp((state) => state.takeSpectrum);
  const count = useApp((state) => state.document.panes.length);
  const [round, setRound] = useState(0);
  const [panes, setPanes] = useState<readonly PaneSpectrum[]>([]);
  const [abort, setAbort] = useState<AbortController | null>(null);
  const { alpha, beta } = at;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks the same again.
  useEffect(() => {
    const mine = new AbortController();
    const change = (pane: number, part: Partial<PaneSpectrum>): void =>
      setPanes((before) => before.map((one, index) => (index === pane ? { ...one, ...part } : one)));
    setAbort(mine);
    setPanes(Array.from({ length: count }, () => BEGUN));
    for (let pane = 0; pane < count; pane++) {
      take(pane, { alpha, beta }, (spectrum) => change(pane, { spectrum }), mine.signal).then(
        (here) => change(pane, { phase: here ? 'done' : 'missing' }),
        (error) => change(pane, isAbort(error) ? { phase: 'stopped' } : { phase: 'failed', problem: problemFrom(error) }),
      );
    }
    return () => mine.abort();
  }, [take, count, alpha, beta, round]);
  return {
    panes,
    busy: panes.some(({ phase }) => phase === 'running'),
    stop: () => abort?.abort(),
    again: () => setRound((before) => before + 1),
  };
}

function problemFrom(error: unknown): Problem {
  return error instanceof JobFailure ? error.problem : { path: '', key: 'run.problem.unforeseen', values: { message: messageOf(error) } };
}
