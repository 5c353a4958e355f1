import { useCallback } from 'react';
import { useApp } from '../app/store';
import { type Language, loadLanguage } from '../i18n';

/** Switches to a language once its texts are here; where they cannot be fetched the page stays as it is and says so. */
export function useSetLanguage(): (language: Language) => Promise<void> {
  const setLanguage = useApp((state) => state.setLanguage);
  const showToast = useApp((state) => state.showToast);
  return useCallback(
    (language) =>
      loadLanguage(language).then(
        () => setLanguage(language),
        () => showToast({ path: '', key: 'shell.languageMissing', values: {} }),
      ),
    [setLanguage, showToast],
  );
}
