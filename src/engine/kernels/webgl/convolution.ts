import type { ConvolutionKernel, FilterGradientKernel, LaunchAttributes } from '../tfjs/kernel';
import { alignments } from './block';
import { helpers, LOCATE, loads, MAIN, toGlsl } from './glsl';
import type { TextureLayout } from './layout';

/**
 * How a product's texels line up with its operands': `scalar` reads one number at a time; in the others a texel of the result is four units of
 * one position, and the weights (`units`) or both operands (`texels`) are read four numbers at a time.
 */
export type ConvolutionLayout = 'scalar' | 'units' | 'texels';

/** The best layout that extents and offsets allow; it does not depend on the number of replicas. */
export function convolutionLayout(
  kernel: ConvolutionKernel | FilterGradientKernel,
  attributes: LaunchAttributes,
  layouts: readonly TextureLayout[],
): ConvolutionLayout {
  const [, , , channels, , , units] = attributes.step.uniforms;
  const [a, b] = alignments(attributes, layouts);
  if (units % 4 !== 0 || !b) return 'scalar';
  return kernel.kind === 'convolution' && a && channels % 4 === 0 ? 'texels' : 'units';
}

/** Where entry i of [images, rows, columns, units] lies. */
const POSITION = `int position = i / units;
  int unit = i - position * units;
  int line = position / columns;
  int column = position - line * columns;
  int image = line / rows;
  int row = line - image * rows;`;

/** Code of a convolution. Thread → texel of the result, four entries of one replica; `scalar` computes them one after the other. */
export function convolutionCode(kernel: ConvolutionKernel, layouts: readonly TextureLayout[], layout: ConvolutionLayout): string {
  const finish = toGlsl(`fn finish(r: i32, row: i32, column: i32, product: f32) -> f32 {\n  ${kernel.finish}\n}`);
  const head = `${loads(kernel, layouts)}\n${helpers(kernel)}\n${finish}\n`;
  if (layout === 'scalar') {
    const term = 'sum += (isInside ? loadA(r, at + c) : 0.0) * loadB(r, from + c * units);';
    return `${head}float entry(int r, int i) {
  if (i >= images * rows * columns * units) { return 0.0; }
  ${POSITION}
  ${sum(kernel, 'float', 'c++', term)}
  return finish(r, position, unit, sum);
}
${MAIN}`;
  }
  const terms =
    layout === 'texels'
      ? [
          'vec4 x = isInside ? texelA(first + at + c) : vec4(0.0);',
          ...[0, 1, 2, 3].map((k) => `sum += x[${k}] * texelB(weights + from + (c + ${k}) * units);`),
        ]
      : ['float x = isInside ? loadA(r, at + c) : 0.0;', 'sum += x * texelB(weights + from + c * units);'];
  return `${head}void main() {
  ${LOCATE}
  ${POSITION}
  int first = aOffset + r * aStride;
  int weights = bOffset + r * bStride;
  ${sum(kernel, 'vec4', layout === 'texels' ? 'c += 4' : 'c++', terms.join('\n        '))}
  result0 = vec4(${[0, 1, 2, 3].map((k) => `finish(r, position, unit + ${k}, sum[${k}])`).join(', ')});
}
`;
}

/** Over taps and channels: `term` reads the source's entry `at + c`, where it `isInside`, and the weight `from + c · units`. */
function sum({ kernelRows, kernelColumns, stride, transposed }: ConvolutionKernel, type: string, next: string, term: string): string {
  const loop = (tap: string, place: string, pad: string, count: number): string =>
    transposed
      ? `for (int ${tap} = (${place} + ${pad}) % ${stride}; ${tap} < ${count}; ${tap} += ${stride}) {`
      : `for (int ${tap} = 0; ${tap} < ${count}; ${tap}++) {`;
  const at = (tap: string, place: string, pad: string): string =>
    transposed ? `(${place} + ${pad}) / ${stride} - ${tap} / ${stride}` : `${place} * ${stride} + ${tap} - ${pad}`;
  return `${type} sum = ${type}(0.0);
  ${loop('k', 'row', 'padTop', kernelRows)}
    int y = ${at('k', 'row', 'padTop')};
    ${loop('l', 'column', 'padLeft', kernelColumns)}
      int z = ${at('l', 'column', 'padLeft')};
      bool isInside = y >= 0 && y < height && z >= 0 && z < width;
      int at = ((image * height + clamp(y, 0, height - 1)) * width + clamp(z, 0, width - 1)) * channels;
      int from = (k * ${kernelColumns} + l) * channels * units + unit;
      for (int c = 0; c < channels; ${next}) {
        ${term}
      }
    }
  }`;
}

/** Code of a filter gradient. Thread → texel of the result, four units of one weight of one block where they line up. */
export function filterGradientCode(kernel: FilterGradientKernel, layouts: readonly TextureLayout[], layout: ConvolutionLayout): string {
  const { kernelRows, kernelColumns, stride } = kernel;
  const isScalar = layout === 'scalar';
  const type = isScalar ? 'float' : 'vec4';
  const body = `int weight = i / units;
  int unit = i - weight * units;
  int tap = weight / channels;
  int channel = weight - tap * channels;
  int block = tap / ${kernelRows * kernelColumns};
  tap = tap - block * ${kernelRows * kernelColumns};
  int k = tap / ${kernelColumns};
  int l = tap - k * ${kernelColumns};
  int last = min((block + 1) * imagesPerBlock, images);
  ${type} sum = ${type}(0.0);
  for (int image = block * imagesPerBlock; image < last; image++) {
    for (int row = 0; row < rows; row++) {
      int y = row * ${stride} + k - padTop;
      int line = (image * height + clamp(y, 0, height - 1)) * width;
      int from = (image * rows + row) * columns * units + unit;
      for (int column = 0; column < columns; column++) {
        int z = column * ${stride} + l - padLeft;
        bool isInside = y >= 0 && y < height && z >= 0 && z < width;
        float x = isInside ? loadA(r, (line + clamp(z, 0, width - 1)) * channels + channel) : 0.0;
        sum += x * ${isScalar ? 'loadB(r, from + column * units)' : 'texelB(bOffset + r * bStride + from + column * units)'};
      }
    }
  }`;
  if (isScalar) return `${loads(kernel, layouts)}\nfloat entry(int r, int i) {\n  ${body}\n  return sum;\n}\n${MAIN}`;
  return `${loads(kernel, layouts)}\nvoid main() {\n  ${LOCATE}\n  ${body}\n  result0 = sum;\n}\n`;
}
