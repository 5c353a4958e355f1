import { surfaceStatistics } from '../../../experiment/statistics';
import { formatPercent } from '../../../i18n/format';
import type { HeightScale } from '../../../views/types';
import { Letter, letterOf } from '../../letters';
import { useText } from '../../text';
import { CheckMap } from './CheckMap';
import type { CheckedPlane } from './use-check';

interface Props {
  /** What it is called: "Seed 3". */
  readonly title: string;
  /** The planes of this card, panes in order. */
  readonly planes: readonly CheckedPlane[];
  /** The numbers of a plane that is complete, a line each. */
  readonly figuresOf: (plane: CheckedPlane) => readonly string[];
  /** Of each pane of the document. */
  readonly scales: readonly HeightScale[];
  readonly colormap: string;
  readonly theme: 'light' | 'dark';
  /** It is what the page shows. */
  readonly present: boolean;
  /** What else is to be said of it. */
  readonly note?: string | null;
  /** It cannot be put on the page yet. */
  readonly disabled?: boolean;
  readonly onChoose: () => void;
}

/** One draw: a small map of every pane and its numbers. Pressed, it comes to the page. */
export function CheckCard({ title, planes, figuresOf, scales, colormap, theme, present, note = null, disabled = false, onChoose }: Props) {
  const t = useText();
  const figures = planes.map((plane) => (plane.complete ? [...figuresOf(plane), ...holesOf(plane, t)] : [progressOf(plane, t)]));
  const spoken = planes.map(({ pane }, i) => {
    const text = figures[i]?.join(t('shell.comma')) ?? '';
    return planes.length > 1 ? t('seeds.ofPane', { letter: letterOf(pane), text }) : text;
  });
  const said = [...spoken, ...(note === null ? [] : [note])].join('. ');
  return (
    <button
      type="button"
      className="seed-card"
      {...(present ? { 'aria-current': true } : {})}
      aria-label={present ? t('seeds.presentIs', { title, figures: said }) : t('seeds.use', { title: inSentence(title), figures: said })}
      disabled={disabled}
      onClick={onChoose}
    >
      <span className="seed-head">
        <b>{title}</b>
        {present ? <em>{t('seeds.present')}</em> : null}
      </span>
      <span className="seed-planes">
        {planes.map(({ pane, landscape }, i) => {
          const scale = scales[pane];
          return (
            <span key={pane} className="seed-plane" data-plane={pane}>
              {scale ? <CheckMap landscape={landscape} scale={scale} colormap={colormap} theme={theme} /> : null}
              <span className="seed-figures">
                {planes.length > 1 ? <Letter pane={pane} little /> : null}
                <span>
                  {figures[i]?.map((figure) => (
                    <span key={figure}>{figure}</span>
                  ))}
                </span>
              </span>
            </span>
          );
        })}
      </span>
      {note === null ? null : <span className="seed-note">{note}</span>}
    </button>
  );
}

/** A title amid a sentence. */
function inSentence(title: string): string {
  return title.charAt(0).toLocaleLowerCase() + title.slice(1);
}

type Say = ReturnType<typeof useText>;

function holesOf({ landscape }: CheckedPlane, t: Say): string[] {
  const holes = (landscape && surfaceStatistics(landscape)?.holes) ?? 0;
  return holes > 0 ? [t('seeds.holes', { share: formatPercent(holes) })] : [];
}

function progressOf({ landscape, trained }: CheckedPlane, t: Say): string {
  if (!landscape) return trained === null ? t('seeds.waiting') : t('seeds.training', { percent: formatPercent(trained, 0) });
  const done = landscape.done.reduce((sum, mark) => sum + (mark > 0 ? 1 : 0), 0);
  return t('seeds.coming', { percent: formatPercent(done / landscape.done.length, 0) });
}
