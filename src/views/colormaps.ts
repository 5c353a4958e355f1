/** Colour maps for loss, dark = low. All are readable with colour-vision deficiency and in print. */
export const COLORMAPS = ['mako', 'viridis', 'cividis', 'batlow'] as const;
export type ColormapId = (typeof COLORMAPS)[number];

export type Rgb = readonly [number, number, number];

/** Evenly spaced sRGB stops: mako (seaborn, BSD), viridis and cividis (matplotlib, CC0), batlow (Crameri, MIT). */
const STOPS: Readonly<Record<ColormapId, string>> = {
  mako: '0B0405 28192F 3B2F5E 40498E 366A9F 348AA6 38AAAC 54C9AD A0DFB9 DEF5E5',
  viridis: '440154 482878 3E4989 31688E 26828E 1F9E89 35B779 6ECE58 B5DE2B FDE725',
  cividis: '00224E 123570 3B496C 575D6D 707173 8A8678 A59C74 C3B369 E1CC55 FEE838',
  batlow: '011959 103F60 1C5A62 3C6D56 687B3E 9D892B D29343 F8A17B FDB7BC FACCFA',
};

/** Where on the map the lowest value starts: the blackest part of mako would hide lines and markers. */
const START: Readonly<Record<ColormapId, number>> = { mako: 0.14, viridis: 0, cividis: 0, batlow: 0 };

/** An id that a document holds, or mako where it is unknown. */
export function colormapOf(id: string): ColormapId {
  return COLORMAPS.find((known) => known === id) ?? 'mako';
}

/** sRGB channel 0 … 1 to linear light. */
export function toLinear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

/** Linear light 0 … 1 to an sRGB channel. */
export function fromLinear(channel: number): number {
  const c = Math.min(1, Math.max(0, channel));
  return c <= 0.0031308 ? c * 12.92 : 1.055 * c ** (1 / 2.4) - 0.055;
}

/** OKLab of a linear-light colour (Ottosson 2020). */
function labFromLinear([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function linearFromLab([L, a, b]: Rgb): Rgb {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function parseHex(hex: string): Rgb {
  const n = Number.parseInt(hex, 16);
  return [(n >> 16) / 255, ((n >> 8) & 255) / 255, (n & 255) / 255];
}

const labStops = new Map<ColormapId, readonly Rgb[]>();

function stopsOf(id: ColormapId): readonly Rgb[] {
  let stops = labStops.get(id);
  if (!stops) {
    stops = STOPS[id].split(' ').map((hex) => {
      const [r, g, b] = parseHex(hex);
      return labFromLinear([toLinear(r), toLinear(g), toLinear(b)]);
    });
    labStops.set(id, stops);
  }
  return stops;
}

/** Linear-light colour, each channel 0 … 1, at `t` in 0 … 1 (clamped). */
function linearColorOf(id: string, t: number): Rgb {
  const map = colormapOf(id);
  const stops = stopsOf(map);
  const used = START[map] + (1 - START[map]) * Math.min(1, Math.max(0, t));
  const position = used * (stops.length - 1);
  const i = Math.min(stops.length - 2, Math.floor(position));
  const f = position - i;
  const from = stops[i] as Rgb;
  const to = stops[i + 1] as Rgb;
  const [r, g, b] = linearFromLab([from[0] + (to[0] - from[0]) * f, from[1] + (to[1] - from[1]) * f, from[2] + (to[2] - from[2]) * f]);
  return [Math.min(1, Math.max(0, r)), Math.min(1, Math.max(0, g)), Math.min(1, Math.max(0, b))];
}

/** sRGB colour at `t` in 0 … 1 (clamped), channels 0 … 255, rounded. */
export function colorOf(id: string, t: number): Rgb {
  const [r, g, b] = linearColorOf(id, t);
  return [Math.round(fromLinear(r) * 255), Math.round(fromLinear(g) * 255), Math.round(fromLinear(b) * 255)];
}

/** The same as a CSS colour, `alpha` 0 … 1. */
export function cssColorOf(id: string, t: number, alpha = 1): string {
  const [r, g, b] = colorOf(id, t);
  return alpha === 1 ? `rgb(${r} ${g} ${b})` : `rgb(${r} ${g} ${b} / ${alpha})`;
}

/** A CSS gradient from the lowest value to the highest, for a colour bar. */
export function cssGradientOf(id: string, direction = 'to right'): string {
  const parts = Array.from({ length: 25 }, (_, k) => `${cssColorOf(id, k / 24)} ${((k / 24) * 100).toFixed(1)}%`);
  return `linear-gradient(${direction}, ${parts.join(', ')})`;
}

/** `size` colours from low to high, sRGB RGBA bytes: for a texture or an ImageData. */
export function colorTable(id: string, size = 256): Uint8Array<ArrayBuffer> {
  const table = new Uint8Array(size * 4);
  for (let k = 0; k < size; k++) {
    const [r, g, b] = colorOf(id, k / (size - 1));
    table.set([r, g, b, 255], k * 4);
  }
  return table;
}
