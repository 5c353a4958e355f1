import type { Vec3 } from './projection';

/** Parts to the right, up and towards the eye of who looks from where the picture opens (docs/decisions, "The height is the loss"). */
const KEY: Vec3 = [-0.58, 0.44, 0.36];
const FILL: Vec3 = [0.91, 0.35, 0.17];

/** Directions to the lights, x, y, z, not of unit length, for a picture that opens from `azimuth`, degrees. They stay when the view turns. */
export function lightsFrom(azimuth: number): { readonly key: Vec3; readonly fill: Vec3 } {
  const angle = (azimuth * Math.PI) / 180;
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const place = ([right, up, towards]: Vec3): Vec3 => [right * cosine + towards * sine, up, -right * sine + towards * cosine];
  return { key: place(KEY), fill: place(FILL) };
}
