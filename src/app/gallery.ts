/** Presets with a ready-made result in public/gallery; the others open with nothing computed, and no request fails for it. */
export const READY_MADE: ReadonlySet<string> = new Set(['skip-connections', 'resnet-fashion']);
