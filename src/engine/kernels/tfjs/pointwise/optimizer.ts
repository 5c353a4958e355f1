import { type Access, type Pointwise, real } from './definition';

/** Two coefficients of an expression of a and b: each is a uniform, or the next scalar operand after a and b. */
interface Coefficients {
  readonly access: readonly Access[];
  readonly uniforms: Pointwise['uniforms'];
  /** Their names, from those of the operands and uniforms. */
  names(operands: readonly string[], uniforms: readonly string[]): [string, string];
}

function coefficients(first: number | null, second: number | null): Coefficients {
  const both = [first, second];
  return {
    access: ['entry', 'entry', ...both.filter((each) => each === null).map(() => 'scalar' as const)],
    uniforms: both.filter((each) => each !== null).map(real),
    names(operands, uniforms) {
      const [scalars, numbers] = [operands.slice(2), [...uniforms]];
      const next = (each: number | null): string => (each === null ? scalars.shift() : numbers.shift()) as string;
      const one = next(first);
      return [one, next(second)];
    },
  };
}

/** ca·a + cb·b, or ca·a + cb·b². */
export function mix(ca: number | null, cb: number | null, square: boolean): Pointwise {
  const { access, uniforms: numbers, names } = coefficients(ca, cb);
  return {
    access,
    uniforms: numbers,
    functions: [],
    expression(operands, uniforms) {
      const [first, second] = names(operands, uniforms);
      const [a, b] = operands;
      return `${first} * ${a} + ${second} * ${b}${square ? ` * ${b}` : ''}`;
    },
  };
}

/** (cm·m) / (√(cv·v) + eps). */
export function adamDirection(cm: number | null, cv: number | null, eps: number): Pointwise {
  const { access, uniforms: numbers, names } = coefficients(cm, cv);
  return {
    access,
    uniforms: [...numbers, real(eps)],
    functions: ['squareRoot'],
    expression(operands, uniforms) {
      const [first, second] = names(operands, uniforms);
      const [m, v] = operands;
      return `(${first} * ${m}) / (squareRoot(${second} * ${v}) + ${uniforms.at(-1)})`;
    },
  };
}
