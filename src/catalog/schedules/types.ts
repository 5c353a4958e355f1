import type { ParamSpecs, ParamValues } from '../params';

/** A learning-rate schedule. */
export interface ScheduleSpec {
  readonly id: string;
  readonly label: string;
  readonly params: ParamSpecs;
  /** Factor on the base learning rate, at progress in [0, 1) of the whole training. */
  factor(params: ParamValues, progress: number): number;
}
