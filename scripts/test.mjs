import { existsSync, readFileSync, rmSync } from 'node:fs';
import { ensureInstalled, run } from './ensure-installed.mjs';
import { findOrInstallBrowser } from './find-browser.mjs';
import { installOthers } from './find-other-browsers.mjs';

/** `npm test`: installs what is missing, then every gate in turn. `npm test -- unit` runs only the gates whose names are given. */
const only = process.argv.slice(2);
const results = {
  unit: 'build/test/unit.json',
  gpu: 'build/test/gpu.json',
  e2e: 'build/test/e2e.json',
  browsers: 'build/test/browsers.json',
};
const gates = [
  ['lint', () => run('npx', ['biome', 'ci', '--error-on-warnings', '.'])],
  ['types', () => run('npx', ['tsc', '--noEmit'])],
  ['dead-code', () => run('npx', ['knip'])],
  ['unit', () => run('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results.unit}`])],
  ['gpu', () => playwright(['-c', 'tests/kernels/browser/playwright.config.ts'], results.gpu)],
  ['build', () => run('npx', ['vite', 'build', '--logLevel', 'warn'])],
  ['size', () => run('node', ['scripts/check-bundle.mjs'])],
  ['e2e', () => playwright([], results.e2e)],
  ['browsers', () => smoke()],
];

ensureInstalled();
for (const file of Object.values(results)) rmSync(file, { force: true });
let failed = 0;
const times = [];
for (const [name, gate] of gates) {
  if (only.length > 0 && !only.includes(name)) continue;
  console.log(`\n── ${name}`);
  const start = Date.now();
  try {
    gate();
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    failed++;
  }
  times.push(`${name} ${duration(Date.now() - start)}`);
}
console.log(`\nTimes: ${times.join(', ')}`);
const tests = countTests();
console.log(`\n${tests.passed} passed, ${Math.max(tests.failed, failed)} failed`);
process.exitCode = failed > 0 || tests.failed > 0 ? 1 : 0;

/** Runs Playwright's tests in a Chromium that is found or installed. */
function playwright(args, file) {
  run('npx', ['playwright', 'test', ...args], { CHROMIUM: findOrInstallBrowser() ?? '', E2E_RESULTS: file });
}

/** The whole journey in Chromium, Firefox and WebKitGTK, those that are here. */
function smoke() {
  installOthers();
  playwright(['-c', 'tests/browsers/playwright.config.ts'], results.browsers);
}

function duration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Tests counted by vitest and Playwright; gates that are no test runners count only when they fail. */
function countTests() {
  const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined);
  const unit = read(results.unit);
  const browser = [results.gpu, results.e2e, results.browsers].map((path) => read(path)?.stats);
  const sum = (name) => browser.reduce((total, stats) => total + (stats?.[name] ?? 0), 0);
  return { passed: (unit?.numPassedTests ?? 0) + sum('expected') + sum('flaky'), failed: (unit?.numFailedTests ?? 0) + sum('unexpected') };
}
