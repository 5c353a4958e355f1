import { createRng } from '../../src/math/random';
import { expectDone, startRun, surface, trainButton } from './support/lab';
import { chooseBackend, loseGpus, watchPoints } from './support/lose-gpu';
import { expectDrawn } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

/** The long version of lost-gpu.spec.ts, some twenty minutes: `LOST_CARDS=1 npx playwright test lost-gpu-often`. */
const [PLANES, TRAININGS] = [20, 5];
const SIDE = 33;
const EPOCHS = 40;
const NAMES = { webgpu: 'WebGPU', webgl: 'WebGL' } as const;

test.use({ serviceWorkers: 'block' });
test.skip(process.env.LOST_CARDS === undefined, 'on request');
test.setTimeout(300_000);

for (let k = 0; k < PLANES; k++)
  test(`plane ${k + 1}: no point is lost, and none is done twice but those that are checked`, async ({ page }) => {
    const rng = createRng(11).fork(`plane ${k}`);
    const [id, awaited, most] = [k % 4 === 3 ? 'webgl' : 'webgpu', k % 2 === 0, 1 + rng.integer(900)] as const;
    await loseGpus(page, most, awaited);
    const received = await watchPoints(page);
    await openRecipe(page, tinyDocument({ panes: 1, epochs: 2, grid: SIDE, reach: 0.9 }));
    await chooseBackend(page, NAMES[id]);
    await startRun(page);
    await expect(page.getByText(/^The graphics card gave up\./).first()).toBeVisible({ timeout: 120_000 });
    await expectDone(page, 120_000);
    await expectDrawn(surface(page, 'A'));
    const points = Object.values(await received());
    const twice = points.filter((backends) => backends.length > 1);
    console.log(`plane ${k + 1}: ${NAMES[id]} lost after ${most} points${awaited ? ', awaited' : ''}; ${twice.length} checked`);
    expect(points).toHaveLength(SIDE * SIDE);
    expect(twice.length).toBeLessThanOrEqual(2);
    if (k > 0) return;
    // It is back after a second, and lost again at its next answer: then the processor does the rest, and one sentence says so.
    await expect(page.getByRole('button', { name: /^Device: GPU/ })).toBeVisible({ timeout: 60_000 });
    await trainButton(page).click();
    const said = page.getByText(/^The graphics card gave up again/);
    await expect(said.first()).toBeVisible({ timeout: 120_000 });
    expect(await said.count()).toBe(1);
    await expectDone(page, 120_000);
    await expect(page.getByRole('button', { name: /^Device: CPU/ })).toBeVisible();
  });

for (let k = 0; k < TRAININGS; k++)
  test(`training ${k + 1}: the curve is whole, and WASM's`, async ({ page }) => {
    const rng = createRng(12).fork(`training ${k}`);
    const most = 1 + rng.integer(EPOCHS - 1);
    await loseGpus(page, most, k % 2 === 0, 'epoch');
    await openRecipe(page, tinyDocument({ panes: 1, epochs: EPOCHS, grid: 5 }));
    await chooseBackend(page, NAMES[k === 4 ? 'webgl' : 'webgpu']);
    await startRun(page);
    await expect(page.getByText(/^The graphics card gave up\./).first()).toBeVisible({ timeout: 120_000 });
    await expectDone(page, 120_000);
    console.log(`training ${k + 1}: lost after ${most} epochs`);
    await expect(page.getByText(/^WebAssembly, .*20\d\d-\d\d-\d\d/)).toBeVisible();
    await expectDrawn(surface(page, 'A'));
  });
