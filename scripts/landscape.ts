import { writeFileSync } from 'node:fs';
import { unzipSync, zipSync } from 'fflate';
import { createWasmDevice } from '../src/engine/kernels/wasm';
import { readWasmModules } from '../src/engine/kernels/wasm/node';
import { createReferenceDevice } from '../src/engine/reference/device';
import type { Rebuild } from '../src/experiment/rebuild';
import type { Document } from '../src/experiment/recipe';
import type { PaneSnapshot } from '../src/experiment/snapshot';
import { laterSeed } from '../src/math/random';
import '../src/app/texts';
import { type LandscapeOptions, readArguments } from './landscape/arguments';
import { computePane } from './landscape/compute-pane';
import { fail } from './landscape/fail';
import { readDocument } from './landscape/read-recipe';

const options = readArguments(process.argv.slice(2));
const document = withSeeds(readDocument(options.source), options);
const device = options.backend === 'cpu' ? createReferenceDevice('f32') : await createWasmDevice(readWasmModules());
const panes: PaneSnapshot[] = [];
const rebuild: Rebuild[] = [];
for (const index of document.panes.keys()) {
  const computed = await computePane(device, document, index, options);
  panes.push(computed.pane);
  rebuild.push(computed.rebuild);
}
device.dispose();
const bytes = options.format.encode({ document, panes }, rebuild);
try {
  writeFileSync(options.out, options.format.id === 'npz' ? packed(bytes) : bytes);
} catch (error) {
  fail(`${options.out} could not be written: ${(error as Error).message}. Free some space or choose another folder.`);
}

/** The same archive with its large entries deflated too: the page leaves that out, as a person waits there. */
function packed(archive: Uint8Array): Uint8Array {
  return zipSync(unzipSync(archive), { level: 9, mtime: new Date(1980, 0, 1) });
}

function withSeeds(given: Document, { seed, directionSeed }: LandscapeOptions): Document {
  return {
    ...given,
    panes: given.panes.map((pane) =>
      seed === undefined
        ? pane
        : { ...pane, runs: pane.runs.map((run) => ({ ...run, seed: laterSeed(seed, Math.max(0, run.seed - pane.runs[0].seed)) })) },
    ),
    shared: directionSeed === undefined ? given.shared : { ...given.shared, directionSeed },
  };
}
