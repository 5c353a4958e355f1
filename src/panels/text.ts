import { useApp } from '../app/store';
import { type MessageValues, t } from '../i18n';

/** The texts of the present language; the component renders again when it changes. */
export function useText(): (key: string, values?: MessageValues) => string {
  useApp((state) => state.language);
  return t;
}
