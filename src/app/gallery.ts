import { presets } from '../experiment/presets';

/** Presets with a ready-made result in public/gallery, as `npm run gallery` makes them: all of them. */
export const READY_MADE: ReadonlySet<string> = new Set(presets.all.map(({ id }) => id));
