import { execFileSync } from 'node:child_process';

/** Compiles the WASM kernels where their sources have changed, so that no test runs on old ones. */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/build-wasm.mjs'], { stdio: 'inherit' });
}
