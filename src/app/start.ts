import type { Provenance } from '../experiment/landscape';
import { isAbort, messageOf } from '../worker/failure';
import { createPool, poolSize } from '../worker/pool';
import { spawnEngineWorker } from '../worker/spawn';
import { createMemory } from './memory';
import { createOpening } from './opening';
import { createPaneDeriver } from './panes';
import { startPlayer } from './player';
import { results } from './results';
import { createBackends } from './run/backends';
import { createDatasets } from './run/datasets';
import { describeHost } from './run/host';
import { createReader } from './run/reader';
import { createRunController } from './run-controller';
import { fileName, linkTo, snapshotOf } from './sharing';
import { appStore, created, textStore } from './store';

/** Version of the engine's results, recorded with each. */
const ENGINE_VERSION = '0.1.0';
/** The page settles first; then hardware adapters are looked for. */
const PROBE_AFTER_MS = 1500;

const clock = (): number => performance.now();
const later = (callback: () => void, ms: number): void => void setTimeout(callback, ms);

/** Connects the store to the engine, to links and files, and opens what the page's address names. Call once, before the first render. */
export function startApp(): void {
  const memory = createMemory();
  const pool = createPool({ size: poolSize(navigator.hardwareConcurrency), spawn: spawnEngineWorker, clock });
  const revisions: number[] = [];
  const backends = createBackends({
    forced: appStore.getState().device.forced,
    workers: pool.workers,
    spawn: spawnEngineWorker,
    texts: textStore,
    onStatus: (status) => appStore.setState({ device: { ...appStore.getState().device, ...status } }),
    onTrouble: (toast) => appStore.setState({ toast }),
  });
  const datasets = createDatasets({ pool, memory, fetchAsset: (name) => fetchBytes(`data/${name}`), onChange: refresh });
  const controller = createRunController({ store: appStore, memory, pool, backends, datasets, clock, later, provenance, refresh });
  const deriver = createPaneDeriver({
    memory,
    results,
    activityOf: controller.activityOf,
    failureOf: controller.failureOf,
    revisionOf: (index) => revisions[index] ?? 0,
  });
  const reader = createReader({ pool, backends, datasets, memory, results, clock, onBoundary: refresh });
  const opening = createOpening({
    created,
    memory,
    readFile: async (name, bytes) => (await import('../formats')).readFile(name, bytes),
    decodeLink: async (fragment, length) => (await import('../experiment/link/codec')).decodeLink(fragment, length),
    fetchGallery: async (name) => {
      const response = await fetch(new URL(`gallery/${name}.npz`, document.baseURI));
      const isFile = response.ok && !response.headers.get('content-type')?.startsWith('text/html');
      return isFile ? new Uint8Array(await response.arrayBuffer()) : null;
    },
    resetPanes: deriver.reset,
  });

  function refresh(): void {
    const { document: shown, panes } = appStore.getState();
    const next = derive(shown, panes);
    if (next.length !== panes.length || next.some((pane, index) => pane !== panes[index])) appStore.setState({ panes: next });
  }
  function report(error: unknown): void {
    if (!isAbort(error)) appStore.setState({ toast: { path: '', key: 'run.problem.unforeseen', values: { message: messageOf(error) } } });
  }

  // A change of results is told to the store, whose panes say which revision they show.
  let deriving = false;
  results.subscribe((index) => {
    revisions[index] = (revisions[index] ?? 0) + 1;
    if (!deriving) refresh();
  });
  function derive(...given: Parameters<typeof deriver.derive>): ReturnType<typeof deriver.derive> {
    deriving = true;
    try {
      return deriver.derive(...given);
    } finally {
      deriving = false;
    }
  }

  created.bind(
    {
      openPreset: (id) => void opening.openPreset(id).catch(report),
      openFile: (name, bytes) => opening.openFile(name, bytes),
      runAll: controller.runAll,
      runPane: controller.runPane,
      stop: controller.stop,
      pause: controller.pause,
      resume: controller.resume,
      stepEpoch: controller.stepEpoch,
      async saveFile(formatId) {
        const { formats } = await import('../formats');
        const format = formats.get(formatId);
        const { document: shown } = appStore.getState();
        download(fileName(shown, format.extensions[0]), format.mime, format.encode(snapshotOf(memory, shown)));
      },
      async makeLink(withResults) {
        const { encodeLink } = await import('../experiment/link/codec');
        const address = location.href.replace(/#.*$/s, '');
        const made = linkTo(address, snapshotOf(memory, appStore.getState().document), withResults, encodeLink);
        if (withResults) history.replaceState(history.state, '', made.url);
        return made;
      },
    },
    derive,
  );

  appStore.subscribe((state, before) => {
    const recipes =
      state.document.panes !== before.document.panes || state.document.shared.directionSeed !== before.document.shared.directionSeed;
    if (recipes) controller.documentChanged();
    if (recipes) for (const recipe of state.document.panes) datasets.ensure(recipe).catch(report);
    if (recipes || state.panes !== before.panes || state.probe !== before.probe || state.scrubEpoch !== before.scrubEpoch) {
      reader.update(appStore.getState());
    }
    if (state.device.forced !== before.device.forced) backends.force(state.device.forced);
    if (state.theme !== before.theme) textStore.write('theme', state.theme);
    if (state.language !== before.language) textStore.write('language', state.language);
  });
  startPlayer({ store: appStore, results, later });
  addEventListener('hashchange', () => void opening.openLink(location).catch(report));
  opening.start(location).catch(report);
  for (const recipe of appStore.getState().document.panes) datasets.ensure(recipe).catch(report);
  later(() => probeWhenIdle(), PROBE_AFTER_MS);

  function probeWhenIdle(): void {
    if (appStore.getState().run.kind === 'idle') backends.probe().catch(report);
    else later(probeWhenIdle, PROBE_AFTER_MS);
  }
}

function provenance({ backend, variant }: { backend: string; variant: string }): Provenance {
  const host = describeHost(navigator.userAgent);
  return { backend, variant, engine: ENGINE_VERSION, host, date: new Date().toISOString(), trainSeconds: 0, gridSeconds: 0 };
}

async function fetchBytes(path: string): Promise<Uint8Array> {
  const response = await fetch(new URL(path, document.baseURI));
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}

function download(name: string, mime: string, bytes: Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: mime }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The download has taken hold of the bytes by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
