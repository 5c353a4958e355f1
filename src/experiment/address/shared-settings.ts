import { CAMERA_FIELDS, CAMERA_VIEWS, CAP, SHARED_FIELDS } from '../fields';
import type { Camera, Shared } from '../recipe';
import { parseValue, type Setting, valueSetting } from './setting';

/** Settings that the panes share. */
export const SHARED_SETTINGS: readonly Setting<Shared>[] = [
  field('view', 'view'),
  field('range', 'range'),
  field('height', 'height'),
  { name: 'cap', read: readCap, write: ({ cap }) => (cap === null ? 'auto' : `${cap}`) },
  field('onescale', 'sharedScale'),
  field('paths', 'paths'),
  field('colours', 'colormap'),
  field('lineaxis', 'lineAxis'),
  field('directions', 'directionSeed'),
  { name: 'camera', read: readCamera, write: ({ camera }) => writeCamera(camera) },
];

function field(name: string, id: keyof typeof SHARED_FIELDS): Setting<Shared> {
  return valueSetting<Shared>(
    name,
    SHARED_FIELDS[id],
    (shared) => shared[id],
    (shared, value) => ({ ...shared, [id]: value }),
  );
}

/** Loss above which the surface is cut away; "auto" lets it be chosen from the data. */
function readCap(text: string, shared: Shared): Shared | null {
  const cap = text === 'auto' ? null : parseValue(text, CAP);
  return cap === undefined ? null : { ...shared, cap: cap as number | null };
}

/** A view that the data choose, by its name; or azimuth and elevation in degrees, and distance: `-30:41:8.4`. */
function readCamera(text: string, shared: Shared): Shared | null {
  const view = CAMERA_VIEWS.find((id) => id === text);
  if (view) return { ...shared, camera: view };
  const values = text.split(':');
  const [azimuth, elevation, distance] = CAMERA_ORDER.map((id, i) => parseValue(values[i] ?? '', CAMERA_FIELDS[id]));
  if (values.length !== 3 || azimuth === undefined || elevation === undefined || distance === undefined) return null;
  return { ...shared, camera: { azimuth, elevation, distance } as unknown as Camera };
}

function writeCamera(camera: Shared['camera']): string {
  const rounded = roundedCamera(camera);
  if (typeof rounded === 'string') return rounded;
  const { azimuth, elevation, distance } = rounded;
  return `${azimuth}:${elevation}:${distance}`;
}

const CAMERA_ORDER = ['azimuth', 'elevation', 'distance'] as const satisfies readonly (keyof Camera)[];

/** A camera as an address says it: to a tenth of a degree and a hundredth of the distance, which no one sees. */
export function roundedCamera(camera: Shared['camera']): Shared['camera'] {
  if (typeof camera === 'string') return camera;
  const { azimuth, elevation, distance } = camera;
  const tenth = (degrees: number): number => Math.round(10 * degrees) / 10 + 0;
  return { azimuth: tenth(azimuth), elevation: tenth(elevation), distance: Math.round(100 * distance) / 100 };
}
