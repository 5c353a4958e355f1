/** Activation functions. GELU is the exact one, x·Φ(x); softplus is log(1 + eˣ). */
export const ACTIVATION_KINDS = ['tanh', 'relu', 'gelu', 'softplus'] as const;
export type ActivationKind = (typeof ACTIVATION_KINDS)[number];
