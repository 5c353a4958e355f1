/** Texts by key, both languages side by side, so that neither can be forgotten. */
export type Messages = Readonly<Record<string, { readonly en: string; readonly zh: string }>>;
