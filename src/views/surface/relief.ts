import type { Vec3 } from './projection';

/** A mesh of heights in scene units, row-major, `dx` and `dz` apart. Row 0 is the lowest β, so z falls as rows grow. */
export interface ReliefGrid {
  readonly y: Float32Array;
  readonly width: number;
  readonly height: number;
  readonly dx: number;
  readonly dz: number;
}

const AO_DIRECTIONS = 16;
const AO_STEPS = 9;
const AO_RADIUS = 0.32;
const AO_POWER = 1.4;
const AO_FLOOR = 0.26;
const SHADOW_FLOOR = 0.34;
const RIPPLE_GAIN = 17;
export const RIPPLE_MIN = -0.38;
export const RIPPLE_MAX = 0.22;

/** x and z of the unit normals, interleaved; y is what is left of length 1 and positive. */
export function normalsOf({ y, width, height, dx, dz }: ReliefGrid): Float32Array {
  const out = new Float32Array(width * height * 2);
  for (let j = 0; j < height; j++) {
    const up = Math.min(height - 1, j + 1);
    const down = Math.max(0, j - 1);
    for (let i = 0; i < width; i++) {
      const right = Math.min(width - 1, i + 1);
      const left = Math.max(0, i - 1);
      const slopeX = (y[j * width + right] - y[j * width + left]) / ((right - left) * dx);
      const slopeZ = -(y[up * width + i] - y[down * width + i]) / ((up - down) * dz);
      const length = Math.hypot(slopeX, slopeZ, 1);
      out[(j * width + i) * 2] = -slopeX / length;
      out[(j * width + i) * 2 + 1] = -slopeZ / length;
    }
  }
  return out;
}

/** Openness to the sky, 0.26 … 1: the horizon in 16 directions, 9 steps out to 0.32, steps closer together near the point. */
export function ambientOcclusion(
  { y, width, height, dx, dz }: ReliefGrid,
  fromRow = 0,
  toRow = height,
  out = new Float32Array(width * height),
) {
  const steps: { di: number; dj: number; inverse: number }[][] = [];
  for (let d = 0; d < AO_DIRECTIONS; d++) {
    const angle = ((d + 0.5) / AO_DIRECTIONS) * 2 * Math.PI;
    const seen = new Set<string>();
    const ray: { di: number; dj: number; inverse: number }[] = [];
    for (let s = 1; s <= AO_STEPS; s++) {
      const r = AO_RADIUS * (s / AO_STEPS) ** 1.5;
      const di = Math.round((Math.cos(angle) * r) / dx);
      const dj = Math.round((Math.sin(angle) * r) / dz);
      if ((di === 0 && dj === 0) || seen.has(`${di},${dj}`)) continue;
      seen.add(`${di},${dj}`);
      ray.push({ di, dj, inverse: 1 / Math.hypot(di * dx, dj * dz) });
    }
    steps.push(ray);
  }
  for (let j = fromRow; j < toRow; j++) {
    for (let i = 0; i < width; i++) {
      const at = j * width + i;
      const own = y[at];
      let closed = 0;
      for (const ray of steps) {
        let slope = 0;
        for (const { di, dj, inverse } of ray) {
          const x = i + di;
          const z = j + dj;
          if (x < 0 || z < 0 || x >= width || z >= height) break;
          const rise = (y[z * width + x] - own) * inverse;
          if (rise > slope) slope = rise;
        }
        closed += slope / Math.sqrt(1 + slope * slope);
      }
      out[at] = AO_FLOOR + (1 - AO_FLOOR) * (1 - closed / AO_DIRECTIONS) ** AO_POWER;
    }
  }
  return out;
}

/** Cast shadow, 0.34 … 1, softened by how narrowly the ray to the key light, which lies in that direction, clears the surface. */
export function castShadow({ y, width, height, dx, dz }: ReliefGrid, [kx, ky, kz]: Vec3): Float32Array {
  const run = Math.hypot(kx, kz);
  const climb = ky / run;
  const stepI = kx / run / dx;
  const stepJ = -(kz / run) / dz;
  let top = -Infinity;
  for (const value of y) top = Math.max(top, value);
  const step = Math.max(dx, dz) * 1.5;
  const out = new Float32Array(width * height);
  for (let j = 0; j < height; j++) {
    for (let i = 0; i < width; i++) {
      const own = y[j * width + i];
      const reach = (top - own) / climb;
      let clear = 1;
      for (let d = step * 1.5; d < reach; d += step * (1 + d * 2)) {
        const x = i + stepI * d;
        const z = j + stepJ * d;
        if (x < 0 || z < 0 || x >= width - 1 || z >= height - 1) break;
        const x0 = Math.floor(x);
        const z0 = Math.floor(z);
        const fx = x - x0;
        const fz = z - z0;
        const at = z0 * width + x0;
        const low = y[at] + (y[at + 1] - y[at]) * fx;
        const high = y[at + width] + (y[at + width + 1] - y[at + width]) * fx;
        const gap = (own + climb * d - (low + (high - low) * fz)) / d;
        if (gap < clear) clear = gap;
        if (clear <= -PENUMBRA) break;
      }
      const t = Math.min(1, Math.max(0, (clear + PENUMBRA) / (3 * PENUMBRA)));
      out[j * width + i] = SHADOW_FLOOR + (1 - SHADOW_FLOOR) * t * t * (3 - 2 * t);
    }
  }
  return out;
}

/** Half-width of the penumbra as a slope. */
const PENUMBRA = 0.12;

/** Gaussian blur with point-symmetric ends, so that an even slope stays as it is up to the border. `sigma` in samples. */
function blurLines(source: Float32Array, count: number, length: number, between: number, along: number, sigma: number): Float32Array {
  const radius = Math.max(1, Math.min(length - 1, Math.ceil(sigma * 2.6)));
  const kernel = Float32Array.from({ length: radius + 1 }, (_, r) => Math.exp(-0.5 * (r / sigma) ** 2));
  let total = kernel[0];
  for (let r = 1; r <= radius; r++) total += 2 * kernel[r];
  const out = new Float32Array(source.length);
  const padded = new Float32Array(length + 2 * radius);
  for (let line = 0; line < count; line++) {
    const base = line * between;
    for (let i = 0; i < length; i++) padded[radius + i] = source[base + i * along];
    for (let r = 1; r <= radius; r++) {
      padded[radius - r] = 2 * padded[radius] - padded[radius + r];
      padded[radius + length - 1 + r] = 2 * padded[radius + length - 1] - padded[radius + length - 1 - r];
    }
    for (let i = 0; i < length; i++) {
      const centre = radius + i;
      let sum = padded[centre] * kernel[0];
      for (let r = 1; r <= radius; r++) sum += (padded[centre - r] + padded[centre + r]) * kernel[r];
      out[base + i * along] = sum / total;
    }
  }
  return out;
}

/** Gaussian blur of the mesh; `share` is sigma as a share of the longer side. */
export function blur({ y, width, height, dx, dz }: ReliefGrid, share: number): Float32Array {
  const side = Math.max((width - 1) * dx, (height - 1) * dz);
  const across = blurLines(y, height, width, width, 1, (share * side) / dx);
  return blurLines(across, width, height, 1, width, (share * side) / dz);
}

/** Small relief as a change of brightness, −0.38 … 0.22: height minus its blur at two widths. */
export function ripples(grid: ReliefGrid): Float32Array {
  const fine = blur(grid, 0.014);
  const broad = blur(grid, 0.042);
  return grid.y.map((y, i) => {
    const raised = (y - fine[i]) * 1.15 + (y - broad[i]) * 0.5;
    return Math.min(RIPPLE_MAX, Math.max(RIPPLE_MIN, raised * RIPPLE_GAIN));
  });
}
