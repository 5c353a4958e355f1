/**
 * Four lanes of the number at `at`, one of those that begin a module's memory. Loops read their constants like this: a literal vector would be made anew for
 * each use, in two or three instructions, since V8 does not move it out of the loop.
 */
// @ts-ignore: decorator
@inline
export function four(at: usize): v128 {
  return v128.load32_splat(at);
}

export const ONE = memory.data<f32>([1]);
export const TWO = memory.data<f32>([2]);
export const FOUR = memory.data<f32>([4]);
export const TWENTY = memory.data<f32>([20]);
export const HALF = memory.data<f32>([0.5]);
export const THIRD = memory.data<f32>([1.0 / 3.0]);
export const MINUS_THIRD = memory.data<f32>([-1.0 / 3.0]);
export const MINUS_HALF = memory.data<f32>([-0.5]);
export const MINUS_TWO = memory.data<f32>([-2]);
export const MINUS_TWENTY = memory.data<f32>([-20]);
export const ROOT_2 = memory.data<f32>([1.4142135623730951]);
export const MINUS_ROOT_2 = memory.data<f32>([-1.4142135623730951]);
export const ROOT_HALF = memory.data<f32>([0.7071067811865476]);
export const ROOT_2_THIRD = memory.data<f32>([0.4714045207910317]);
