import { inView } from '../../experiment/range';
import type { Document } from '../../experiment/recipe';
import { EMPTY_SPECTRUM, PROBES, type Spectrum } from '../../experiment/spectrum';
import type { EnginePool, SpectrumReply } from '../../worker/pool';
import type { AppActions } from '../actions';
import { checkpointAt, type Memory } from '../memory';
import { knownOf } from '../panes';
import type { Backends } from './backends';
import type { Datasets } from './datasets';
import { planeJob } from './surfaces';

export interface SpectraOptions {
  readonly pool: Pick<EnginePool, 'spectrum'>;
  readonly backends: Pick<Backends, 'run'>;
  readonly datasets: Pick<Datasets, 'ensure'>;
  readonly memory: Memory;
  document(): Document;
}

/** Products of each probe's Lanczos run, and the places where the density is drawn. */
const STEPS = 60;
const BINS = 1201;
/** Spectra kept. */
const KEPT = 16;

/** Takes the Hessian's spectrum at points of the panes' planes, in the workers; the last ones that were finished are kept. */
export function createSpectra({ pool, backends, datasets, memory, document }: SpectraOptions): AppActions['takeSpectrum'] {
  const kept = new Map<string, Spectrum>();
  return async (pane, { alpha, beta }, onSpectrum, signal) => {
    signal.throwIfAborted();
    const { panes, shared } = inView(document());
    const recipe = panes[pane];
    const known = recipe && knownOf(memory, recipe, shared.directionSeed);
    const origin = recipe && known && checkpointAt(known.runs[recipe.origin.run], recipe.origin.epoch);
    if (!origin) return false;
    const plane = planeJob(recipe, shared.directionSeed, origin, known.runs);
    const coords = Float64Array.from(recipe.axes.length > 1 ? [alpha, beta] : [alpha]);
    const key = `${plane.plane} ${coords}`;
    const before = kept.get(key);
    if (before) {
      onSpectrum(before);
      return true;
    }
    await datasets.ensure(recipe);
    let spectrum = EMPTY_SPECTRUM;
    await backends.run('training', (backend) => {
      // Another backend begins anew.
      spectrum = EMPTY_SPECTRUM;
      const job = { kind: 'spectrum', backend, plane: plane.plane, coords, probes: PROBES, steps: STEPS, bins: BINS } as const;
      const onPart = (part: SpectrumReply): void => {
        if (signal.aborted) return;
        spectrum = withPart(spectrum, part);
        onSpectrum(spectrum);
      };
      return pool.spectrum(job, { ...plane, backend }, { channel: `spectrum-${pane}`, signal, onPart });
    });
    kept.set(key, spectrum);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    return true;
  };
}

function withPart(spectrum: Spectrum, part: SpectrumReply): Spectrum {
  if (part.type === 'density') return { ...spectrum, density: part.density, probes: spectrum.probes + 1 };
  if (part.type === 'trace') return { ...spectrum, trace: part.trace };
  const { largest, largestBound, smallest, smallestBound } = part.point;
  return { ...spectrum, ends: { largest, largestBound, smallest, smallestBound } };
}
