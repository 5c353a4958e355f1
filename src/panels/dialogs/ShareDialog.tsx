import { Copy } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { LINK_SIZES, type LinkSize, type MadeLink } from '../../app/actions';
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

/** Links of several sizes to choose from, with their length and what the reader gets; and files. */
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

type Links = Readonly<Record<LinkSize, MadeLink>>;

/** Made once when the dialog opens: they say what is on the screen then. */
function useLinks(): Links | null {
  const makeLink = useApp((state) => state.makeLink);
  const [links, setLinks] = useState<Links | null>(null);
  useEffect(() => {
    let current = true;
    Promise.all(LINK_SIZES.map(async (size) => [size, await makeLink(size)] as const)).then((made) => {
      if (current) setLinks(Object.fromEntries(made) as unknown as Links);
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
  const hasResults = useApp((state) => state.panes.some((pane) => pane.phase !== 'empty'));
  const showToast = useApp((state) => state.showToast);
  const seconds = useFullEstimate();
  const [wanted, setWanted] = useState<LinkSize>(8000);
  const chosen = hasResults ? wanted : 'recipe';
  const link = links?.[chosen] ?? null;

  const copy = async () => {
    if (!link) return;
    const copied = await copyText(link.url);
    const values = { characters: formatNumber(link.characters) };
    showToast({ path: '', key: copied ? 'share.copied' : 'share.notCopied', values });
  };
  const detailOf = (size: LinkSize): string => {
    if (size === 'recipe') return t('share.recipe.about', { seconds });
    if (!hasResults) return t('share.nothing');
    return links ? holdsText(t, links[size]) : '';
  };
  const leftOut = link && chosen !== 'recipe' ? link.leftOut : [];
  return (
    <>
      {LINK_SIZES.filter((size) => hasResults || size === 'recipe' || size === 8000).map((size) => (
        <LinkChoice
          key={size}
          size={size}
          chosen={chosen}
          onChoose={setWanted}
          disabled={size !== 'recipe' && (!hasResults || (links !== null && isEmpty(links[size])))}
          title={t(`share.size.${size}`)}
          length={links && (hasResults || size === 'recipe') ? links[size].characters : null}
          detail={detailOf(size)}
        />
      ))}
      {leftOut.length > 0 ? (
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

/** True where a link of that size has no room for any result. */
function isEmpty({ surface, parts }: MadeLink): boolean {
  return surface === null && parts.length === 0;
}

/** What the reader of a link with results gets. */
function holdsText(t: ReturnType<typeof useText>, link: MadeLink): string {
  if (isEmpty(link)) return t('share.holds.nothing');
  const opens = link.surface === null ? t('share.holds.noSurface') : t('share.holds.surface', { points: link.surface });
  const parts = link.parts.map((part) => t(`share.part.${part}`));
  return parts.length > 0 ? t('share.holds.with', { opens, parts: parts.join(t('share.holds.and')) }) : t('share.holds.alone', { opens });
}

interface LinkChoiceProps {
  readonly size: LinkSize;
  readonly chosen: LinkSize;
  readonly onChoose: (size: LinkSize) => void;
  readonly disabled: boolean;
  readonly title: string;
  readonly length: number | null;
  readonly detail: string;
}

function LinkChoice({ size, chosen, onChoose, disabled, title, length, detail }: LinkChoiceProps) {
  const t = useText();
  const detailId = useId();
  return (
    <label className="share-choice">
      <input
        type="radio"
        name="link"
        value={size}
        aria-describedby={detailId}
        data-first={chosen === size ? '' : undefined}
        checked={chosen === size}
        disabled={disabled}
        onChange={() => onChoose(size)}
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
