import { Copy } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import type { MadeLink } from '../../app/actions';
import { useApp } from '../../app/store';
import { formats } from '../../formats';
import { addTexts } from '../../i18n';
import { formatNumber } from '../../i18n/format';
import { shareDialog } from '../../i18n/messages/share-dialog';
import { Dialog } from '../controls/Dialog';
import { copyText } from '../copy';
import { useFullEstimate } from '../rail/estimate';
import { useText } from '../text';

addTexts(shareDialog);

/** Two links to choose from, with their length and what the reader gets; and files. */
export function ShareDialog() {
  const t = useText();
  const open = useApp((state) => state.dialog === 'share');
  const openDialog = useApp((state) => state.openDialog);
  return (
    <Dialog open={open} title={t('share.title')} onClose={() => openDialog(null)}>
      <p className="dialog-lead">{t('share.about')}</p>
      <Links />
      <Exports />
    </Dialog>
  );
}

type Links = { readonly whole: MadeLink; readonly recipe: MadeLink };

/** Made once when the dialog opens: they say what is on the screen then. */
function useLinks(): Links | null {
  const makeLink = useApp((state) => state.makeLink);
  const [links, setLinks] = useState<Links | null>(null);
  useEffect(() => {
    let current = true;
    Promise.all([makeLink(true), makeLink(false)]).then(([whole, recipe]) => {
      if (current) setLinks({ whole, recipe });
    });
    return () => {
      current = false;
    };
  }, [makeLink]);
  return links;
}

function Links() {
  const t = useText();
  const links = useLinks();
  const count = useApp((state) => state.panes.length);
  const hasResults = useApp((state) => state.panes.some((pane) => pane.phase !== 'empty'));
  const showToast = useApp((state) => state.showToast);
  const seconds = useFullEstimate();
  const [wanted, setWanted] = useState<'whole' | 'recipe'>('whole');
  const chosen = hasResults ? wanted : 'recipe';
  const link = links?.[chosen] ?? null;
  const which = count === 1 ? 'one' : count === 2 ? 'two' : 'all';

  const copy = async () => {
    if (!link) return;
    const copied = await copyText(link.url);
    const values = { characters: formatNumber(link.characters) };
    showToast({ path: '', key: copied ? 'share.copied' : 'share.notCopied', values });
  };
  const leftOut = links && hasResults ? links.whole.leftOut : [];
  return (
    <>
      <LinkChoice
        name="whole"
        chosen={chosen}
        onChoose={setWanted}
        disabled={!hasResults}
        title={t(`share.with.${which}`)}
        length={links && hasResults ? links.whole.characters : null}
        detail={hasResults ? wholeText(t, links?.whole ?? null) : t('share.nothing')}
      />
      <LinkChoice
        name="recipe"
        chosen={chosen}
        onChoose={setWanted}
        disabled={false}
        title={t('share.recipe')}
        length={links?.recipe.characters ?? null}
        detail={t('share.recipe.about', { seconds })}
      />
      {chosen === 'whole' && leftOut.length > 0 ? (
        <details className="share-left-out">
          <summary>{t('share.leftOut')}</summary>
          <ul>
            {leftOut.map((problem) => (
              <li key={`${problem.key} ${Object.values(problem.values).join()}`}>{t(problem.key, problem.values)}</li>
            ))}
          </ul>
          <p>{t('share.leftOut.file')}</p>
        </details>
      ) : null}
      <div className="share-link">
        <input readOnly aria-label={t('share.link.label')} value={link?.url ?? ''} onFocus={(event) => event.currentTarget.select()} />
        <button type="button" className="button tall filled" disabled={!link} onClick={copy}>
          <Copy size={15} strokeWidth={1.75} aria-hidden />
          {t('share.copy')}
        </button>
      </div>
    </>
  );
}

/** What the reader of the link with results gets. */
function wholeText(t: ReturnType<typeof useText>, link: MadeLink | null): string {
  if (!link) return '';
  return link.surface === null ? t('share.with.curves') : t('share.with.about', { points: link.surface });
}

interface LinkChoiceProps {
  readonly name: 'whole' | 'recipe';
  readonly chosen: 'whole' | 'recipe';
  readonly onChoose: (name: 'whole' | 'recipe') => void;
  readonly disabled: boolean;
  readonly title: string;
  readonly length: number | null;
  readonly detail: string;
}

function LinkChoice({ name, chosen, onChoose, disabled, title, length, detail }: LinkChoiceProps) {
  const t = useText();
  const detailId = useId();
  return (
    <label className="share-choice">
      <input
        type="radio"
        name="link"
        value={name}
        aria-describedby={detailId}
        data-first={chosen === name ? '' : undefined}
        checked={chosen === name}
        disabled={disabled}
        onChange={() => onChoose(name)}
      />
      <strong>{title}</strong>
      <span className="length">{length === null ? '' : t('share.length', { characters: formatNumber(length) })}</span>
      <p id={detailId}>{detail}</p>
    </label>
  );
}

function Exports() {
  const t = useText();
  const saveFile = useApp((state) => state.saveFile);
  const showToast = useApp((state) => state.showToast);
  return (
    <div className="share-exports">
      {formats.all.map((format) => (
        <button
          key={format.id}
          type="button"
          className="link-button"
          onClick={async () => {
            const saved = await saveFile(format.id).then(
              () => true,
              () => false,
            );
            showToast({ path: '', key: saved ? 'shell.saved' : 'run.file.unsaved', values: {} });
          }}
        >
          {t(format.label)}
        </button>
      ))}
    </div>
  );
}
