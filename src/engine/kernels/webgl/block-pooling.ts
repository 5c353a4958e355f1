import type { ElementKernel, LaunchAttributes } from '../tfjs/kernel';
import { alignments, locateBlock, readFour, rowsOfBlock, runOf } from './block';
import { layeredFetch, loads } from './glsl';
import type { TextureLayout } from './layout';

/** Of each window the mean, or the first largest entry, NaN being the largest: of four channels at a time, equal to tfjs/ops/pooling.ts in every bit. */
const CODE = {
  average: {
    start: 'vec4 sum = vec4(0.0);',
    each: 'sum = sum + x;',
    result: 'sum * share',
  },
  max: {
    start: 'vec4 best = vec4(0.0);\n  ivec4 bestKey = ivec4(0x80000000u);',
    each: `ivec4 bits = floatBitsToInt(x);
      ivec4 size = bits & 0x7fffffff;
      ivec4 sign = bits >> 31;
      ivec4 isNan = -ivec4(greaterThan(size, ivec4(0x7f800000)));
      ivec4 key = (((size ^ sign) - sign) & ~isNan) | (isNan & 0x7fffffff);
      best = mix(best, x, greaterThan(key, bestKey));
      bestKey = max(bestKey, key);`,
    result: 'best',
  },
} as const;

/** What the code of a pooling in blocks depends on, beside its kernel. */
export interface BlockPooling {
  readonly layers: number;
  /** Windows of a block that are neighbours in a row of the image, and so found together. */
  readonly run: number;
  readonly windowSize: number;
  /** Whether each pixel of the source is a row of a tensor in layers, or else whether texels hold channels that are read together. */
  readonly source: 'layers' | 'texels' | 'numbers';
}

export function blockPoolingPlan(attributes: LaunchAttributes, layouts: readonly TextureLayout[], layers: number): BlockPooling {
  const [, , channels, , columns, windowSize] = attributes.step.uniforms as [number, number, number, number, number, number];
  const [a] = layouts;
  const isLayered = a !== undefined && a.layers > 1 && a.units === channels && attributes.placements[0]?.offset === 0;
  const isTexels = alignments(attributes, layouts)[0] === true;
  return { layers, run: runOf(layers, columns), windowSize, source: !isTexels ? 'numbers' : isLayered ? 'layers' : 'texels' };
}

/** Code of a pooling whose fragment computes four channels of each window of a block. */
export function blockPoolingCode(kernel: ElementKernel, layouts: readonly TextureLayout[], plan: BlockPooling): string {
  const { layers, run, windowSize, source } = plan;
  const { start, each, result } = CODE[kernel.pooling ?? 'average'];
  const offsets = rowsOfBlock(windowSize).flatMap((k) => rowsOfBlock(windowSize).map((l) => `${k} * width + ${l}`));
  const runs = rowsOfBlock(layers / run).map(
    (s) => `int position${s} = first + ${s * run};
  int line${s} = position${s} / columns;
  int image${s} = line${s} / rows;
  int corner${s} = ((image${s} * height + (line${s} - image${s} * rows) * stride) * width + (position${s} - line${s} * columns) * stride);`,
  );
  return `${loads(kernel, layouts)}
vec4 pixelAt(int r, int pixel, int channel) {
  ${pixelCode(source, layouts[0])}
}
vec4 pooled(int r, int corner, int channel) {
  vec4 x;
  ${start}
  ${offsets.map((offset) => `x = pixelAt(r, corner + ${offset}, channel);\n  { ${each} }`).join('\n  ')}
  return ${result};
}
void main() {
  ${locateBlock(layers, 'channels')}
  ${runs.join('\n  ')}
  ${rowsOfBlock(layers)
    .map((j) => `result${j} = pooled(r, corner${Math.floor(j / run)} + ${j % run} * stride, column);`)
    .join('\n  ')}
}
`;
}

function pixelCode(source: BlockPooling['source'], a: TextureLayout | undefined): string {
  if (source !== 'layers' || !a) return `return ${readFour(0, 'pixel * channels + channel', source === 'texels')};`;
  return `pixel += r * (aStride / channels);
  int texel = (pixel >> ${Math.log2(a.layers)}) * ${a.units / 4} + (channel >> 2);
  return ${layeredFetch('A', 'texel', `pixel & ${a.layers - 1}`)};`;
}
