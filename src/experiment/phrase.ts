/** A text to be put together in the person's language: an i18n key and its values, some of them phrases themselves. */
export interface Phrase {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number | Phrase>>;
  /** A person's own words: never given a capital. */
  readonly asGiven?: boolean;
}

/** A phrase from its parts. */
export function phrase(key: string, values: Phrase['values'] = {}): Phrase {
  return { key, values };
}
