import { colorOf, type Rgb } from '../colormaps';
import type { Level } from './levels';

export interface Shading {
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly density: number;
  readonly levels: readonly Level[];
  readonly colormap: string;
  /** Colour of the hatching where the loss is no finite number, sRGB 0 … 255. */
  readonly hatch: Rgb;
  /** Colour of the rim where the map is cut off above the scale. */
  readonly rim: Rgb;
  /** Slopes (height per device pixel) up to this carry no line. */
  readonly flat: number;
}

const MINOR = { width: 0.8, opacity: 0.34 };
const MAJOR = { width: 1.3, opacity: 0.62 };
/** Lines closer together than this fade out, CSS pixels. */
const FADE_BELOW = 3;

/**
 * RGBA bytes of a contour map: flat bands between levels, anti-aliased lines on them (surface colour × 0.13), clear above height 1 with a dark rim,
 * hatched where `heights` (one per pixel) is NaN. Distances to a line are the height difference over the slope, as a shader does with derivatives.
 */
export function shadeContours(heights: Float32Array, shading: Shading): Uint8ClampedArray<ArrayBuffer> {
  const { width, height, density, levels } = shading;
  const pixels = new Uint8ClampedArray(width * height * 4);
  const bands = bandColors(levels, shading.colormap);
  const edges = Float64Array.from(levels, (level) => level.height);
  const minorGap = gapOf(edges);
  const majorGap = gapOf(Float64Array.from(levels.filter((level) => level.major).map((level) => level.height)));
  const bandOf = finder(edges);
  const hatchStep = Math.round(6 * density);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const k = y * width + x;
      const v = heights[k];
      const at = k * 4;
      if (Number.isNaN(v)) {
        if ((x + y) % hatchStep < density) over(pixels, at, shading.hatch, 1);
        continue;
      }
      const slope = slopeAt(heights, width, height, x, y, v);
      const below = slope > 1e-9 ? Math.min(1, Math.max(0, 0.5 + (1 - v) / slope)) : v <= 1 ? 1 : 0;
      if (below > 0) {
        const band = bandOf(v);
        let r = bands[3 * band];
        let g = bands[3 * band + 1];
        let b = bands[3 * band + 2];
        if (slope > 1e-9 && slope > shading.flat && edges.length > 0) {
          const up = band === 0 || (band < edges.length && edges[band] - v < v - edges[band - 1]);
          const level = up ? band : band - 1;
          const distance = Math.abs(v - edges[level]) / slope;
          if (distance < 0.5) {
            // Half a pixel from a band's edge both colours share the pixel.
            const other = 3 * (up ? band + 1 : band - 1);
            const share = 0.5 - distance;
            r += (bands[other] - r) * share;
            g += (bands[other + 1] - g) * share;
            b += (bands[other + 2] - b) * share;
          }
          const style = levels[level].major ? MAJOR : MINOR;
          if (distance < (style.width * density) / 2 + 0.5) {
            const spacing = (levels[level].major ? majorGap : minorGap) / slope / density;
            const ink = 1 - 0.87 * lineCover(distance, style.width * density) * style.opacity * fade(spacing);
            r *= ink;
            g *= ink;
            b *= ink;
          }
        }
        pixels[at] = r;
        pixels[at + 1] = g;
        pixels[at + 2] = b;
        pixels[at + 3] = 255 * below;
      }
      if (v > 0.9 && slope > 1e-9) {
        const rim = lineCover(Math.abs(v - 1) / slope, density);
        if (rim > 0) over(pixels, at, shading.rim, rim * 0.85);
      }
    }
  }
  return pixels;
}

/** Colour of each band, lowest first, three channels each: one band more than there are levels; a band has the colour of its middle. */
function bandColors(levels: readonly Level[], colormap: string): Float32Array {
  const edges = [0, ...levels.map((level) => level.height), 1];
  return Float32Array.from(edges.slice(1).flatMap((edge, i) => [...colorOf(colormap, (edge + edges[i]) / 2)]));
}

/** Index of the first edge above v (so the band of v): a table of guesses, mended by a step or two. */
function finder(edges: Float64Array): (v: number) => number {
  const table = new Uint16Array(1025);
  for (let k = 0; k <= 1024; k++) {
    let band = k > 0 ? table[k - 1] : 0;
    while (band < edges.length && edges[band] <= k / 1024) band++;
    table[k] = band;
  }
  return (v) => {
    let band = table[Math.min(1024, Math.max(0, (v * 1024) | 0))];
    while (band < edges.length && edges[band] <= v) band++;
    return band;
  };
}

/** Height difference per device pixel, one-sided beside a hole or an edge. */
function slopeAt(heights: Float32Array, width: number, height: number, x: number, y: number, v: number): number {
  const k = y * width + x;
  const dx = difference(x > 0 ? heights[k - 1] : Number.NaN, v, x + 1 < width ? heights[k + 1] : Number.NaN);
  const dy = difference(y > 0 ? heights[k - width] : Number.NaN, v, y + 1 < height ? heights[k + width] : Number.NaN);
  return Math.sqrt(dx * dx + dy * dy);
}

function difference(before: number, here: number, after: number): number {
  if (Number.isNaN(before)) return Number.isNaN(after) ? 0 : after - here;
  return Number.isNaN(after) ? here - before : (after - before) / 2;
}

/** Mean height between neighbouring levels. */
function gapOf(edges: Float64Array): number {
  return edges.length > 1 ? (edges[edges.length - 1] - edges[0]) / (edges.length - 1) : 1;
}

/** Share of a pixel that a line of `width` covers whose middle is `distance` away, device pixels. */
function lineCover(distance: number, width: number): number {
  return Math.max(0, Math.min(1, width, width / 2 + 0.5 - distance));
}

function fade(spacing: number): number {
  return Math.min(1, Math.max(0, (spacing - FADE_BELOW / 2) / (FADE_BELOW / 2)));
}

/** `color` at `alpha` over what the pixel holds (straight alpha). */
function over(pixels: Uint8ClampedArray, at: number, color: Rgb, alpha: number): void {
  const under = (pixels[at + 3] / 255) * (1 - alpha);
  const total = alpha + under;
  for (let c = 0; c < 3; c++) pixels[at + c] = (color[c] * alpha + pixels[at + c] * under) / total;
  pixels[at + 3] = 255 * total;
}
