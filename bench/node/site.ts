import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { build } from 'vite';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import type { CaseFile } from '../cases/case';
import { makeCase } from '../cases/make';
import type { BenchNet } from '../cases/nets';
import { compileLimit } from '../wasm-limit';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Site {
  readonly folder: string;
  readonly cases: ReadonlyMap<BenchNet, CaseFile>;
}

/** Builds the bench's page with the cases and the bare loop beside it, in a folder for temporary files. */
export async function buildSite(nets: readonly BenchNet[]): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-bench-'));
  await build({
    root: join(ROOT, 'bench'),
    base: './',
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2023',
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: { input: ['host', 'frame'].map((page) => join(ROOT, 'bench', 'page', `${page}.html`)) },
    },
  });
  mkdirSync(join(folder, 'cases'));
  mkdirSync(join(folder, 'limits'));
  for (const variant of ['relaxed', 'simd'] as const) writeFileSync(join(folder, 'limits', `${variant}.wasm`), await compileLimit(variant));
  const device = await createWasmDevice(readWasmModules());
  const cases = new Map<BenchNet, CaseFile>();
  for (const name of nets) {
    const file = await makeCase(device, name);
    cases.set(name, file);
    writeFileSync(join(folder, 'cases', `${name}.json`), JSON.stringify(file));
  }
  return { folder, cases };
}

/** Serves a folder as it is on the first free port from `port` on; resolves with its address. Nothing is compressed: the cases are large. */
export function serveSite(folder: string, port: number): Promise<string> {
  const server = createServer(sirv(folder));
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') serveSite(folder, port + 1).then(resolve, reject);
      else reject(error);
    });
    server.listen(port, () => resolve(`http://localhost:${port}/`));
  });
}
