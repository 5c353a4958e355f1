import { BACKEND_IDS, trainsAlike } from '../engine/device';
import { fingerprintOfRuns } from '../engine/fingerprint';
import type { Provenance } from '../experiment/landscape';
import type { PaneSnapshot } from '../experiment/snapshot';
import type { RunRecord, SurfaceRecord } from './memory';

/** Which net a pane's runs ended with. */
export interface NetIdentity {
  /** Each run's fingerprint, in order, see `fingerprintOfRuns`. */
  readonly fingerprint: string;
  /** A run was trained here on a graphics card: other machines may get another net. */
  readonly mayDiffer: boolean;
  /** What came with a link, a file or the page was trained again here: whether the net is the very same. Null where it was not, or came without a fingerprint. */
  readonly isSame: boolean | null;
}

/** What is known of a pane's runs and surface. */
interface Known {
  readonly runs: readonly (RunRecord | undefined)[];
  readonly surface: SurfaceRecord | undefined;
}

/** The fingerprint of all runs; that of the surface's where the runs are not known one by one. */
export function fingerprintOf({ runs, surface }: Known): string | undefined {
  return fingerprintOfRuns(runs.map((run) => run?.provenance?.fingerprint)) ?? surface?.provenance?.fingerprint;
}

/** Which net a pane shows; null where what it shows has no fingerprint. */
export function identityOf({ runs }: Known, { provenance }: PaneSnapshot): NetIdentity | null {
  const fingerprint = provenance?.fingerprint;
  if (fingerprint === undefined) return null;
  const trained = runs.filter((run) => run?.source === 'here' && run.complete);
  const again = trained.filter((run) => run?.expected !== undefined);
  return {
    fingerprint,
    mayDiffer: trained.some((run) => BACKEND_IDS.some((id) => id === run?.provenance?.backend && !trainsAlike(id))),
    isSame: again.length === 0 ? null : again.every((run) => run?.expected === run?.provenance?.fingerprint),
  };
}

/** Provenance with another fingerprint, or without. */
export function withFingerprint(provenance: Provenance | null, fingerprint: string | undefined): Provenance | null {
  if (!provenance || provenance.fingerprint === fingerprint) return provenance;
  const { fingerprint: _, ...rest } = provenance;
  return fingerprint === undefined ? rest : { ...rest, fingerprint };
}

/** Whether the nets that were trained again are the very same, the key of one sentence; null where nothing can be said. */
export function samenessOf(nets: readonly (NetIdentity | null)[]): string | null {
  const known = nets.flatMap((net) => net?.isSame ?? []);
  if (known.length === 0) return null;
  const isSame = known.every((same) => same);
  if (!isSame && known.some((same) => same)) return 'shell.net.someOther';
  return `shell.net.${isSame ? 'same' : 'other'}${known.length > 1 ? 'Many' : ''}`;
}
