import { t } from '../../i18n';
import { formatNumber } from '../../i18n/format';

/** An estimate in words: whole seconds or minutes. */
export function aboutSeconds(seconds: number): string {
  return seconds < 100 ? t('rail.seconds', { seconds: formatNumber(seconds) }) : t('rail.minutes', { minutes: formatNumber(seconds / 60) });
}
