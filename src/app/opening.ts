import { fingerprintsOfRuns } from '../engine/fingerprint';
import { companionsOf } from '../experiment/companions';
import type { CurvatureMap } from '../experiment/curvature-map';
import { defaultDocument } from '../experiment/defaults';
import type { Landscape, Provenance } from '../experiment/landscape';
import { presets } from '../experiment/presets';
import { inView, recipeBeyond } from '../experiment/range';
import type { Document, Problem, Recipe } from '../experiment/recipe';
import type { PaneSnapshot, Snapshot } from '../experiment/snapshot';
import type { Follower } from './address/follower';
import type { AddressLine } from './address/line';
import type { AddressWords } from './address/words';
import type { CreatedStore } from './create-store';
import type { Keeper } from './kept/keeper';
import { runKey, sharpnessKey, surfaceKey } from './keys';
import { boundaryKey, type Memory, maySameNet, type Source } from './memory';
import { withFingerprint } from './net-identity';
import type { ReadyMade } from './ready-made';
import type { Notice } from './state';

export type ReadFile = (
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
) => Promise<{ ok: true; snapshot: Snapshot } | { ok: false; problem: Problem }>;

export interface OpeningOptions {
  readonly created: CreatedStore;
  readonly memory: Memory;
  /** Reads a file that a person opened. */
  readonly readFile: ReadFile;
  readonly line: AddressLine;
  readonly follower: Follower;
  readonly keeper: Pick<Keeper, 'restore'>;
  readonly loadWords: () => Promise<AddressWords>;
  readonly readyMade: ReadyMade;
  /** Whether every pane has a complete curvature map. */
  hasMaps(): boolean;
  /** Forgets what the panes showed before another document. */
  resetPanes(): void;
}

export interface Opening {
  /** What the page opens with: what its address names, else the ready-made pair. */
  start(): Promise<void>;
  /** The browser's history, or a person's hand, has changed the address. */
  arrive(): Promise<void>;
  openPreset(id: string): Promise<void>;
  openFile(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean>;
}

export function createOpening(options: OpeningOptions): Opening {
  const { created, memory, readFile, line, follower, keeper, loadWords, readyMade, hasMaps, resetPanes } = options;
  const { store, replaceDocument } = created;
  const show = (document: Document, keepPresent: boolean): void => {
    resetPanes();
    replaceDocument(document, keepPresent);
  };
  const notify = (notice: Notice | null): void => store.setState({ notice });

  function showCurveOf(id: string): void {
    // Measuring sharpness goes on from one experiment to the next only where that is about it.
    const { curve } = store.getState();
    store.setState({ curve: presets.get(id).curve ?? (curve === 'sharpness' ? 'loss' : curve) });
  }

  /** An experiment about curvature shows its maps as soon as they are there. */
  function showMapsOf(id: string): void {
    const field = presets.has(id) ? presets.get(id).curvature : undefined;
    if (field && hasMaps()) store.setState({ curvature: field });
  }

  async function showReadyMade(id: string): Promise<void> {
    await readyMade.show(id);
    if (store.getState().document.preset === id) showMapsOf(id);
  }

  /** A link with a recipe. What it brings gives way to `kept`: results that this person had when she left it. */
  async function openLink(hash: string, first: boolean, kept: 'none' | 'any'): Promise<boolean> {
    const { decodeLink } = await loadWords();
    const href = line.base() + hash;
    const link = decodeLink(hash, href.length - hash.length + 1);
    const snapshot = link.ok ? link.snapshot : link.partial;
    if (snapshot) {
      if (kept === 'any') await keeper.restore(snapshot.document);
      rememberSnapshot(memory, snapshot, 'shared', kept);
      show(snapshot.document, !first);
      follower.stand();
    }
    if (link.ok) store.setState({ notice: null, linkNotes: link.notes });
    else notify({ tone: snapshot ? 'warning' : 'error', title: link.title, detail: link.detail, link: href });
    return snapshot !== null;
  }

  /** The name of a preset, with changes or without. */
  async function openAddress(hash: string, first: boolean): Promise<void> {
    const { preset, document, note } = (await loadWords()).parseAddress(hash);
    show(document, !first);
    follower.stand();
    showCurveOf(document.preset);
    notify(note && { tone: preset ? 'warning' : 'error', ...note, link: line.base() + hash });
    await showReadyMade(document.preset);
  }

  async function open(hash: string, first: boolean, kept: 'none' | 'any'): Promise<void> {
    if (hash.length > 1 && (await loadWords()).isAddress(hash)) return openAddress(hash, first);
    if (hash.length > 1 && (await openLink(hash, first, kept))) return;
    if (!first && hash.length <= 1) {
      show(defaultDocument(), true);
      follower.stand();
    }
    if (first || hash.length <= 1) await showReadyMade(store.getState().document.preset);
  }

  let underWay = 0;
  /** While something is opened, panes without a picture do not say that they have none. */
  async function whileOpening<T>(task: () => Promise<T>): Promise<T> {
    underWay++;
    store.setState({ opening: true });
    try {
      return await task();
    } finally {
      if (--underWay === 0) store.setState({ opening: false });
    }
  }

  return {
    start() {
      const { hash, isOwn } = follower.begin();
      return whileOpening(() => open(hash, true, isOwn ? 'any' : 'none'));
    },
    async arrive() {
      const there = follower.arrive();
      if (!there) return;
      const { hash, isOwn, document } = there;
      if (!document) return whileOpening(() => open(hash, false, isOwn ? 'any' : 'none'));
      show(document, true);
      showMapsOf(document.preset);
      notify(null);
      follower.flush();
    },
    async openPreset(id) {
      follower.leave();
      show(presets.get(id).build(), true);
      follower.enter();
      notify(null);
      showCurveOf(id);
      await whileOpening(() => showReadyMade(id));
    },
    async openFile(name, bytes) {
      const [read] = await Promise.all([readFile(name, bytes), loadWords()]);
      if (read.ok) {
        follower.leave();
        rememberSnapshot(memory, read.snapshot, 'shared', 'none');
        show(read.snapshot.document, true);
        showMapsOf(read.snapshot.document.preset);
        follower.enter();
        notify(null);
        return true;
      }
      notify({ tone: 'error', title: { path: '', key: 'run.file.unopened', values: { name } }, detail: read.problem, link: null });
      return false;
    },
  };
}

/**
 * Puts a snapshot's results where the panes find them. `kept`: "any" leaves alone what there is already, but for what comes with the app, and adds nothing
 * that may be of other weights.
 */
export function rememberSnapshot(memory: Memory, { document, panes }: Snapshot, source: Source, kept: 'none' | 'any'): void {
  const { directionSeed } = document.shared;
  inView(document).panes.forEach((recipe, index) => {
    const pane = panes[index];
    if (!pane) return;
    const { landscape, boundary, provenance } = pane;
    const fingerprints = fingerprintsOfRuns(provenance?.fingerprint, recipe.runs.length);
    const madeOf = (i: number) => withFingerprint(provenance, fingerprints[i]);
    const stays = (known: { source: Source } | undefined): boolean =>
      kept === 'any' && known !== undefined && known.source !== 'ready-made';
    const runs = recipe.runs.map((_, i) => memory.runs.get(runKey(recipe, i)));
    if (runs.some((run, i) => run && stays(run) && !maySameNet(run.provenance, madeOf(i)))) return;
    const isSame = runs.every((run, i) => isSameNet(run?.provenance ?? null, madeOf(i)));
    recipe.runs.forEach((run, i) => {
      const record = runOf(pane, i, run.epochs);
      if (record && !stays(runs[i])) memory.runs.set(runKey(recipe, i), { ...record, live: null, source, provenance: madeOf(i) });
    });
    const remember = (of: Recipe, lines: Landscape, map?: CurvatureMap): void => {
      const complete = lines.done.every((mark) => mark > 0);
      const key = surfaceKey(of, directionSeed);
      const known = memory.surfaces.get(key);
      const curvature = map ? { curvature: map } : {};
      if (!stays(known)) memory.surfaces.set(key, { landscape: lines, complete, source, provenance, ...curvature });
      else if (known && map && isSame) memory.surfaces.set(key, { ...known, ...curvature });
    };
    const minima = pane.measured?.minima;
    if (landscape) remember(recipe, minima ? { ...landscape, minima } : landscape, pane.curvature);
    const lambdaMax = pane.measured?.lambdaMax ?? null;
    if (lambdaMax !== null) memory.sharpness.set(sharpnessKey(recipe), lambdaMax);
    const beyond = recipeBeyond(document, index);
    if (beyond && pane.otherRange) remember(beyond, pane.otherRange);
    for (const { recipe: of, split, seed } of companionsOf(recipe, directionSeed)) {
      const line = pane.companions?.find((one) => one.split === split && one.seed === seed);
      if (line) remember(of, line.landscape);
    }
    if (boundary && sameInputs(boundary.inputs, recipe.view.boundaryInputs))
      memory.boundaries.set(boundaryKey(recipe, recipe.origin), boundary);
  });
}

/** Whether two results are known to be of the same weights. */
function isSameNet(a: Provenance | null, b: Provenance | null): boolean {
  return a?.fingerprint !== undefined && a.fingerprint === b?.fingerprint;
}

function runOf({ curves, checkpoints, sharpness }: PaneSnapshot, run: number, epochs: number) {
  const curve = curves[run] ?? [];
  const own = checkpoints.filter((checkpoint) => checkpoint.run === run);
  if (curve.length === 0 && own.length === 0) return null;
  const course = sharpness?.[run] ?? [];
  const measured = course.length > 0 ? { sharpness: course } : {};
  return { curve, checkpoints: own, ...measured, complete: (own.at(-1)?.epoch ?? curve.at(-1)?.epoch) === epochs };
}

function sameInputs(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
