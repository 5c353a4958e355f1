import { existsSync, readFileSync, rmSync } from 'node:fs';
import { ensureInstalled, run } from './ensure-installed.mjs';
import { findOrInstallBrowser } from './find-browser.mjs';

/** `npm test`: installs what is missing, then every gate in turn. `npm test -- unit` runs only the gates whose names are given. */
const only = process.argv.slice(2);
const results = { unit: 'build/test/unit.json', e2e: 'build/test/e2e.json' };
const gates = [
  ['lint', () => run('npx', ['biome', 'ci', '--error-on-warnings', '.'])],
  ['types', () => run('npx', ['tsc', '--noEmit'])],
  ['dead-code', () => run('npx', ['knip'])],
  ['unit', () => run('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results.unit}`])],
  ['build', () => run('npx', ['vite', 'build', '--logLevel', 'warn'])],
  ['size', () => run('node', ['scripts/check-bundle.mjs'])],
  ['e2e', () => run('npx', ['playwright', 'test'], { CHROMIUM: findOrInstallBrowser() ?? '', E2E_RESULTS: results.e2e })],
];

ensureInstalled();
for (const file of Object.values(results)) rmSync(file, { force: true });
let failed = 0;
for (const [name, gate] of gates) {
  if (only.length > 0 && !only.includes(name)) continue;
  console.log(`\n── ${name}`);
  try {
    gate();
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    failed++;
  }
}
const tests = countTests();
console.log(`\n${tests.passed} passed, ${Math.max(tests.failed, failed)} failed`);
process.exitCode = failed > 0 || tests.failed > 0 ? 1 : 0;

/** Tests counted by vitest and Playwright; gates that are no test runners count only when they fail. */
function countTests() {
  const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined);
  const unit = read(results.unit);
  const e2e = read(results.e2e)?.stats;
  return {
    passed: (unit?.numPassedTests ?? 0) + (e2e?.expected ?? 0) + (e2e?.flaky ?? 0),
    failed: (unit?.numFailedTests ?? 0) + (e2e?.unexpected ?? 0),
  };
}
