import { expect, type Page, test } from '@playwright/test';

/** Backends that must run; a machine that is known to lack one names those it has, comma-separated. */
const EXPECTED = (process.env.EXPECTED_GPU_BACKENDS ?? 'webgpu,webgl').split(',');

async function open(page: Page): Promise<void> {
  await page.goto('/');
  await page.waitForFunction(() => 'askWhatIsKnown' in window);
}

for (const backend of ['webgl', 'webgpu'] as const)
  test(`${backend} answers what it is asked before it is trusted`, async ({ page }) => {
    test.skip(!EXPECTED.includes(backend), `${backend}: not run`);
    await open(page);
    const start = Date.now();
    expect(await page.evaluate((b) => window.askWhatIsKnown(b), backend)).toBe('');
    console.log(`${backend}: asked what is known in ${Date.now() - start} ms`);
  });

test('webgpu with one kernel broken on purpose is found out', async ({ page }) => {
  test.skip(!EXPECTED.includes('webgpu'), 'webgpu: not run');
  await open(page);
  const nothing = await page.evaluate(() => window.askBroken('there is no such code', '', 'product 64'));
  expect(nothing).toEqual({ changed: 0, wrong: [] });
  const broken = await page.evaluate(() => window.askBroken('fma(', '-fma(', 'product 64'));
  expect(broken.changed).toBeGreaterThan(0);
  expect(broken.wrong.length).toBeGreaterThan(0);
});

test('webgl takes fewer layers where a driver does not draw to 8', async ({ page }) => {
  test.skip(!EXPECTED.includes('webgl'), 'webgl: not run');
  await open(page);
  for (const how of ['silently', 'when asked'] as const)
    for (const above of [8, 4, 1]) {
      const { variant, dropped, wrong } = await page.evaluate(([h, a]) => window.refuseLayers(h, a), [how, above] as const);
      expect({ how, variant, wrong }).toEqual({ how, variant: `rows-of-${above}`, wrong: '' });
      // Only trials were dropped.
      expect(dropped).toBeLessThanOrEqual(2);
    }
});

test('webgl says so where the context refused something', async ({ page }) => {
  test.skip(!EXPECTED.includes('webgl'), 'webgl: not run');
  await open(page);
  expect(await page.evaluate(() => window.refuseSomething())).toMatch(/^DeviceLost: WebGL failed: error 500/);
});
