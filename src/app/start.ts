import { mendedAddress } from '../experiment/link/arrival';
import { presets } from '../experiment/presets';
import { spawnEngineWorker } from '../worker/spawn';
import { browserAddressLine } from './address/line';
import { connectApp } from './connect';
import { readInWorker as readFileInWorker } from './files/read-in-worker';
import { readInWorker } from './images/reading';
import { createImageStore } from './images/store';
import { createResultStore } from './kept/store';
import { results } from './results';
import { describeHost } from './run/host';
import { received } from './run/received';
import { unpacked } from './run/unpack';
import { sharpening } from './sharpening';
import { created, textStore } from './store';
import './texts';

/** Starts the app in a browser's page: connects the store, and opens what the page's address names. Call once, before the first render. */
export function startApp(): void {
  const meant = mendedAddress(location);
  if (meant !== null) history.replaceState(history.state, '', meant);
  const { opening, follower, probe, leave, drag, report } = connectApp({
    created,
    results,
    sharpening,
    spawn: spawnEngineWorker,
    cores: navigator.hardwareConcurrency,
    clock: () => performance.now(),
    later: (callback, ms) => void setTimeout(callback, ms),
    texts: textStore,
    host: describeHost(navigator.userAgent),
    date: () => new Date().toISOString(),
    async fetchAsset(name, onFraction) {
      const response = await fetch(new URL(`data/${name}`, document.baseURI));
      if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
      return unpacked(await received(response, onFraction));
    },
    readImages: readInWorker,
    imageStore: createImageStore(),
    resultStore: createResultStore(),
    fetchGallery: async (name) => (presets.has(name) ? fetchStored(`${name}.npz`) : null),
    fetchGalleryWeights: async (name) => (presets.has(name) ? fetchStored(`${name}.weights.npz`) : null),
    savesData: Boolean((navigator as { connection?: { saveData?: boolean } }).connection?.saveData),
    // Not needed before the first paint: fetched when first used.
    readStored: async (name, bytes) => (await import('../formats')).readFile(name, bytes),
    readFile: readFileInWorker,
    loadWords: async () => (await import('./address/words')).addressWords,
    encodeLink: async (snapshot, options) => (await import('../experiment/link/codec')).encodeLink(snapshot, options),
    async encodeFile(formatId, snapshot) {
      const format = (await import('../formats')).formats.get(formatId);
      return { bytes: format.encode(snapshot), extension: format.extensions[0], mime: format.mime };
    },
    line: browserAddressLine(),
    download,
  });
  // Whichever comes first: not every browser sends both for every way to another address.
  for (const event of ['popstate', 'hashchange']) addEventListener(event, () => void opening.arrive().catch(report));
  addEventListener('pagehide', () => {
    follower.flush();
    leave();
  });
  addEventListener('pointerdown', () => drag(true), { capture: true, passive: true });
  for (const event of ['pointerup', 'pointercancel', 'blur']) addEventListener(event, () => drag(false), { capture: true, passive: true });
  opening.start().catch(report);
  probe();
}

/** A file of the ready-made results; null where there is none. */
async function fetchStored(file: string): Promise<Uint8Array | null> {
  const response = await fetch(new URL(`gallery/${file}`, document.baseURI));
  // A host that answers every address with the page itself has no such file either.
  const isFile = response.ok && !response.headers.get('content-type')?.startsWith('text/html');
  return isFile ? new Uint8Array(await response.arrayBuffer()) : null;
}

function download(name: string, mime: string, bytes: Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: mime }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The download has taken hold of the bytes by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
