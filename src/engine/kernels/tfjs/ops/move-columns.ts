import { type ElementKernel, OPERAND_NAMES, type Source, type Step, uniforms } from '../kernel';

/** Storage bindings are few (8 in WebGPU's defaults), so tensors are joined this many at a time. */
const PARTS_PER_STEP = 6;

/** x [rows, from] → columns offset … offset + columns. Thread → entry of the result. */
export function takeColumnsStep(source: Source, from: number, columns: number, offset: number, size: number): Step {
  const kernel: ElementKernel = {
    kind: 'element',
    name: 'ReplicaTakeColumns',
    key: '',
    operands: ['f32'],
    result: 'f32',
    uniforms: uniforms.integers('extent', 'columns', 'offset'),
    functions: [],
    body: `let row: i32 = i / uniforms.columns;
  return loadA(r, row * uniforms.extent + uniforms.offset + (i - row * uniforms.columns));`,
  };
  return { kernel, operands: [source], uniforms: [from, columns, offset], size };
}

/** x [rows, from] → zeros [rows, columns] with x at columns offset …. Thread → entry of the result. */
export function placeColumnsStep(source: Source, from: number, columns: number, offset: number, size: number): Step {
  const kernel: ElementKernel = {
    kind: 'element',
    name: 'ReplicaPlaceColumns',
    key: '',
    operands: ['f32'],
    result: 'f32',
    uniforms: uniforms.integers('extent', 'columns', 'offset'),
    functions: [],
    body: `let row: i32 = i / uniforms.columns;
  let column: i32 = i - row * uniforms.columns - uniforms.offset;
  if (column < 0 || column >= uniforms.extent) { return 0.0; }
  return loadA(r, row * uniforms.extent + column);`,
  };
  return { kernel, operands: [source], uniforms: [from, columns, offset], size };
}

interface Part {
  readonly source: Source;
  readonly columns: number;
}

/** Tensors of equally many rows joined along the last axis, six at a time, the joined ones with the next. */
export function concatenateSteps(parts: readonly Part[], rows: number): Step[] {
  const steps: Step[] = [];
  let left = [...parts];
  do {
    const joined = left.splice(0, PARTS_PER_STEP);
    const columns = joined.reduce((sum, part) => sum + part.columns, 0);
    steps.push({
      kernel: concatenateKernel(joined.length),
      operands: joined.map(({ source }) => source),
      uniforms: [columns, ...joined.map((part) => part.columns)],
      size: rows * columns,
    });
    left = [{ source: { step: steps.length - 1 }, columns }, ...left];
  } while (left.length > 1);
  return steps;
}

/** Thread → entry of the result, which looks for the tensor that holds its column. */
function concatenateKernel(parts: number): ElementKernel {
  const names = OPERAND_NAMES.slice(0, parts);
  return {
    kind: 'element',
    name: 'ReplicaConcatenate',
    key: `${parts}`,
    operands: names.map(() => 'f32'),
    result: 'f32',
    uniforms: uniforms.integers('columns', ...names.map((name) => `of${name}`)),
    functions: [],
    body: [
      'let row: i32 = i / uniforms.columns;',
      'var column: i32 = i - row * uniforms.columns;',
      ...names
        .slice(0, -1)
        .flatMap((name) => [
          `if (column < uniforms.of${name}) { return load${name}(r, row * uniforms.of${name} + column); }`,
          `column = column - uniforms.of${name};`,
        ]),
      `return load${names.at(-1)}(r, row * uniforms.of${names.at(-1)} + column);`,
    ].join('\n  '),
  };
}
