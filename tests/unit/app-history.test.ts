import { describe, expect, it } from 'vitest';
import { createAppStore } from '../../src/app/create-store';
import { pushEdit, redoEdit, startHistory, undoEdit } from '../../src/app/history';
import { contentKey, runKey, surfaceKey } from '../../src/app/keys';
import type { Document } from '../../src/experiment/recipe';
import { tinyDocument } from './support/tiny';

const document = tinyDocument();
const named = (name: string): Document => ({ ...document, preset: name });

describe('the history', () => {
  it('undoes and redoes edit by edit', () => {
    let history = pushEdit(startHistory(document), named('a'), undefined, 0);
    history = pushEdit(history, named('b'), undefined, 1);
    history = undoEdit(history);
    expect(history.document.preset).toBe('a');
    history = undoEdit(undoEdit(history));
    expect(history.document).toBe(document);
    history = redoEdit(redoEdit(redoEdit(history)));
    expect(history.document.preset).toBe('b');
    expect(history.past.map(({ preset }) => preset)).toEqual(['', 'a']);
  });

  it('joins edits of one label within a second of each other, however long they go on', () => {
    let history = startHistory(document);
    for (let i = 0; i < 5; i++) history = pushEdit(history, named(`${i}`), 'width', i * 900);
    expect(history.past.length).toBe(1);
    history = pushEdit(history, named('later'), 'width', 4 * 900 + 1001);
    expect(history.past.length).toBe(2);
    history = pushEdit(history, named('other'), 'depth', 4 * 900 + 1002);
    expect(history.past.length).toBe(3);
    history = pushEdit(pushEdit(history, named('x'), undefined, 4 * 900 + 1003), named('y'), undefined, 4 * 900 + 1003);
    expect(history.past.length).toBe(5);
  });

  it('does not join across an undo, and an edit ends what can be redone', () => {
    let history = pushEdit(startHistory(document), named('a'), 'width', 0);
    history = undoEdit(history);
    history = pushEdit(history, named('b'), 'width', 1);
    expect(history.future).toEqual([]);
    expect(undoEdit(history).document).toBe(document);
  });

  it('keeps what can be redone when only the camera moves', () => {
    let history = undoEdit(pushEdit(startHistory(document), named('a'), undefined, 0));
    history = pushEdit(
      history,
      { ...document, shared: { ...document.shared, camera: { azimuth: 0, elevation: 1, distance: 9 } } },
      'camera',
      5,
    );
    expect(history.document.shared.camera).toEqual({ azimuth: 0, elevation: 1, distance: 9 });
    expect(redoEdit(history).document.preset).toBe('a');
  });

  it('holds at most 200 steps', () => {
    let history = startHistory(document);
    for (let i = 0; i < 250; i++) history = pushEdit(history, named(`${i}`), undefined, i);
    expect(history.past.length).toBe(200);
    expect(history.past[0].preset).toBe('49');
  });
});

describe('the store', () => {
  const make = () =>
    createAppStore({
      document,
      initial: { theme: 'light', language: 'en', device: { backend: 'wasm', forced: null, workers: 1, rate: null, available: [] } },
      clock: () => 0,
      onLanguage: () => {},
    }).store;

  it('makes the other settings of a changed pane follow', () => {
    const store = make();
    store.getState().edit((before) => ({
      ...before,
      panes: before.panes.map((pane) => ({
        ...pane,
        data: { ...pane.data, params: { ...pane.data.params, points: 20 } },
        runs: [{ ...pane.runs[0], batchSize: 60 }],
      })),
    }));
    expect(store.getState().document.panes.map(({ runs }) => runs[0].batchSize)).toEqual([20, 20]);
  });

  it('keeps the pane on the phone in range when panes go', () => {
    const store = make();
    store.getState().setActivePane(1);
    store.getState().edit((before) => ({ ...before, panes: before.panes.slice(0, 1) }));
    expect([store.getState().activePane, store.getState().panes.length]).toEqual([0, 1]);
    store.getState().undo();
    expect(store.getState().panes.length).toBe(2);
  });

  it('puts a language in force before components hear of it', () => {
    const order: string[] = [];
    const { store } = createAppStore({
      document,
      initial: { theme: 'light', language: 'en', device: make().getState().device },
      clock: () => 0,
      onLanguage: (language) => order.push(language),
    });
    store.subscribe((state) => order.push(`state ${state.language}`));
    store.getState().setLanguage('zh');
    expect(order).toEqual(['zh', 'state zh']);
  });
});

describe('content keys', () => {
  const [recipe] = document.panes;

  it('do not depend on the order in which an object was written', () => {
    expect(contentKey({ a: 1, b: [{ d: null, c: 'x' }] })).toBe(contentKey({ b: [{ c: 'x', d: null }], a: 1 }));
    expect(contentKey([1, 23])).not.toBe(contentKey([12, 3]));
  });

  it('leave out what changes no number, and hold what does', () => {
    const key = surfaceKey(recipe, 3);
    expect(surfaceKey({ ...recipe, name: 'mine', view: { field: 'accuracy', boundaryInputs: [1, 0], repeats: 1 } }, 3)).toBe(key);
    expect(surfaceKey({ ...recipe, axes: recipe.axes.map((axis) => ({ ...axis, seed: 3 })) }, 4)).toBe(key);
    expect(surfaceKey(recipe, 4)).not.toBe(key);
    const finer = { ...recipe, grid: { ...recipe.grid, beta: { ...recipe.grid.beta, points: 7 } } };
    expect(surfaceKey(finer, 3)).not.toBe(key);
    expect(runKey(finer, 0)).toBe(runKey(recipe, 0));
    const wider = { ...recipe, net: { ...recipe.net, params: { ...recipe.net.params, width: 7 } } };
    expect(runKey(wider, 0)).not.toBe(runKey(recipe, 0));
  });
});
