import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Document } from '../experiment/recipe';
import { settleRecipe } from '../experiment/settle';
import type { AppActions } from './actions';
import { type History, pushEdit, redoEdit, startHistory, undoEdit } from './history';
import type { AppState, PaneStatus } from './state';

export type App = AppState & AppActions;
export type AppStore = StoreApi<App>;

/** What needs the engine, files or the network; bound by start.ts. */
export type EngineActions = Pick<
  AppActions,
  | 'openPreset'
  | 'runAll'
  | 'runPane'
  | 'runSurfaces'
  | 'stop'
  | 'pause'
  | 'resume'
  | 'stepEpoch'
  | 'openFiles'
  | 'openImages'
  | 'cancelImages'
  | 'forgetImages'
  | 'mapCurvature'
  | 'saveFile'
  | 'makeLink'
  | 'measureSharpness'
  | 'takeSpectrum'
  | 'evaluatePlanes'
  | 'computeTrainings'
  | 'refineSurface'
  | 'showRange'
  | 'measureLambdaMax'
>;

export interface StoreOptions {
  readonly document: Document;
  readonly initial: Pick<AppState, 'theme' | 'language' | 'device'>;
  /** Milliseconds; tells which edits belong together. */
  readonly clock: () => number;
  /** Called before a language takes effect, so that texts and state change together. */
  onLanguage(language: AppState['language']): void;
}

/** The store with the means to bind what it does not know. */
export interface CreatedStore {
  readonly store: AppStore;
  /** Binds the engine's actions, and what works out the panes' statuses whenever the document changes. */
  bind(actions: EngineActions, derive: (document: Document, before: readonly PaneStatus[]) => readonly PaneStatus[]): void;
  /** Makes a document the present one; the present one goes to the undo history unless it is only the one the page opened with. */
  replaceDocument(document: Document, keepPresent: boolean): void;
}

export function createAppStore({ document, initial, clock, onLanguage }: StoreOptions): CreatedStore {
  let history: History = startHistory(document);
  const waiting: ((actions: EngineActions) => void)[] = [];
  let derive: (document: Document, before: readonly PaneStatus[]) => readonly PaneStatus[] = emptyPanes;

  /** An action that may be called while the engine's side is still loading: it then waits for it. */
  function soon<K extends keyof EngineActions>(name: K): EngineActions[K] {
    const call = (...given: unknown[]): Promise<unknown> =>
      new Promise((resolve) => {
        waiting.push((actions) => resolve((actions[name] as (...args: unknown[]) => unknown)(...given)));
      });
    return call as EngineActions[K];
  }

  const store: AppStore = createStore<App>((set, get) => {
    const show = (next: History): void => {
      if (next === history) return;
      const { panes: before, shared } = history.document;
      const rangeChanged = next.document.shared.range !== shared.range;
      const panesChanged = rangeChanged || next.document.panes !== before || next.document.shared.directionSeed !== shared.directionSeed;
      history = next;
      const panes = panesChanged ? derive(next.document, get().panes) : get().panes;
      const activePane = Math.min(get().activePane, next.document.panes.length - 1);
      // A place on the far range may lie outside the near one.
      const probe = rangeChanged ? { probe: null } : {};
      set({ document: next.document, past: next.past, future: next.future, panes, activePane, ...probe });
    };
    return {
      ...initial,
      document,
      past: [],
      future: [],
      panes: emptyPanes(document),
      run: { kind: 'idle', fraction: 0, secondsLeft: null, lastSeconds: null, stopped: false },
      assets: {},
      notice: null,
      toast: null,
      linkNotes: [],
      opening: false,
      probe: null,
      scrubEpoch: null,
      playing: false,
      curvature: null,
      curve: 'loss',
      dialog: null,
      openStep: null,
      activePane: 0,
      phoneTab: 'surface',
      draws3d: true,

      edit: (change, label) => show(pushEdit(history, settle(change(history.document), history.document), label, clock())),
      undo: () => show(undoEdit(history)),
      redo: () => show(redoEdit(history)),

      openPreset: soon('openPreset'),
      runAll: soon('runAll'),
      runPane: soon('runPane'),
      runSurfaces: soon('runSurfaces'),
      stop: soon('stop'),
      pause: soon('pause'),
      resume: soon('resume'),
      stepEpoch: soon('stepEpoch'),
      openFiles: soon('openFiles'),
      openImages: soon('openImages'),
      cancelImages: soon('cancelImages'),
      forgetImages: soon('forgetImages'),
      mapCurvature: soon('mapCurvature'),
      saveFile: soon('saveFile'),
      makeLink: soon('makeLink'),
      measureSharpness: soon('measureSharpness'),
      takeSpectrum: soon('takeSpectrum'),
      evaluatePlanes: soon('evaluatePlanes'),
      computeTrainings: soon('computeTrainings'),
      refineSurface: soon('refineSurface'),
      showRange: soon('showRange'),
      measureLambdaMax: soon('measureLambdaMax'),

      setProbe: (probe) => set({ probe, scrubEpoch: null, playing: false }),
      setScrub: (scrubEpoch) => set({ scrubEpoch }),
      setPlaying: (playing) => set({ playing }),
      showCurvature: (curvature) => set({ curvature }),
      showCurve: (curve) => set({ curve }),
      openDialog: (dialog) => set({ dialog }),
      setOpenStep: (openStep) => set({ openStep }),
      setActivePane: (activePane) => set({ activePane }),
      setPhoneTab: (phoneTab) => set({ phoneTab }),
      setTheme: (theme) => set({ theme }),
      setLanguage(language) {
        onLanguage(language);
        set({ language });
      },
      forceBackend: (forced) => set({ device: { ...get().device, forced } }),
      withoutGraphics: () => set({ draws3d: false }),
      dismissNotice: () => set({ notice: null }),
      showToast: (toast) => set({ toast, linkNotes: [] }),
    };
  });

  return {
    store,
    bind(actions, deriver) {
      derive = deriver;
      store.setState({ ...actions, panes: derive(history.document, store.getState().panes) });
      for (const call of waiting.splice(0)) call(actions);
    },
    replaceDocument(next, keepPresent) {
      history = keepPresent ? pushEdit(history, next, undefined, clock()) : { ...startHistory(next), past: history.past };
      const { document: shown, past, future } = history;
      const panes = derive(shown, store.getState().panes);
      store.setState({
        document: shown,
        past,
        future,
        panes,
        probe: null,
        scrubEpoch: null,
        playing: false,
        activePane: 0,
        // A stored picture that arrives for what is open already must not shut the step a person is at.
        ...(keepPresent ? { openStep: null } : {}),
      });
    },
  };
}

/** A changed pane's other settings follow: a batch larger than the new data, a surface around an epoch that is gone. */
function settle(next: Document, before: Document): Document {
  if (next.panes === before.panes) return next;
  return { ...next, panes: next.panes.map((pane) => (before.panes.includes(pane) ? pane : settleRecipe(pane))) };
}

function emptyPanes(document: Document): readonly PaneStatus[] {
  return document.panes.map(() => ({
    phase: 'empty',
    need: 'training',
    revision: 0,
    fraction: 0,
    epoch: 0,
    epochs: 0,
    pass: 0,
    passes: 0,
    passPoints: [0, 0],
    failure: null,
    old: false,
  }));
}
