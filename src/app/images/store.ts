import type { ReadImages } from './reading';

/** Keeps opened images on this device, by the name of the data set's file. Each call rejects with a DOMException where the browser does not allow it. */
export interface ImageStore {
  /** What is kept, or null where there is nothing that can be used. */
  get(asset: string): Promise<ReadImages | null>;
  put(asset: string, images: ReadImages): Promise<void>;
  delete(asset: string): Promise<void>;
}

const DATABASE = 'loss-landscape-lab';
const VERSION = 1;
const IMAGES = 'images';

/** In the browser's own database. */
export function createImageStore(): ImageStore {
  async function inStore<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const database = await open();
    try {
      const transaction = database.transaction(IMAGES, mode);
      const request = act(transaction.objectStore(IMAGES));
      // Only the end of the transaction says that the bytes found room.
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error ?? request.error);
      });
      return request.result;
    } finally {
      database.close();
    }
  }
  return {
    get: async (asset) => parseImages(await inStore<unknown>('readonly', (store) => store.get(asset))),
    async put(asset, images) {
      await inStore('readwrite', (store) => store.put(images, asset));
    },
    async delete(asset) {
      await inStore('readwrite', (store) => store.delete(asset));
    },
  };
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => void request.result.createObjectStore(IMAGES);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Bytes around the images and labels: image-table.ts. */
const FRAME_BYTES = 20;

/** What was kept, if it is what this version keeps and all of it is there. */
export function parseImages(value: unknown): ReadImages | null {
  if (typeof value !== 'object' || value === null) return null;
  const { side, channels, classes, train, test, bytes } = value as Partial<Record<keyof ReadImages, unknown>>;
  const isCount = (number: unknown): number is number => Number.isSafeInteger(number) && (number as number) > 0;
  if (!isCount(side) || !isCount(channels) || !isCount(classes) || !isCount(train) || !isCount(test)) return null;
  if (!(bytes instanceof Blob) || bytes.size !== FRAME_BYTES + (train + test) * (side * side * channels + 1)) return null;
  return { side, channels, classes, train, test, bytes };
}
