import { describe, expect, it } from 'vitest';
import type { PaneStatus } from '../../src/app/state';
import { defaultDocument } from '../../src/experiment/defaults';
import type { Landscape } from '../../src/experiment/landscape';
import { withData } from '../../src/experiment/settle';
import { EMPTY_PANE } from '../../src/experiment/snapshot';
import { shortAdapter } from '../../src/panels/DeviceMenu';
import { figuresOf } from '../../src/panels/figures';
import { primaryOf } from '../../src/panels/primary';
import { stepStates } from '../../src/panels/rail/progress';
import { footKey } from '../../src/panels/stage/Foot';

const N = 33;
const AXIS = { min: -1, max: 1, points: N };

/** A bowl whose loss is α² + β² + 0.1; every second column missing where `partial`. */
function bowl(partial = false): Landscape {
  const at = (index: number) => -1 + (2 * index) / (N - 1);
  const loss = new Float32Array(N * N);
  const done = new Uint8Array(N * N);
  for (let row = 0; row < N; row++) {
    for (let column = 0; column < N; column++) {
      loss[row * N + column] = at(row) ** 2 + at(column) ** 2 + 0.1;
      done[row * N + column] = partial && column % 2 === 1 ? 0 : 1;
    }
  }
  return { axes: [AXIS, AXIS], loss, accuracy: new Float32Array(N * N).fill(0.75), done, samples: 4, cosine: 0, cosineByChance: 0.04 };
}

describe('numbers over a pane', () => {
  it('are "–" until they are known and "about" while points are missing', () => {
    expect(figuresOf(EMPTY_PANE, 0)).toMatchObject({ testError: '–', roughness: { text: '–' }, minima: { text: '–' } });
    const partial = figuresOf({ ...EMPTY_PANE, landscape: bowl(true) }, 0);
    expect(partial.roughness.about).toBe(true);
    expect(partial.roughness.text).toMatch(/^0\.\d$/);
    expect(partial.minima.text).toBe('–');
    const whole = figuresOf({ ...EMPTY_PANE, landscape: bowl() }, 0);
    expect(whole.roughness).toEqual({ text: '0.01', about: false });
    expect(whole.minima).toEqual({ text: '1', about: false });
  });

  it('take the test error from the last epoch of the run that is drawn', () => {
    const point = { trainLoss: 1, trainAccuracy: 1, testLoss: 1 };
    const curves = [[{ epoch: 0, ...point, testAccuracy: 0.5 }], [{ epoch: 0, ...point, testAccuracy: 0.877 }]];
    expect(figuresOf({ ...EMPTY_PANE, curves }, 1).testError).toBe('12.3\u202f%');
  });
});

const status = (phase: PaneStatus['phase'], need: PaneStatus['need'] = null): PaneStatus => ({
  phase,
  need,
  revision: 0,
  fraction: 0,
  epoch: 0,
  epochs: 0,
  pass: 0,
  passes: 0,
  passPoints: [0, 0],
  failure: null,
  old: false,
});
const run = (kind: 'idle' | 'training') => ({ kind, fraction: 0, secondsLeft: null, lastSeconds: null, stopped: false });

describe('the one filled button', () => {
  const here = { document: defaultDocument(), assets: {} };

  it('trains first, shares what was computed here, copies in the dialog, and is none while running', () => {
    expect(primaryOf({ ...here, panes: [status('ready-made'), status('ready-made')], run: run('idle'), dialog: null })).toBe('train');
    expect(primaryOf({ ...here, panes: [status('done'), status('done')], run: run('idle'), dialog: null })).toBe('share');
    expect(primaryOf({ ...here, panes: [status('done'), status('stale', 'surface')], run: run('idle'), dialog: null })).toBe('train');
    // The other half of a ready-made pair counts as finished.
    expect(primaryOf({ ...here, panes: [status('ready-made'), status('done')], run: run('idle'), dialog: null })).toBe('share');
    expect(primaryOf({ ...here, panes: [status('training'), status('training')], run: run('training'), dialog: null })).toBeNull();
    expect(primaryOf({ ...here, panes: [status('done')], run: run('idle'), dialog: 'share' })).toBe('copy');
  });

  it('opens images where the experiment is about some that are not here', () => {
    const document = { ...here.document, panes: here.document.panes.map((recipe) => withData(recipe, 'cifar-10')) };
    const assets = { 'user:cifar-10': { phase: 'missing', problem: null } } as const;
    const state = { document, assets, panes: [status('shared'), status('shared')], run: run('idle'), dialog: null };
    expect(primaryOf(state)).toBe('open');
    expect(primaryOf({ ...state, assets: {} })).toBe('train');
    expect(primaryOf({ ...state, document: here.document })).toBe('train');
  });
});

describe('steps of the rail', () => {
  it('are ticked in order as the work goes on', () => {
    expect(Object.values(stepStates([status('training'), status('evaluating')]))).toEqual(['done', 'done', 'busy', 'todo', 'busy']);
    expect(Object.values(stepStates([status('evaluating'), status('done')]))).toEqual(['done', 'done', 'done', 'done', 'busy']);
    expect(new Set(Object.values(stepStates([status('done'), status('done')])))).toEqual(new Set(['done']));
    expect(new Set(Object.values(stepStates([status('ready-made')])))).toEqual(new Set(['todo']));
  });
});

describe('the sentence below the pictures', () => {
  it('says what matters now', () => {
    const document = defaultDocument();
    const state = { notice: null, panes: [status('done'), status('done')], probe: null, scrubEpoch: null, curvature: null, document };
    expect(footKey(state)).toBe('shell.foot.surface');
    expect(footKey({ ...state, probe: { alpha: 0, beta: 0.1 } })).toBe('shell.foot.together');
    expect(footKey({ ...state, panes: [status('evaluating'), status('done')] })).toBe('shell.foot.evaluating');
    expect(footKey({ ...state, document: { ...document, shared: { ...document.shared, view: 'line' } } })).toBe('shell.foot.line');
    const contours = { ...document, shared: { ...document.shared, view: 'contours' as const } };
    expect(footKey({ ...state, document: contours })).toBe('shell.foot.contours');
    expect(footKey({ ...state, document: contours, curvature: 'ratio' })).toBe('curvature.foot.ratio');
  });
});

describe('a graphics card', () => {
  it('is called by its name alone', () => {
    expect(shortAdapter('ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)')).toBe(
      'SwiftShader Device (Subzero)',
    );
    expect(shortAdapter('ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 (0x00002503) Direct3D11 vs_5_0 ps_5_0, D3D11)')).toBe(
      'NVIDIA GeForce RTX 3060',
    );
    expect(shortAdapter('Apple M2')).toBe('Apple M2');
  });
});
