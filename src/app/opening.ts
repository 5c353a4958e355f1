import { companionsOf } from '../experiment/companions';
import type { Landscape } from '../experiment/landscape';
import type { DecodedLink } from '../experiment/link/codec';
import { presets } from '../experiment/presets';
import type { Document, Problem, Recipe } from '../experiment/recipe';
import type { PaneSnapshot, Snapshot } from '../experiment/snapshot';
import type { CreatedStore } from './create-store';
import { runKey, surfaceKey } from './keys';
import { boundaryKey, type Memory, type Source } from './memory';
import type { Notice } from './state';

export type ReadFile = (
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
) => Promise<{ ok: true; snapshot: Snapshot } | { ok: false; problem: Problem }>;

export interface OpeningOptions {
  readonly created: CreatedStore;
  readonly memory: Memory;
  /** Reads a file of this site. */
  readonly readStored: (name: string, bytes: Uint8Array) => ReturnType<ReadFile>;
  /** Reads a file that a person opened. */
  readonly readFile: ReadFile;
  readonly decodeLink: (fragment: string, addressLength: number) => Promise<DecodedLink>;
  /** The bytes of a stored landscape, or null where there is none of that name. */
  readonly fetchGallery: (name: string) => Promise<Uint8Array | null>;
  /** Forgets what the panes showed before another document. */
  resetPanes(): void;
}

export interface Opening {
  /** What the page opens with: the link in its address, else the ready-made pair. */
  start(address: { readonly hash: string; readonly href: string }): Promise<void>;
  /** Another link in the same page. */
  openLink(address: { readonly hash: string; readonly href: string }): Promise<void>;
  openPreset(id: string): Promise<void>;
  openFile(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean>;
}

export function createOpening({ created, memory, readStored, readFile, decodeLink, fetchGallery, resetPanes }: OpeningOptions): Opening {
  const { store, replaceDocument } = created;
  const show = (snapshot: Snapshot, source: Source, keepPresent: boolean): void => {
    rememberSnapshot(memory, snapshot, source);
    resetPanes();
    replaceDocument(snapshot.document, keepPresent);
  };
  const notify = (notice: Notice): void => store.setState({ notice });

  /** Shows a preset's ready-made result where there is one. The person may have gone on meanwhile: then it is only remembered. */
  async function showReadyMade(id: string, opened: Document): Promise<void> {
    const bytes = await fetchGallery(id);
    if (!bytes) return;
    const read = await readStored(`${id}.npz`, bytes);
    if (!read.ok) throw new Error(`The ready-made result "${id}" is damaged: ${read.problem.key}.`);
    if (store.getState().document === opened) show(read.snapshot, 'ready-made', false);
    else rememberSnapshot(memory, read.snapshot, 'ready-made');
  }

  async function openLink({ hash, href }: { hash: string; href: string }, first: boolean): Promise<boolean> {
    const link = await decodeLink(hash, href.length - hash.length + 1);
    const snapshot = link.ok ? link.snapshot : link.partial;
    if (snapshot) show(snapshot, 'shared', !first);
    if (link.ok) store.setState({ notice: null, toast: link.notes[0] ?? null });
    else notify({ tone: snapshot ? 'warning' : 'error', title: link.title, detail: link.detail, link: href });
    return snapshot !== null;
  }

  return {
    async start(address) {
      if (isLink(address.hash) && (await openLink(address, true))) return;
      const { document } = store.getState();
      await showReadyMade(document.preset, document);
    },
    async openLink(address) {
      if (isLink(address.hash)) await openLink(address, false);
    },
    async openPreset(id) {
      const preset = presets.get(id);
      const document = preset.build();
      resetPanes();
      replaceDocument(document, true);
      // Measuring sharpness goes on from one experiment to the next only where that is about it.
      const { curve } = store.getState();
      store.setState({ notice: null, curve: preset.curve ?? (curve === 'sharpness' ? 'loss' : curve) });
      await showReadyMade(id, document);
    },
    async openFile(name, bytes) {
      const read = await readFile(name, bytes);
      if (read.ok) {
        show(read.snapshot, 'shared', true);
        store.setState({ notice: null });
        return true;
      }
      notify({ tone: 'error', title: { path: '', key: 'run.file.unopened', values: { name } }, detail: read.problem, link: null });
      return false;
    },
  };
}

/** Anchors such as "#main" are no links; links begin with their version. */
function isLink(hash: string): boolean {
  return hash.length > 1 && !/^#[a-z-]*$/i.test(hash);
}

/** Puts a snapshot's results where the panes find them. */
function rememberSnapshot(memory: Memory, { document, panes }: Snapshot, source: Source): void {
  document.panes.forEach((recipe, index) => {
    const pane = panes[index];
    if (!pane) return;
    recipe.runs.forEach((run, i) => {
      const record = runOf(pane, i, run.epochs);
      if (record) memory.runs.set(runKey(recipe, i), { ...record, live: null, source, provenance: pane.provenance });
    });
    const { landscape, boundary, provenance } = pane;
    const { directionSeed } = document.shared;
    const remember = (of: Recipe, lines: Landscape): void => {
      const complete = lines.done.every((mark) => mark > 0);
      memory.surfaces.set(surfaceKey(of, directionSeed), { landscape: lines, complete, source, provenance });
    };
    if (landscape) remember(recipe, landscape);
    for (const { recipe: of, split, seed } of companionsOf(recipe, directionSeed)) {
      const line = pane.companions?.find((one) => one.split === split && one.seed === seed);
      if (line) remember(of, line.landscape);
    }
    if (boundary && sameInputs(boundary.inputs, recipe.view.boundaryInputs))
      memory.boundaries.set(boundaryKey(recipe, recipe.origin), boundary);
  });
}

function runOf({ curves, checkpoints }: PaneSnapshot, run: number, epochs: number) {
  const curve = curves[run] ?? [];
  const own = checkpoints.filter((checkpoint) => checkpoint.run === run);
  if (curve.length === 0 && own.length === 0) return null;
  return { curve, checkpoints: own, complete: (own.at(-1)?.epoch ?? curve.at(-1)?.epoch) === epochs };
}

function sameInputs(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
