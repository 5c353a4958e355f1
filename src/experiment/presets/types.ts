import type { CurvatureField } from '../curvature-map';
import type { Known } from '../headline/reading';
import type { Phrase } from '../phrase';
import type { Document } from '../recipe';

/** What a ready experiment is about: the headings of their menu, in its order. */
export const PRESET_GROUPS = ['net', 'training', 'paths', 'curvature', 'data'] as const;
export type PresetGroup = (typeof PRESET_GROUPS)[number];

/** A ready experiment. */
export interface Preset {
  readonly id: string;
  /** i18n keys of the name, `catalog.preset.ID`, and of one line that says what to look for. */
  readonly label: string;
  readonly description: string;
  readonly group: PresetGroup;
  /** Which curve of the training it is about; the loss if left out. */
  readonly curve?: 'sharpness';
  /** What of the planes' curvature it is about: the maps are then computed after the surfaces. */
  readonly curvature?: CurvatureField;
  build(): Document;
  /** What its pictures show, in a sentence of its own, once all are complete; null, or left out, where the comparison of panes says it. */
  finding?(document: Document, known: readonly Known[]): Phrase | null;
}
