/** Files that a person can save, by the id of their format. */
export const EXPORTS: readonly { readonly id: string; readonly label: string }[] = ['png', 'svg', 'csv', 'json', 'npz'].map((id) => ({
  id,
  label: `share.format.${id}`,
}));
