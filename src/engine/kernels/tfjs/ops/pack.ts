import { type ElementKernel, OPERAND_NAMES, type Source, type Step, uniforms } from '../kernel';

/** A piece of the packed vector: a tensor that starts at this entry. */
interface Piece {
  readonly source: Source;
  readonly start: number;
  readonly size: number;
}

/** Storage bindings are few (8 in WebGPU's defaults), so pieces are joined this many at a time. */
const PIECES_PER_STEP = 6;

/**
 * Joins up to six pieces of a vector; entries that no piece covers are 0.
 * Thread → entry of the joined vector, which looks for the piece that covers it.
 */
function packKernel(pieces: number): ElementKernel {
  const names = OPERAND_NAMES.slice(0, pieces);
  return {
    kind: 'element',
    name: 'ReplicaPack',
    key: `${pieces}`,
    operands: names.map(() => 'f32'),
    result: 'f32',
    uniforms: uniforms.integers(...names.flatMap((name) => [`start${name}`, `end${name}`])),
    functions: [],
    body: [
      ...names.map(
        (name) => `if (i >= uniforms.start${name} && i < uniforms.end${name}) { return load${name}(r, i - uniforms.start${name}); }`,
      ),
      'return 0.0;',
    ].join('\n  '),
  };
}

/** Steps of `pack`: neighbouring pieces are joined six at a time, level by level, until one vector of `total` entries is left. */
export function packSteps(pieces: readonly Piece[], total: number): Step[] {
  const steps: Step[] = [];
  let level = [...pieces].sort((a, b) => a.start - b.start);
  do {
    const next: Piece[] = [];
    const last = level.length <= PIECES_PER_STEP;
    for (let k = 0; k < level.length; k += PIECES_PER_STEP) {
      const group = level.slice(k, k + PIECES_PER_STEP);
      const end = Math.max(...group.map((piece) => piece.start + piece.size));
      const [start, size] = last ? [0, total] : [(group[0] as Piece).start, end - (group[0] as Piece).start];
      steps.push({
        kernel: packKernel(group.length),
        operands: group.map((piece) => piece.source),
        uniforms: group.flatMap((piece) => [piece.start - start, piece.start - start + piece.size]),
        size,
      });
      next.push({ source: { step: steps.length - 1 }, start, size });
    }
    level = next;
  } while (level.length > 1);
  return steps;
}
