import { presets } from '../experiment/presets';

/** Presets without a ready-made result: their training takes too long for `npm run gallery` to have been run on them. */
const WITHOUT: readonly string[] = ['deep-resnet-fashion'];

/** Presets with a ready-made result in public/gallery, as `npm run gallery` makes them; the others open with nothing computed, and no request fails for it. */
export const READY_MADE: ReadonlySet<string> = new Set(presets.all.map(({ id }) => id).filter((id) => !WITHOUT.includes(id)));
