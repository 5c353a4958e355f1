import type { Document } from '../recipe';

/** A ready experiment. */
export interface Preset {
  readonly id: string;
  /** i18n key of the name, and of one line that says what to look for. */
  readonly label: string;
  readonly description: string;
  build(): Document;
}
