/** Milliseconds from an arbitrary start. Numerics read no clock: scheduling and measuring take one of these. */
export type Clock = () => number;
