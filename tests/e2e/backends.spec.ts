import { expectDone, figure, pane, surface, textOf, trainButton } from './support/lab';
import { PATIENCE } from './support/patience';
import { expectDrawn } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

/** Backends that must run; a machine that is known to lack one names those it has, comma-separated. */
const EXPECTED = (process.env.EXPECTED_BACKENDS ?? 'wasm,webgpu,webgl,cpu').split(',');

const BACKENDS = [
  { id: 'wasm', name: 'WebAssembly', chip: /^CPU( × \d)?/ },
  { id: 'webgpu', name: 'WebGPU', chip: /^GPU/ },
  { id: 'webgl', name: 'WebGL', chip: /^GPU/ },
  { id: 'cpu', name: 'Plain JavaScript', chip: /^CPU( × \d)?/ },
] as const;

for (const { id, name, chip } of BACKENDS) {
  test(`${name}, chosen by the person, trains and draws`, async ({ page }) => {
    await openRecipe(page, tinyDocument({ points: 16, epochs: 3, batchNorm: true }));
    const device = page.getByRole('button', { name: /^Device: / });
    const item = page.getByRole('menuitemradio', { name: new RegExp(`^✓?\\s*${name}`) });
    // Adapters are looked for once the page has been quiet for a moment.
    await expect(async () => {
      await page.keyboard.press('Escape');
      await device.click();
      if (EXPECTED.includes(id)) await expect(item).toBeEnabled({ timeout: 5000 });
    }).toPass({ timeout: PATIENCE });
    if (!(await item.isEnabled())) {
      console.log(`${name}: not run (not found on this device)`);
      expect(EXPECTED, `${name} was expected but is not offered`).not.toContain(id);
      return;
    }
    const about = await textOf(item);
    await item.click();
    await expect(device).toHaveText(chip);
    const start = Date.now();
    await trainButton(page).click();
    await expectDone(page);
    console.log(`${name}: ran in ${Date.now() - start} ms (${about.replace(/\s+/g, ' ').trim()})`);
    await expectDrawn(surface(page, 'A'));
    await expectDrawn(surface(page, 'B'));
    for (const letter of ['A', 'B']) {
      await expect(figure(page, letter, 'test error')).toHaveText(/^\d+(\.\d)?\u202f%$/);
      await expect(figure(page, letter, 'roughness')).toHaveText(/^(about )?\d+\.\d\d$/);
      await expect(pane(page, letter).getByRole('alert')).toHaveCount(0);
    }
    // It ran where it was asked to, and says so.
    await expect(page.getByText(new RegExp(`^${name}, .*20\\d\\d-\\d\\d-\\d\\d`))).toBeVisible();
    await expect(device).toHaveText(/points\/s$/);
    // The choice is remembered on this device.
    await page.reload();
    await device.click();
    await expect(item).toHaveAttribute('aria-checked', 'true');
  });
}
