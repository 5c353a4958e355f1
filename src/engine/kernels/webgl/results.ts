import type { LaunchAttributes, Step } from '../tfjs/kernel';
import { ONE_LAYER, type TextureLayout } from './layout';

/** Below this many rows a product's fragments would be too few. */
const FEWEST_ROWS = 8;
/** A row takes whole texels: rows of one unit would take four times their memory. */
const FEWEST_UNITS = 2;

/** A device's variant of its products: how many rows a fragment computes. */
export function variantOf(layers: number): string {
  return `rows-of-${layers}`;
}

/** How many rows a fragment of the launch's device computes; 1 where no variant is named. */
export function layersOf({ variant }: LaunchAttributes): number {
  return Number(variant?.match(/^rows-of-(\d+)$/)?.[1] ?? 1);
}

/**
 * The layout of a launch's result: several layers for products, convolutions and pooling, so that a fragment computes several rows from
 * what it fetches. It depends on extents only, so results do not depend on the number of replicas.
 */
export function resultLayout(step: Step, layers: number): TextureLayout {
  const extents = extentsOf(step);
  if (layers === 1 || !extents || extents.rows < FEWEST_ROWS || extents.units < FEWEST_UNITS) return ONE_LAYER;
  return { layers, units: extents.units };
}

/** Entries of one replica of a result in several layers, its rows filled up to a multiple of them; undefined for one layer. */
export function layeredEntries(step: Step, layers: number): number | undefined {
  const layout = resultLayout(step, layers);
  if (layout.layers === 1) return undefined;
  return Math.ceil(step.size / layout.units / layers) * layers * layout.units;
}

/** Rows and units of a result that can be in several layers. */
function extentsOf({ kernel, uniforms, size }: Step): { rows: number; units: number } | undefined {
  switch (kernel.kind) {
    case 'matmul': {
      const [rows, , units] = uniforms as [number, number, number];
      return kernel.transposeA || kernel.transposeB ? undefined : { rows, units };
    }
    case 'convolution': {
      const units = uniforms[6] as number;
      return kernel.transposed ? undefined : { rows: size / units, units };
    }
    case 'element': {
      const channels = uniforms[2] as number;
      return kernel.pooling && channels % 4 === 0 ? { rows: size / channels, units: channels } : undefined;
    }
    case 'filterGradient':
      return undefined;
  }
}
