import type { ConvolutionKernel, LaunchAttributes } from '../tfjs/kernel';
import { alignments, locateBlock, readFour, rowsOfBlock, runOf, weightReader } from './block';
import { blockEpilogue } from './block-epilogue';
import { helpers, layeredFetch, loads } from './glsl';
import type { TextureLayout } from './layout';

/** What the code of a convolution in blocks depends on, beside its kernel. */
export interface BlockConvolution {
  readonly layers: number;
  /** Neighbours in a row that share what they read: a block is made of runs of so many positions. */
  readonly run: number;
  /**
   * How the source is read: four channels at a time, each position being a row of a tensor in `layers`, or not (`texels`); or where there is but one
   * channel, four `columns` at a time; or one of the `numbers`.
   */
  readonly source: 'layers' | 'texels' | 'columns' | 'numbers';
  /** Columns before the first, where columns are read four at a time. */
  readonly padLeft: number;
  /** For each operand whether texels hold entries that are read together. */
  readonly aligned: readonly boolean[];
}

/** The best way to read what extents and offsets allow. */
export function blockConvolutionPlan(attributes: LaunchAttributes, layouts: readonly TextureLayout[], layers: number): BlockConvolution {
  const { uniforms, kernel } = attributes.step;
  const [, , width, channels, , columns, units, , padLeft] = uniforms as number[];
  const aligned = alignments(attributes, layouts);
  const [a] = layouts;
  const isLayered = a !== undefined && a.layers > 1 && a.units === channels && attributes.placements[0]?.offset === 0;
  const run = runOf(layers, columns as number);
  const isTexels = (channels as number) % 4 === 0 && aligned[0] === true;
  const isColumns = channels === 1 && (width as number) % 4 === 0 && run % 4 === 0 && aligned[0] === true;
  const { bias, normalize } = (kernel as ConvolutionKernel).epilogue;
  const vectors = 2 + (bias ? 1 : 0) + (normalize ? 3 : 0);
  return {
    layers,
    run,
    source: isColumns ? 'columns' : !isTexels ? 'numbers' : isLayered ? 'layers' : 'texels',
    padLeft: isColumns ? (padLeft as number) : 0,
    aligned: aligned.map((each, k) => each && ((units as number) % 4 === 0 || (k >= 2 && k < vectors))),
  };
}

/** What a run reads of a row of the source at once: its first column from the window's left on, and which positions take what of it at which tap. */
interface SourceRead {
  readonly run: number;
  readonly column: number;
  /** Ends the names of its variables. */
  readonly name: string;
  readonly uses: readonly { readonly row: number; readonly tap: number; readonly component: number }[];
}

/** Code of a convolution whose fragment computes four units of each position of a block. */
export function blockConvolutionCode(kernel: ConvolutionKernel, layouts: readonly TextureLayout[], plan: BlockConvolution): string {
  const { layers, run, source, aligned } = plan;
  const { kernelRows, kernelColumns, stride } = kernel;
  const block = rowsOfBlock(layers);
  const runs = rowsOfBlock(layers / run);
  const taps = rowsOfBlock(kernelColumns);
  const reads = sourceReads(plan, kernelColumns, stride);
  const epilogue = blockEpilogue(kernel.epilogue, (operand, at) => readFour(operand, at, aligned[operand] === true));
  const channelsAtOnce = source === 'layers' || source === 'texels' ? 4 : 1;
  const four = rowsOfBlock(channelsAtOnce);
  const weights = taps.map((tap) =>
    weightReader(`w${tap}_`, `(k * ${kernelColumns} + ${tap}) * channels`, 'units', channelsAtOnce, aligned[1] === true, layouts[1]),
  );
  const factor = (component: number, c: number): string => {
    if (source === 'numbers') return 'x';
    return `x.${'xyzw'[source === 'columns' ? component : c]}`;
  };
  const terms = reads.flatMap(({ name, uses }) => [
    `x = ${read(source, layouts[0], name)}; x = uintBitsToFloat(floatBitsToUint(x) & inside${name});`,
    ...uses.map(({ row, tap, component }) => `sum${row} += ${four.map((c) => `${factor(component, c)} * w${tap}_${c}`).join(' + ')};`),
  ]);
  return `${loads(kernel, layouts)}
${helpers(kernel)}
${epilogue.functions}
void main() {
  ${locateBlock(layers, 'units')}
  ${runs.map((s) => locateRun(s, run, stride)).join('\n  ')}
  ${epilogue.shared}
  ${block.map((j) => `vec4 sum${j} = vec4(0.0);`).join('\n  ')}
  for (int k = 0; k < ${kernelRows}; k++) {
    ${runs.map((s) => `int y${s} = top${s} + k;\n    bool isIn${s} = y${s} >= 0 && y${s} < height;\n    int line${s} = (image${s} * height + clamp(y${s}, 0, height - 1)) * width;`).join('\n    ')}
    ${reads.map((each) => locateRead(each, source, layouts[0])).join('\n    ')}
    ${weights.map(({ start }) => start).join('\n    ')}
    for (int c = 0; c < channels; c += ${channelsAtOnce}) {
      ${weights.map((each) => each.read).join('\n      ')}
      ${source === 'numbers' ? 'float' : 'vec4'} x;
      ${terms.join('\n      ')}
      ${reads.map(({ name }) => `at${name} += ${source === 'layers' ? 1 : channelsAtOnce};`).join(' ')}
      ${weights.map(({ advance }) => advance).join(' ')}
    }
  }
  ${block.map((j) => `result${j} = ${epilogue.finish(`sum${j}`, `(position${Math.floor(j / run)} + ${j % run}) * units + column`)};`).join('\n  ')}
}
`;
}

function sourceReads({ layers, run, source, padLeft }: BlockConvolution, kernelColumns: number, stride: number): SourceRead[] {
  const across = source === 'columns' ? 4 : 1;
  const [first, last] = [-padLeft, (run - 1) * stride + kernelColumns - padLeft];
  const found: SourceRead[] = [];
  for (let s = 0; s < layers / run; s++)
    // A run begins where four columns begin, so those that it reads at once are known beforehand.
    for (let column = Math.floor(first / across) * across; column < last; column += across) {
      const uses = rowsOfBlock(run).flatMap((i) =>
        rowsOfBlock(across)
          .map((component) => ({ row: s * run + i, tap: column + component - first - i * stride, component }))
          .filter(({ tap }) => tap >= 0 && tap < kernelColumns),
      );
      if (uses.length > 0) found.push({ run: s, column: column - first, name: `${s}_${found.length}`, uses });
    }
  return found;
}

/** Where a run's first position lies, and the corner of its window. Past the last position, it is the last run again. */
function locateRun(s: number, run: number, stride: number): string {
  return `int position${s} = min(first + ${s * run}, images * rows * columns - ${run});
  int place${s} = position${s} / columns;
  int image${s} = place${s} / rows;
  int top${s} = (place${s} - image${s} * rows) * ${stride} - padTop;
  int left${s} = (position${s} - place${s} * columns) * ${stride} - padLeft;`;
}

/**
 * Declares all bits where what is read is inside, none where 0 stands for it; and where it lies: the index of its first number, or its place in the
 * layers. Four columns lie inside or outside together.
 */
function locateRead({ run: s, column, name }: SourceRead, source: BlockConvolution['source'], a: TextureLayout | undefined): string {
  const inside = `int z${name} = left${s} + ${column};
    uint inside${name} = uint(-int(isIn${s} && z${name} >= 0 && z${name} < width));`;
  const position = `line${s} + clamp(z${name}, 0, width - ${source === 'columns' ? 4 : 1})`;
  if (source !== 'layers' || !a)
    return `${inside}\n    int at${name} = ${source === 'numbers' ? '' : 'aOffset + r * aStride + '}(${position}) * channels;`;
  return `${inside}
    int layer${name} = r * (aStride / channels) + ${position};
    int at${name} = (layer${name} >> ${Math.log2(a.layers)}) * (channels >> 2);
    layer${name} = layer${name} & ${a.layers - 1};`;
}

function read(source: BlockConvolution['source'], a: TextureLayout | undefined, name: string): string {
  if (source === 'numbers') return `loadA(r, at${name})`;
  return source === 'layers' && a ? layeredFetch('A', `at${name}`, `layer${name}`) : `texelA(at${name})`;
}
