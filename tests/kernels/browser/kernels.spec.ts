import { expect, test } from '@playwright/test';
import { TILINGS } from '../../../src/engine/kernels/webgpu/tiling';
import { KERNEL_CASES } from '../cases';
import { HESSIAN_CASES } from '../hessian-cases';
import { IMAGE_CASES } from '../image-cases';
import { TRAINING_CASES } from '../training-cases';
import type { BackendReport, CaseChoice } from './run-cases';

/** Backends that must run; a machine that is known to lack one names those it has, comma-separated. */
const EXPECTED = (process.env.EXPECTED_GPU_BACKENDS ?? 'webgpu,webgl').split(',');

/** All cases in a worker, in parts that a slow adapter ends one by one, and some in the page. */
const PARTS = 4;
const CHOICES: readonly (readonly [where: 'worker' | 'page', choice: CaseChoice, title: string])[] = [
  ...Array.from({ length: PARTS }, (_, part) => ['worker', { filter: '', part, parts: PARTS }, `, part ${part + 1} of ${PARTS}`] as const),
  ['page', { filter: 'loss' }, ''],
];

function describeRun({ backend, adapter, variant, cases }: BackendReport, where: string, seconds: number): string {
  const worst = cases.reduce((max, { maxRelative }) => Math.max(max, maxRelative), 0);
  return `${backend} in a ${where} on ${adapter} (${variant}): ${cases.length} cases in ${seconds.toFixed(1)} s, largest relative error ${worst.toExponential(1)}`;
}

for (const backend of ['webgl', 'webgpu'] as const) {
  for (const [where, choice, title] of CHOICES) {
    test(`${backend} in a ${where} agrees with float64${title}`, async ({ page }) => {
      const consoleErrors: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') consoleErrors.push(message.text());
      });
      await page.goto('/');
      await page.waitForFunction(() => 'runKernelCases' in window);
      const start = Date.now();
      const report = await page.evaluate(([b, w, c]) => window.runKernelCases(b, w, c), [backend, where, choice] as const);
      if (report.notRun) {
        console.log(`${backend}: not run (${report.notRun})`);
        expect(EXPECTED, `${backend} was expected but did not run: ${report.notRun}`).not.toContain(backend);
        return;
      }
      console.log(describeRun(report, where, (Date.now() - start) / 1000));
      const { filter, part = 0, parts = 1 } = choice;
      const expected = [...KERNEL_CASES, ...IMAGE_CASES].filter(({ name }) => name.includes(filter)).filter((_, i) => i % parts === part);
      expect(report.cases.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
      expect(report.cases.filter(({ passed }) => !passed)).toEqual([]);
      expect(report.errors).toEqual({
        unknownInput: 'Error: This program has no value "y".',
        wrongLength: 'RangeError: Input "x" takes 3 numbers a replica, not 4.',
        tooManyReplicas: 'RangeError: Input "x" takes 3 numbers a replica, not 9.',
        unknownOutput: 'Error: This program has no value "y".',
        readTooEarly: 'Error: "out" has no value before the first run.',
        runTooMany: 'RangeError: A run takes 1 to 2 replicas, not 3.',
        runNone: 'RangeError: A run takes 1 to 2 replicas, not 0.',
        runMoreThanWritten: 'RangeError: Input "x" was written for 1 of the 2 replicas of this run.',
        disposed: 'Error: This program was disposed.',
        tooLarge: expect.stringMatching(
          /^RangeError: input \[3\] for 1099511627776 replicas has \d+ numbers; .* so at most \d+ replicas fit\.$/,
        ),
      });
      expect(report.memory).toHaveLength(20);
      const [first] = report.memory.slice(2);
      for (const size of report.memory) expect(size).toMatchObject({ tensors: 0, tfjsTensors: 0 });
      for (const size of report.memory.slice(2)) expect(size.bytes).toBeLessThanOrEqual((first as { bytes: number }).bytes);
      expect(consoleErrors).toEqual([]);
    });
  }
  test(`conv nets train on ${backend} as in float64`, async ({ page }) => {
    test.skip(!EXPECTED.includes(backend), `${backend}: not run`);
    await page.goto('/');
    await page.waitForFunction(() => 'trainNets' in window);
    const reports = await page.evaluate((b) => window.trainNets(b), backend);
    expect(reports.map(({ name }) => name)).toEqual(TRAINING_CASES.map(({ name }) => name));
    for (const { name, losses, lossError, thetaError, stateError, tensors } of reports) {
      console.log(`${backend}, ${name}: losses ${lossError.toExponential(1)}, weights ${thetaError.toExponential(1)} from float64`);
      expect(losses[1], name).toBeLessThan(losses[0]);
      expect(lossError, name).toBeLessThan(1e-3);
      expect(thetaError, name).toBeLessThan(1e-4);
      expect(stateError, name).toBeLessThan(1e-4);
      expect(tensors, name).toBe(0);
    }
  });
  test(`products with Hessians of all families of nets on ${backend} are those of float64`, async ({ page }) => {
    test.skip(!EXPECTED.includes(backend), `${backend}: not run`);
    await page.goto('/');
    await page.waitForFunction(() => 'multiplyHessians' in window);
    const reports = await page.evaluate((b) => window.multiplyHessians(b), backend);
    expect(reports.map(({ name }) => name)).toEqual(HESSIAN_CASES.map(({ name }) => name));
    for (const { name, error, tensors } of reports) {
      console.log(`${backend}, ${name}: ${error.toExponential(1)} from float64`);
      expect(error, name).toBeLessThan(1e-4);
      expect(tensors, name).toBe(0);
    }
  });
  test(`${backend} says when the GPU is lost and works again afterwards`, async ({ page }) => {
    test.skip(!EXPECTED.includes(backend), `${backend}: not run`);
    await page.goto('/');
    await page.waitForFunction(() => 'loseAndRecover' in window);
    const report = await page.evaluate((b) => window.loseAndRecover(b), backend);
    expect(report.lost).toMatch(/lost|destroy/i);
    for (const message of [report.runError, report.readError, report.compileError])
      expect(message).toMatch(/WebG.+ failed: .*(lost|destroy)/i);
    expect(report.afterwards.failure).toBe('');
    expect(report.lostByDisposal).toBe('nothing');
  });
}

for (const backend of ['webgl', 'webgpu'] as const) {
  test(`${backend} gives a plane the same bits for every size of chunks, and reads what was there when asked`, async ({ page }) => {
    test.skip(!EXPECTED.includes(backend), `${backend}: not run`);
    await page.goto('/');
    await page.waitForFunction(() => 'planeInChunks' in window);
    const { planes, bytes, over, readings, tangles } = await page.evaluate((b) => window.planeInChunks(b), backend);
    expect(tangles).toEqual([]);
    expect(bytes.held).toBeGreaterThan(0.5 * bytes.foretold);
    console.log(`${backend}: bytes over 16, 1, 2 … 16 replicas: ${[...new Set(over)].join(', ')}`);
    // The first two runs find out how many buffers are in use at once.
    expect(Math.max(...over)).toBeLessThanOrEqual(1.05 * over[1]);
    // Textures are whole rows, which tells in a net as small as this.
    expect(bytes.held).toBeLessThan((backend === 'webgl' ? 2 : 1.2) * bytes.foretold);
    expect(planes.length).toBeGreaterThan(4);
    for (const { name, differing, mostAtOnce, distinct } of planes) {
      expect({ name, differing }).toEqual({ name, differing: 0 });
      expect(mostAtOnce).toBeGreaterThan(4);
      expect(distinct).toBeGreaterThan(20);
    }
    expect(readings).toEqual([1, 2, 3].map((written) => [2 * written, 2 * written]));
  });
}

for (const { name: variant } of TILINGS) {
  test(`webgpu in variant ${variant} agrees with float64`, async ({ page }) => {
    test.skip(!EXPECTED.includes('webgpu'), 'webgpu: not run');
    await page.goto('/');
    await page.waitForFunction(() => 'runKernelCases' in window);
    const report = await page.evaluate((v) => window.runKernelCases('webgpu', 'page', { filter: 'of a net' }, v), variant);
    expect(report.variant).toBe(variant);
    expect(report.cases.length).toBeGreaterThan(3);
    expect(report.cases.filter(({ passed }) => !passed)).toEqual([]);
  });
}

test('webgl with four layers agrees with float64', async ({ page }) => {
  test.skip(!EXPECTED.includes('webgl'), 'webgl: not run');
  await page.goto('/');
  await page.waitForFunction(() => 'runKernelCases' in window);
  for (const filter of ['of a net', 'layers one after the other']) {
    const report = await page.evaluate((f) => window.runKernelCases('webgl', 'page', { filter: f }, 'rows-of-4'), filter);
    expect(report.variant).toBe('rows-of-4');
    expect(report.cases.length).toBeGreaterThan(1);
    expect(report.cases.filter(({ passed }) => !passed)).toEqual([]);
  }
});

test('webgpu chooses the fastest variant by measuring', async ({ page }) => {
  test.skip(!EXPECTED.includes('webgpu'), 'webgpu: not run');
  await page.goto('/');
  await page.waitForFunction(() => 'tuneKernels' in window);
  const { times, variant, afterwards } = await page.evaluate(() => window.tuneKernels());
  console.log(`webgpu: ${JSON.stringify(times)}`);
  expect(TILINGS.map(({ name }) => name)).toContain(variant);
  expect(Object.keys(times).length).toBeGreaterThan(2);
  expect(times[variant]).toBe(Math.min(...Object.values(times)));
  expect(afterwards.failure).toBe('');
});
