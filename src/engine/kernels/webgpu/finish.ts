import { activationFunction } from '../tfjs/activations';
import type { ConvolutionKernel, MatMulKernel } from '../tfjs/kernel';

/** Operands that the epilogue reads at a unit, whatever the row: each thread loads them once. */
export function unitOperands({ finish }: MatMulKernel | ConvolutionKernel): string[] {
  return [...finish.matchAll(/load(\w)\(r, column\)/g)].map(([, name]) => name);
}

/** Epilogues without a branch, of which a program may hold many copies. */
const isPlain = ({ functions }: MatMulKernel | ConvolutionKernel): boolean =>
  functions.every((name) => name === activationFunction('relu', 0));

/**
 * Whether each of a tile's entries is stored by code of its own, which is fastest, rather than by a loop: programs with many copies of branches
 * would take seconds to compile.
 */
export function storesOneByOne(kernel: MatMulKernel | ConvolutionKernel, entries: number, isWhole: boolean): boolean {
  return entries <= 16 || (isWhole && isPlain(kernel));
}

/** The epilogue as a function that is given what it reads at a unit. */
export function finishFunction(kernel: MatMulKernel | ConvolutionKernel): string {
  const parameters = unitOperands(kernel).map((name) => `, of${name}: f32`);
  return `fn finish(r: i32, row: i32, column: i32, product: f32${parameters.join('')}) -> f32 {
  ${kernel.finish.replace(/load(\w)\(r, column\)/g, 'of$1')}
}`;
}
