import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const installed = `${root}node_modules/.package-lock.json`;

/** Runs a command in the project's folder with its output shown; throws if it fails. */
export function run(command, args, env = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')} failed.`);
}

/** Installs the locked dependencies if they are missing or older than the lock file, and builds the WASM kernels. */
export function ensureInstalled() {
  if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(`${root}package-lock.json`).mtimeMs) {
    console.error('Installing the locked dependencies …');
    // Not `npm ci`: the lock file lacks the native parts that a few tools have for other systems than Linux, and `npm ci` refuses that.
    run('npm', ['install', '--no-save', '--no-fund', '--no-audit', ...(process.platform === 'linux' ? [] : ['--no-package-lock'])]);
  }
  run('node', ['scripts/build-wasm.mjs']);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureInstalled();
