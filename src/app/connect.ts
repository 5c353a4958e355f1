import type { Provenance } from '../experiment/landscape';
import type { EncodedLink, LinkOptions } from '../experiment/link/codec';
import { presets } from '../experiment/presets';
import type { Problem } from '../experiment/recipe';
import type { Snapshot } from '../experiment/snapshot';
import { MAX_BYTES, tooLarge } from '../formats/types';
import type { WorkerPort } from '../worker/client';
import { isAbort, JobFailure, messageOf } from '../worker/failure';
import { createPool } from '../worker/pool';
import { poolSize } from '../worker/pool-size';
import type { LinkSize } from './actions';
import { createFollower, type Follower } from './address/follower';
import type { AddressLine } from './address/line';
import type { AddressWords } from './address/words';
import type { CreatedStore } from './create-store';
import { datasetOf } from './images/fit';
import { kindOfFiles } from './images/kind-of-files';
import type { ReadFiles } from './images/reading';
import type { ImageStore } from './images/store';
import { createUserImages, MissingImages, type UserImages } from './images/user-images';
import { wantedImages } from './images/wanted';
import { createKeeper } from './kept/keeper';
import type { ResultStore } from './kept/store';
import { createMemory, forgetComputed, type Memory } from './memory';
import { samenessOf } from './net-identity';
import { createOpening, type Opening, type OpeningOptions, rememberSnapshot } from './opening';
import { createPaneDeriver, type PaneDeriver } from './panes';
import { startPlayer } from './player';
import type { TextStore } from './preferences';
import { createReadyMade, type ReadyMadeOptions } from './ready-made';
import type { Results } from './results';
import { createBackends } from './run/backends';
import { createBeside } from './run/beside';
import { createCurvature } from './run/curvature';
import { createDatasets, type DatasetsOptions } from './run/datasets';
import { createMeasuring } from './run/measuring';
import { createOriginSharpness } from './run/origin-sharpness';
import { createOtherRange } from './run/other-range';
import { createOtherTrainings } from './run/other-trainings';
import { createPaths } from './run/paths';
import { createReader } from './run/reader';
import { createSharpening } from './run/sharpening';
import { createSpectra } from './run/spectra';
import { createRunController } from './run-controller';
import { fileName, linkOptions, linkTo, snapshotOf } from './sharing';
import type { SharpeningStore } from './sharpening';

/** What the app needs of the place it runs in: a browser's page, or a test. */
export interface Environment
  extends Pick<OpeningOptions, 'readFile'>,
    Pick<ReadyMadeOptions, 'readStored' | 'fetchGallery' | 'fetchGalleryWeights' | 'savesData'> {
  readonly created: CreatedStore;
  readonly results: Results;
  readonly sharpening: SharpeningStore;
  readonly spawn: () => WorkerPort;
  /** Logical processors. */
  readonly cores: number | undefined;
  /** Milliseconds. */
  readonly clock: () => number;
  readonly later: (callback: () => void, ms: number) => void;
  readonly texts: TextStore;
  /** The browser in words, and the date as ISO text. */
  readonly host: string;
  readonly date: () => string;
  readonly fetchAsset: DatasetsOptions['fetchAsset'];
  /** Reads images from files, and keeps them on this device. */
  readonly readImages: ReadFiles;
  readonly imageStore: ImageStore;
  /** Keeps finished results on this device. */
  readonly resultStore: ResultStore;
  readonly encodeLink: (snapshot: Snapshot, options: LinkOptions) => Promise<EncodedLink>;
  readonly line: AddressLine;
  readonly loadWords: () => Promise<AddressWords>;
  readonly encodeFile: (
    formatId: string,
    snapshot: Snapshot,
  ) => Promise<{ bytes: Uint8Array<ArrayBuffer>; extension: string; mime: string }>;
  readonly download: (name: string, mime: string, bytes: Uint8Array<ArrayBuffer>) => void;
}

export interface Connected {
  readonly opening: Opening;
  readonly follower: Follower;
  readonly memory: Memory;
  /** Looks for hardware adapters once nothing runs. */
  probe(): void;
  /** The page is left. */
  leave(): void;
  /** The person presses or lets go a pointer. */
  drag(isDragging: boolean): void;
  /** Shows a failure that no one foresaw. */
  report(error: unknown): void;
}

/** Version of the engine's results, recorded with each. */
const ENGINE_VERSION = '0.1.0';
/** Longest time that results which are on the screen wait to be called done, ms: a busy disk takes seconds. */
const KEPT_WITHIN_MS = 8000;
const PROBE_AFTER_MS = 1500;

/** Binds the store's actions to the engine, to links and to files, and keeps statuses, data sets and readings up to date. */
export function connectApp(environment: Environment): Connected {
  const { created, results, spawn, clock, later, texts } = environment;
  const { store } = created;
  const memory = createMemory({
    onRun: (key, record) => keeper.keepRun(key, record),
    onSurface: (key, record) => keeper.keepSurface(key, record),
  });
  const keeper = createKeeper({
    memory,
    kept: environment.resultStore,
    engine: ENGINE_VERSION,
    onTrouble: (toast) => store.setState({ toast }),
  });
  const pool = createPool({ size: poolSize(environment.cores), spawn: () => backends.prepare(spawn()), clock, later });
  const panes = trackPanes(environment, memory, {
    activityOf: (index) => controller.activityOf(index),
    failureOf: (key) => controller.failureOf(key),
  });
  const backends = createBackends({
    forced: store.getState().device.forced,
    workers: pool.workers,
    spawn,
    texts,
    browser: environment.host,
    clock,
    later,
    date: () => Date.parse(environment.date()),
    onStatus: (status) => store.setState({ device: { ...store.getState().device, ...status } }),
    onTrouble: (toast) => store.setState({ toast }),
  });
  const provenance = ({ backend, variant }: { backend: string; variant: string }): Provenance => {
    const { host } = environment;
    return { backend, variant, engine: ENGINE_VERSION, host, date: environment.date(), trainSeconds: 0, gridSeconds: 0 };
  };
  const { refresh } = panes;
  const userImages = createUserImages({
    store,
    kept: environment.imageStore,
    read: environment.readImages,
    loadTexts: () => import('./images/texts'),
    onReplaced(asset) {
      controller.stop();
      pool.dropAsset(asset);
      datasets.renew(asset);
      forgetComputed(memory, datasetOf(asset).id);
      refresh();
    },
    onTaken: (asset) => keeper.forget(datasetOf(asset).id),
    onOpened: () => loadDatasets(),
  });
  const datasets = createDatasets({
    pool,
    memory,
    fetchAsset: environment.fetchAsset,
    openedAsset: userImages.bytes,
    onLoading: (name, fraction) => setLoading(store, name, fraction),
    onChange: refresh,
  });
  const controller = createRunController({
    store,
    memory,
    pool,
    backends,
    datasets,
    clock,
    later,
    provenance,
    refresh,
    settled: () => Promise.race([keeper.settled(), new Promise<void>((resolve) => later(resolve, KEPT_WITHIN_MS))]),
    onTrained() {
      const key = samenessOf(store.getState().document.panes.map((_, index) => results.pane(index).net));
      if (key) store.setState({ toast: { path: '', key, values: {} } });
    },
  });
  const report = (error: unknown): void => {
    if (isAbort(error) || error instanceof MissingImages) return;
    const unforeseen = { path: '', key: 'run.problem.unforeseen', values: { message: messageOf(error) } };
    store.setState({ toast: error instanceof JobFailure ? error.problem : unforeseen });
  };
  const reader = createReader({ pool, backends, datasets, memory, results, clock, onBoundary: refresh, onTrouble: report });
  const paths = createPaths({ pool, backends, datasets, memory, onChange: refresh, onTrouble: report });
  const measureSharpness = createMeasuring({ pool, backends, datasets });
  const curvature = createCurvature({ pool, backends, datasets, memory, results, clock, onTrouble: report });
  const sharpening = createSharpening({ pool, backends, datasets, memory, store: environment.sharpening, clock });
  const sharpnessOptions = { memory, results, measureSharpness, state: store.getState, onChange: refresh, onTrouble: report };
  const originSharpness = createOriginSharpness(sharpnessOptions);
  const evaluatePlanes = createBeside({ pool, backends, datasets, memory, clock, provenance });
  const otherRange = createOtherRange({ memory, evaluatePlanes, later, state: store.getState, onChange: refresh, onTrouble: report });
  const otherTrainings = createOtherTrainings({
    pool,
    backends,
    memory,
    clock,
    provenance,
    datasets,
    evaluatePlanes,
    isBusy: () => store.getState().run.kind !== 'idle',
    document: () => store.getState().document,
    restore: (plane) => keeper.restorePlane(plane.recipe, plane.directionSeed),
    onTrained: refresh,
  });
  let words: AddressWords | null = null;
  const loadWords = async (): Promise<AddressWords> => {
    words ??= await environment.loadWords();
    return words;
  };
  const { line } = environment;
  const addressOf = () => words?.addressOf ?? null;
  const follower = createFollower({ store, line, addressOf, later, visit: environment.date() });
  const readyMade = createReadyMade({
    ...environment,
    store,
    memory,
    remember: (snapshot) => rememberSnapshot(memory, snapshot, 'ready-made', 'any'),
    refresh,
    report,
  });
  const hasMaps = (): boolean => store.getState().document.panes.every((_, pane) => results.pane(pane).curvature?.phase === 'done');
  const opening = createOpening({ ...environment, hasMaps, readyMade, loadWords, follower, keeper, memory, resetPanes: panes.reset });
  const present = (): Snapshot => snapshotOf(memory, store.getState().document, (pane) => results.pane(pane).curvature);
  const loadDatasets = (): void => {
    for (const recipe of store.getState().document.panes) datasets.ensure(recipe).catch(report);
  };

  const restore = async (): Promise<void> => {
    if (await keeper.restore(store.getState().document)) refresh();
  };

  created.bind(
    {
      openPreset: (id) => void opening.openPreset(id).catch(report),
      openFiles: (files) => openFiles({ opening, userImages, store }, files),
      async openImages(files, expected) {
        return (await userImages.open(files, expected)) === null;
      },
      cancelImages: userImages.cancel,
      forgetImages: (asset) => userImages.forget(asset).catch(report),
      runAll: () => askForImages(store) || controller.runAll(),
      runPane: (index) => askForImages(store, index) || controller.runPane(index),
      runSurfaces: controller.runSurfaces,
      stop: controller.stop,
      pause: controller.pause,
      resume: controller.resume,
      stepEpoch: controller.stepEpoch,
      mapCurvature: (on) => (on ? curvature.start(store.getState().document) : curvature.stop()),
      async saveFile(formatId) {
        const { bytes, extension, mime } = await environment.encodeFile(formatId, present());
        environment.download(fileName(store.getState().document, extension), mime, bytes);
      },
      async makeLink(size) {
        const snapshot = present();
        const encoded = await environment.encodeLink(snapshot, linkOptions(line.base(), size));
        const made = linkTo(line.base(), encoded);
        if (size === WHOLE) follower.stand(encoded.fragment);
        return made;
      },
      measureSharpness,
      measureLambdaMax: originSharpness.measure,
      takeSpectrum: createSpectra({ pool, backends, datasets, memory, document: () => store.getState().document }),
      evaluatePlanes,
      computeTrainings: otherTrainings.compute,
      refineSurface: otherTrainings.refine,
      async showRange(range) {
        store.getState().edit((document) => ({ ...document, shared: { ...document.shared, range } }));
        await otherRange.stopped();
        controller.runSurfaces();
      },
    },
    panes.derive,
  );

  /** An experiment about curvature is not complete without its maps. */
  const mapWherePresetDoes = (): void => {
    const { document, panes: status } = store.getState();
    const field = presets.has(document.preset) ? presets.get(document.preset).curvature : undefined;
    if (!field || !status.every(({ phase }) => phase === 'done')) return;
    curvature.start(document);
    store.setState({ curvature: field });
  };
  store.subscribe((state, before) => {
    const { panes: recipes, shared } = state.document;
    const { shared: sharedBefore } = before.document;
    const planesChanged = shared.directionSeed !== sharedBefore.directionSeed || shared.range !== sharedBefore.range;
    const recipesChanged = recipes !== before.document.panes || planesChanged;
    otherRange.update(before);
    if (shared.paths !== sharedBefore.paths) paths.update(state.document);
    if (recipesChanged) {
      controller.documentChanged();
      loadDatasets();
      void restore();
    }
    if (recipesChanged || state.panes !== before.panes || state.probe !== before.probe || state.scrubEpoch !== before.scrubEpoch) {
      reader.update(store.getState());
      paths.update(state.document);
      curvature.update(state.document);
      // Without a map for each pane the contours show the surface.
      if (state.curvature && state.document.panes.some((_, index) => results.pane(index).curvature === null))
        store.setState({ curvature: null });
    }
    if (recipesChanged || state.panes !== before.panes || state.curve !== before.curve)
      sharpening.update(state.document, state.curve === 'sharpness');
    const ratesChanged = state.run.kind !== before.run.kind || state.device.rate !== before.device.rate;
    if (recipesChanged || state.panes !== before.panes || ratesChanged) originSharpness.update();
    if (state.run.kind !== before.run.kind) otherTrainings.update();
    if (state.run.kind === 'idle' && before.run.kind !== 'idle') mapWherePresetDoes();
    if (state.device.forced !== before.device.forced) backends.force(state.device.forced);
    if (state.theme !== before.theme) texts.write('theme', state.theme);
    if (state.language !== before.language) texts.write('language', state.language);
  });
  startPlayer({ store, results, later });
  loadDatasets();
  void restore();
  loadWords().catch(report);

  const probe = (): void => {
    if (store.getState().run.kind === 'idle') backends.probe().catch(report);
    else later(probe, PROBE_AFTER_MS);
  };
  return { opening, follower, memory, probe: () => later(probe, PROBE_AFTER_MS), leave: backends.leave, drag: pool.drag, report };
}

/** Opens what a person chose or dropped: an experiment, or images. */
async function openFiles(
  { opening, userImages, store }: { readonly opening: Opening; readonly userImages: UserImages; readonly store: CreatedStore['store'] },
  files: readonly File[],
): Promise<boolean> {
  const [file] = files;
  if (!file) return false;
  const refuse = (detail: Problem): boolean => {
    const title = { path: '', key: 'run.file.unopened', values: { name: file.name } };
    store.setState({ notice: { tone: 'error', title, detail, link: null } });
    return false;
  };
  const kind = await kindOfFiles(files).catch(() => 'unreadable' as const);
  const unreadable: Problem = { path: 'file', key: 'run.file.unreadable', values: {} };
  if (kind === 'unreadable') return refuse(unreadable);
  if (kind === null) {
    // Sets of images are read as streams; an experiment is read whole, so its size is looked at first.
    if (file.size > MAX_BYTES) return refuse(tooLarge(file.size).problem);
    const buffer = await file.arrayBuffer().catch(() => null);
    return buffer ? opening.openFile(file.name, new Uint8Array(buffer)) : refuse(unreadable);
  }
  const problem = await userImages.open(files, kind);
  return problem ? refuse(problem) : true;
}

/** Where a recipe's images are not here, the page asks for them instead of running: opens the step that says where they come from. */
function askForImages(store: CreatedStore['store'], only: number | null = null): boolean {
  const { document, assets } = store.getState();
  const panes = document.panes.filter((_, index) => only === null || index === only);
  if (wantedImages({ document: { panes }, assets }) === null) return false;
  store.setState({ openStep: 'data', phoneTab: 'recipe' });
  return true;
}

function setLoading(store: CreatedStore['store'], name: string, fraction: number | null): void {
  const { [name]: _before, ...others } = store.getState().assets;
  store.setState({ assets: fraction === null ? others : { ...others, [name]: { phase: 'loading', fraction } } });
}

/** Keeps the panes' statuses those of memory and document, and counts their revisions. */
function trackPanes(
  { created: { store }, results }: Environment,
  memory: Memory,
  sources: Pick<Parameters<typeof createPaneDeriver>[0], 'activityOf' | 'failureOf'>,
) {
  const revisions: number[] = [];
  const deriver = createPaneDeriver({ memory, results, ...sources, revisionOf: (index) => revisions[index] ?? 0 });
  let deriving = false;
  const derive: PaneDeriver['derive'] = (document, before) => {
    deriving = true;
    try {
      return deriver.derive(document, before);
    } finally {
      deriving = false;
    }
  };
  const refresh = (): void => {
    const { document, panes } = store.getState();
    const next = derive(document, panes);
    if (next.length !== panes.length || next.some((pane, index) => pane !== panes[index])) store.setState({ panes: next });
  };
  results.subscribe((index) => {
    revisions[index] = (revisions[index] ?? 0) + 1;
    if (!deriving) refresh();
  });
  return { derive, refresh, reset: deriver.reset };
}

/** The link that stays in the address when it was made. */
const WHOLE: LinkSize = 8000;
