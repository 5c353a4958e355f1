import type { Tensor } from '@tensorflow/tfjs-core';
import type { Placement } from './kernel';

/** A device tensor that several holders may keep; freed when the last lets go. */
export class SharedTensor {
  private holders = 1;

  constructor(
    readonly tensor: Tensor,
    private readonly onFree: () => void = () => {},
  ) {}

  keep(): this {
    if (this.holders === 0) throw new Error('A freed tensor was used.');
    this.holders++;
    return this;
  }

  release(): void {
    this.holders--;
    if (this.holders > 0) return;
    this.tensor.dispose();
    this.onFree();
  }
}

/** A node's value: a tensor and where its entries lie in it. A slice shares its parent's tensor. */
export interface Value extends Placement {
  readonly shared: SharedTensor;
}
