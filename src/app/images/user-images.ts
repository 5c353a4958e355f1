import { USER_ASSETS } from '../../experiment/images';
import type { Problem, Recipe } from '../../experiment/recipe';
import type { ImageSetKind } from '../../formats/images';
import { isAbort, JobFailure } from '../../worker/failure';
import type { AppStore } from '../create-store';
import type { AssetStatus } from '../state';
import { countObstacle, datasetOf, fitRecipe, imagesObstacle } from './fit';
import { kindOf } from './kinds';
import type { ReadFiles, ReadImages } from './reading';
import type { ImageStore } from './store';

/** A recipe is about images that are not on this device. The page asks for them where the person looks, so it needs no other telling. */
export class MissingImages extends JobFailure {
  constructor(asset: string) {
    super({ path: 'data', key: `images.open.needed.${kindOf(asset)}`, values: {} }, false);
  }
}

export interface UserImagesOptions {
  readonly store: AppStore;
  readonly kept: ImageStore;
  readonly read: ReadFiles;
  /** Makes the texts about opening images known. */
  readonly loadTexts: () => Promise<unknown>;
  /** Other images than before are open, or none: what was made of those before is no longer good. */
  onReplaced(asset: string): void;
  /** Images were opened or forgotten: what an earlier visit computed may be of others. */
  onTaken(asset: string): void;
  /** Images are open, and the recipes about them fit them. */
  onOpened(asset: string): void;
}

/** Images that a person opened from disk: read here, kept on this device, never sent anywhere. */
export interface UserImages {
  /** Their bytes, opened now or on an earlier visit, for a recipe about them. Rejects with a JobFailure that says what is missing. */
  bytes(asset: string, recipe: Recipe): Promise<Blob>;
  /** Reads files, keeps what is in them and puts recipes on it. Says what is wrong in the status of the set that was `expected`; null where nothing is. */
  open(files: readonly File[], expected: ImageSetKind): Promise<Problem | null>;
  cancel(): void;
  forget(asset: string): Promise<void>;
}

export function createUserImages({ store, kept, read, loadTexts, onTaken, onReplaced, onOpened }: UserImagesOptions): UserImages {
  const present = new Map<string, ReadImages>();
  let reading: AbortController | null = null;

  const statusOf = (asset: string): AssetStatus | undefined => store.getState().assets[asset];
  function setStatus(asset: string, status: AssetStatus | undefined): void {
    const { [asset]: _before, ...others } = store.getState().assets;
    store.setState({ assets: status ? { ...others, [asset]: status } : others });
  }

  async function lookUp(asset: string): Promise<ReadImages> {
    const known = present.get(asset);
    if (known) return known;
    // Where the browser keeps nothing for this page, nothing was kept.
    const found = await kept.get(asset).catch(() => null);
    const now = present.get(asset);
    if (now) return now;
    await loadTexts();
    if (!found) {
      if (!statusOf(asset)) setStatus(asset, { phase: 'missing', problem: null });
      throw new MissingImages(asset);
    }
    present.set(asset, found);
    setStatus(asset, { phase: 'opened', images: { ...factsOf(found), storage: 'kept' }, problem: null });
    return found;
  }

  /** What the status becomes when files were not what they should be: what is there stays. */
  function refuse(asset: string, before: AssetStatus | undefined, problem: Problem | null): void {
    const restful = before?.phase === 'opened' || before?.phase === 'missing' ? before : undefined;
    const wanted = store.getState().document.panes.some((recipe) => recipe.data.id === datasetOf(asset).id);
    if (restful) setStatus(asset, { ...restful, problem });
    else setStatus(asset, wanted ? { phase: 'missing', problem } : undefined);
  }

  async function take(asset: string, images: ReadImages): Promise<void> {
    const before = present.get(asset);
    const storage = await kept.put(asset, images).then(
      () => 'kept' as const,
      (error: unknown) => (error instanceof Error && error.name === 'QuotaExceededError' ? ('full' as const) : ('denied' as const)),
    );
    present.set(asset, images);
    onTaken(asset);
    if (before) onReplaced(asset);
    setStatus(asset, { phase: 'opened', images: { ...factsOf(images), storage }, problem: null });
    const { id } = datasetOf(asset);
    store.getState().edit((document) => {
      const about = document.panes.some((recipe) => recipe.data.id === id);
      const panes = document.panes.map((recipe) => (about && recipe.data.id !== id ? recipe : fitRecipe(recipe, asset, images)));
      return panes.every((recipe, index) => recipe === document.panes[index]) ? document : { ...document, panes };
    });
    const { train, test } = images;
    store.getState().showToast({ path: '', key: 'images.open.opened', values: { train, test } });
    onOpened(asset);
  }

  return {
    async bytes(asset, recipe) {
      const images = await lookUp(asset);
      const obstacle = imagesObstacle(recipe, images);
      if (obstacle) throw new JobFailure(obstacle, false);
      return images.bytes;
    },
    async open(files, expected) {
      const [first] = files;
      if (!first) return null;
      reading?.abort();
      const own = new AbortController();
      reading = own;
      await loadTexts();
      const asset = USER_ASSETS[expected];
      const before = statusOf(asset);
      const show = (fraction: number): void => setStatus(asset, { phase: 'reading', fraction, file: first.name });
      show(0);
      try {
        const { kind, images } = await read({ files, expected }, { signal: own.signal, onFraction: show });
        own.signal.throwIfAborted();
        const found = USER_ASSETS[kind];
        const obstacle = countObstacle(first.name, found, images);
        if (obstacle) throw new JobFailure(obstacle, false);
        if (found !== asset) refuse(asset, before, null);
        await take(found, images);
        return null;
      } catch (error) {
        const problem = error instanceof JobFailure ? error.problem : null;
        refuse(asset, before, problem);
        if (!problem && !isAbort(error)) throw error;
        return problem;
      } finally {
        if (reading === own) reading = null;
      }
    },
    cancel: () => reading?.abort(),
    async forget(asset) {
      await kept.delete(asset);
      present.delete(asset);
      onTaken(asset);
      onReplaced(asset);
      setStatus(asset, { phase: 'missing', problem: null });
      store.getState().showToast({ path: '', key: 'images.open.forgotten', values: {} });
    },
  };
}

function factsOf({ side, channels, classes, train, test }: ReadImages): Omit<ReadImages, 'bytes'> {
  return { side, channels, classes, train, test };
}
