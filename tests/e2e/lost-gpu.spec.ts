import { expectDone, startRun, surface } from './support/lab';
import { chooseBackend, loseGpus, watchPoints } from './support/lose-gpu';
import { PATIENCE } from './support/patience';
import { expectDrawn } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

/** Backends that must run; a machine that is known to lack one names those it has, comma-separated. */
const EXPECTED = (process.env.EXPECTED_BACKENDS ?? 'wasm,webgpu,webgl,cpu').split(',');

/** Grid points along each axis, and of how many in all the GPU is let do before it is taken away. */
const SIDE = 33;
const POINTS_BEFORE = 250;
/** Points of a card that WASM checks while the card still works. */
const CHECKED = 2;

// A page kept by a service worker would bring its own worker code along.
test.use({ serviceWorkers: 'block' });

for (const { id, name, awaited } of [
  { id: 'webgpu', name: 'WebGPU', awaited: true },
  { id: 'webgpu', name: 'WebGPU', awaited: false },
  { id: 'webgl', name: 'WebGL', awaited: true },
] as const) {
  test(`${name}, lost in the middle of a surface${awaited ? ' while an answer is awaited' : ''}: the work goes on elsewhere, and no finished point is computed again`, async ({
    page,
  }) => {
    test.skip(!EXPECTED.includes(id), `${name}: not run`);
    await loseGpus(page, POINTS_BEFORE, awaited);
    const received = await watchPoints(page);
    await openRecipe(page, tinyDocument({ panes: 1, epochs: 2, grid: SIDE, reach: 0.9 }));
    await chooseBackend(page, name);
    const said = page.getByText('The graphics card gave up. The work goes on on the processor; what is finished stays.', { exact: true });
    await startRun(page);
    await expect(said.first()).toBeVisible({ timeout: PATIENCE });
    expect(await said.count()).toBe(1);
    await expectDone(page);
    await expectDrawn(surface(page, 'A'));

    const points = Object.values(await received());
    const by = (backend: string): number => points.filter((backends) => backends.includes(backend)).length;
    const twice = points.filter((backends) => backends.length > 1);
    console.log(`${name}: ${by(id)} points there, ${by('wasm')} on WASM, ${twice.length} on both, of ${SIDE * SIDE}`);
    // Those from the GPU before it was lost were kept: WASM did the others, and only those, but for two that it checked.
    expect(points).toHaveLength(SIDE * SIDE);
    expect(by(id)).toBeGreaterThanOrEqual(POINTS_BEFORE);
    expect(by('wasm')).toBeGreaterThan(0);
    expect(by(id) + by('wasm')).toBe(SIDE * SIDE + twice.length);
    expect(twice.length).toBeLessThanOrEqual(CHECKED);
    for (const backends of twice) expect([...backends].sort()).toEqual(['wasm', id]);
    // What made the picture is said: both.
    await expect(page.getByText(new RegExp(`^${name} \\+ WebAssembly, .*20\\d\\d-\\d\\d-\\d\\d`))).toBeVisible();
  });
}
