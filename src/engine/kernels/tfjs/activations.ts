import { ACTIVATION_KINDS, type ActivationKind } from '../../../catalog/activations';

/** Body of a kernel function of x, and the library functions it uses. */
interface ActivationCode {
  readonly functions: readonly string[];
  readonly body: string;
}

const keepNan = 'if (isNan(x)) { return x; }';

const CODE: Record<ActivationKind, readonly [ActivationCode, ActivationCode, ActivationCode]> = {
  tanh: [
    { functions: ['tanh'], body: 'return tanhOf(x);' },
    { functions: ['isNan', 'sechSquared'], body: `${keepNan}\n  return sechSquared(x);` },
    { functions: ['isNan', 'tanh', 'sechSquared'], body: `${keepNan}\n  return -2.0 * tanhOf(x) * sechSquared(x);` },
  ],
  relu: [
    // Without a branch, which software adapters pay dearly for: bits from −0 to −∞ are cleared, those of other numbers and of NaN stay.
    {
      functions: [],
      body: `let bits: u32 = bitcast<u32>(x);\n  return bitcast<f32>(bits & (0u - u32(bits - 0x80000000u > 0x7f800000u)));`,
    },
    {
      functions: ['isNan'],
      body: `${keepNan}\n  let bits: u32 = bitcast<u32>(x);\n  if (bits > 0u && bits < 0x80000000u) { return 1.0; }\n  return 0.0;`,
    },
    { functions: ['isNan'], body: `${keepNan}\n  return 0.0;` },
  ],
  gelu: [
    {
      functions: ['isNan', 'normalCdf'],
      body: `${keepNan}\n  if (x < -14.5) { return 0.0; }\n  return x * normalCdf(x);`,
    },
    {
      functions: ['isNan', 'magnitude', 'normalCdf', 'gaussian'],
      body: `${keepNan}
  if (x > 14.5) { return 1.0; }
  if (x < -14.5) { return 0.0; }
  return normalCdf(x) + x * (gaussian(magnitude(x)) * 0.39894228);`,
    },
    {
      functions: ['isNan', 'magnitude', 'gaussian'],
      body: `${keepNan}
  let a: f32 = magnitude(x);
  if (a > 14.5) { return 0.0; }
  return gaussian(a) * 0.39894228 * (2.0 - x * x);`,
    },
  ],
  softplus: [
    {
      functions: ['isNan', 'magnitude', 'expNegative', 'logOnePlus'],
      body: `${keepNan}
  let rest: f32 = logOnePlus(expNegative(-magnitude(x)));
  if (x > 0.0) { return x + rest; }
  return rest;`,
    },
    {
      functions: ['isNan', 'magnitude', 'expNegative'],
      body: `${keepNan}
  let e: f32 = expNegative(-magnitude(x));
  if (x < 0.0) { return e / (1.0 + e); }
  return 1.0 / (1.0 + e);`,
    },
    {
      functions: ['isNan', 'magnitude', 'expNegative'],
      body: `${keepNan}\n  let e: f32 = expNegative(-magnitude(x));\n  return e / ((1.0 + e) * (1.0 + e));`,
    },
  ],
};

const ORDERS = [0, 1, 2] as const;

/** Name of the library function that is an activation or its derivative. NaN gives NaN, ±∞ give the limits, as in reference/activations.ts. */
export function activationFunction(kind: ActivationKind, order: 0 | 1 | 2): string {
  return `${kind}Order${order}`;
}

/** Library functions of all activations and derivatives. */
export const ACTIVATION_FUNCTIONS: Readonly<Record<string, { readonly needs: readonly string[]; readonly code: string }>> =
  Object.fromEntries(
    ACTIVATION_KINDS.flatMap((kind) =>
      ORDERS.map((order) => {
        const name = activationFunction(kind, order);
        const { functions, body } = CODE[kind][order];
        return [name, { needs: functions, code: `fn ${name}(x: f32) -> f32 {\n  ${body}\n}` }];
      }),
    ),
  );
