/**
 * Elementary functions from +, −, ×, ÷, √ and bits alone, whose results are the same bits in every browser and on every processor: the language leaves those of `Math` to
 * the engine. Data, initialisations, schedules and optimizers are computed with these, and the lint keeps the others out.
 */
export { exp, tanh } from './exponential';
export { log, log1p } from './logarithm';
export { hypot, power, square } from './power';
export { cos, sin } from './sine';
