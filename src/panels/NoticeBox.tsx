import { Copy, TriangleAlert, Unlink, X } from 'lucide-react';
import type { Notice } from '../app/state';
import { useApp } from '../app/store';
import { defaultDocument } from '../experiment/defaults';
import { IconButton } from './controls/IconButton';
import { copyText } from './copy';
import { useText } from './text';

/** What arrived and what did not, why, and the ways out. */
export function NoticeBox({ notice }: { notice: Notice }) {
  const t = useText();
  const dismiss = useApp((state) => state.dismissNotice);
  const openPreset = useApp((state) => state.openPreset);
  const showToast = useApp((state) => state.showToast);
  const { link } = notice;
  const Icon = link === null ? TriangleAlert : Unlink;
  return (
    <div className={`notice ${notice.tone}`} role="alert">
      <Icon size={18} strokeWidth={1.75} aria-hidden />
      <div>
        <h2>{t(notice.title.key, notice.title.values)}</h2>
        <p>{t(notice.detail.key, notice.detail.values)}</p>
      </div>
      <div className="notice-ways">
        {link === null ? null : (
          <button
            type="button"
            className="button"
            onClick={async () => {
              const copied = await copyText(link);
              showToast({ path: '', key: copied ? 'shell.linkCopied' : 'share.notCopied', values: {} });
            }}
          >
            <Copy size={14} strokeWidth={1.75} aria-hidden />
            {t('shell.copyAsItCame')}
          </button>
        )}
        <button
          type="button"
          className="button"
          onClick={() => {
            openPreset(defaultDocument().preset);
            dismiss();
          }}
        >
          {t('shell.openReadyMade')}
        </button>
      </div>
      <IconButton label={t('shell.dismiss')} onClick={dismiss}>
        <X size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </div>
  );
}
