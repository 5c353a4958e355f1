import type { ParamValues } from '../../catalog/params';
import { ABSENT_V1 } from './absent-v1';

/** What a document of one version means where it says nothing, as literals: what a default becomes later changes no document. */
export interface Absent {
  /** Entries that stand where none is named. */
  readonly ids: Readonly<Record<'datasets' | 'nets' | 'optimizers' | 'schedules' | 'directions', string>>;
  /** Settings of each entry. A setting that came later than the version is not here; its schema's `absent` says what it meant before. */
  readonly params: Readonly<Record<keyof Absent['ids'], Readonly<Record<string, ParamValues>>>>;
  /** Values of the tables in experiment/fields.ts; a field that came later is not here either. */
  readonly fields: Readonly<Record<'run' | 'origin' | 'axis' | 'grid' | 'view' | 'shared' | 'camera', ParamValues>>;
  readonly dataSeed: number;
  /** Axes of a recipe that has none. */
  readonly axes: number;
  /** Learning rate by optimizer, where a run has none. */
  readonly learningRates: Readonly<Record<string, number>>;
  /** Inputs of the decision boundary by data set. */
  readonly boundaryInputs: Readonly<Record<string, readonly [number, number]>>;
}

/** By version of the document. A table, once here, stays as it is. */
export const ABSENT: Readonly<Record<number, Absent>> = { 1: ABSENT_V1 };
