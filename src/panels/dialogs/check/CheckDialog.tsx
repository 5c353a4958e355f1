import type { ReactNode } from 'react';
import { useApp } from '../../../app/store';
import { addTexts } from '../../../i18n';
import { seeds as texts } from '../../../i18n/messages/seeds';
import { ColorBar } from '../../../views/color-bar';
import { Dialog } from '../../controls/Dialog';
import { Segmented } from '../../controls/Segmented';
import { useText } from '../../text';
import { CheckCard } from './CheckCard';
import type { Check, CheckedPlane } from './use-check';
import { useScales } from './use-scales';
import '../../../styles/seeds.css';

addTexts(texts);

interface Props {
  readonly title: string;
  readonly lead: string;
  readonly className?: string;
  readonly check: Check;
  /** Panes whose planes are compared. */
  readonly panes: readonly number[];
  readonly counts: readonly number[];
  readonly count: number;
  readonly onCount: (count: number) => void;
  /** How far it is, in words. */
  readonly progress: { readonly done: number; readonly all: number; readonly text: string };
  /** What all of it says. */
  readonly sentences: readonly string[];
  readonly titleOf: (card: number) => string;
  readonly figuresOf: (plane: CheckedPlane) => readonly string[];
  readonly noteOf?: (card: number) => string | null;
  /** Whether a card can be put on the page while it is not complete. */
  readonly earlyChoice: boolean;
  readonly onChoose: (card: number) => void;
  readonly aside?: ReactNode;
  readonly table: ReactNode;
  readonly onClose: () => void;
}

/** Pictures of one recipe that differ in a seed, as cards on one scale, with a sentence and a table of their numbers, and the way to one of them. */
export function CheckDialog(props: Props) {
  const { check, panes, counts, count, sentences, titleOf, figuresOf, noteOf, earlyChoice, onChoose, onClose } = props;
  const t = useText();
  const gap = useApp((state) => (state.language === 'zh' ? '' : ' '));
  const theme = useApp((state) => state.theme);
  const { document, cards, planes, phase, problem } = check;
  const { colormap, sharedScale } = document.shared;
  const scales = useScales(check);
  const bars = sharedScale ? panes.slice(0, 1) : panes;
  const said = sentences.join(gap);
  return (
    <Dialog open title={props.title} className={`seeds ${props.className ?? ''}`} onClose={onClose}>
      <p className="dialog-lead">{props.lead}</p>
      <div className="seeds-controls">
        <span>{t('seeds.how')}</span>
        <Segmented
          label={t('seeds.how')}
          options={counts.map((each) => ({ id: String(each), label: String(each) }))}
          value={String(count)}
          onChange={(id) => props.onCount(Number(id))}
        />
        <Progress check={check} {...props.progress} title={props.title} />
      </div>
      {problem ? (
        <p className="seeds-problem" role="alert">
          {t(problem.key, problem.values)}
        </p>
      ) : null}
      <p className="seeds-spread" role="status" aria-busy={phase === 'busy'}>
        {said}
      </p>
      <div className="seeds-body">
        <ul className="seeds-grid" data-panes={panes.length}>
          {cards.map((card, index) => {
            const own = planes.filter((plane) => plane.card === card);
            return (
              <li key={card}>
                <CheckCard
                  title={titleOf(card)}
                  planes={own}
                  figuresOf={figuresOf}
                  scales={scales}
                  colormap={colormap}
                  theme={theme}
                  present={index === 0}
                  note={noteOf?.(card) ?? null}
                  disabled={!earlyChoice && own.some(({ complete }) => !complete)}
                  onChoose={() => {
                    onClose();
                    if (index > 0) onChoose(card);
                  }}
                />
              </li>
            );
          })}
        </ul>
        {props.aside}
      </div>
      <div className="seeds-foot">
        <div className="seeds-bars">
          {bars.map((pane) => {
            const scale = scales[pane];
            return scale ? <ColorBar key={pane} scale={scale} colormap={colormap} theme={theme} width={260} namePlace="above" /> : null;
          })}
        </div>
        <details className="seeds-table">
          <summary>{t('seeds.table')}</summary>
          {props.table}
        </details>
      </div>
    </Dialog>
  );
}

/** How far it is, and the way to begin, to stop and to go on. */
function Progress({ check, done, all, text, title }: Props['progress'] & { readonly check: Check; readonly title: string }) {
  const t = useText();
  const { phase, stop, goOn } = check;
  if (done === all) return null;
  const isBusy = phase === 'busy';
  return (
    <div className="seeds-progress">
      <div className="progress" role="progressbar" aria-label={title} aria-valuemin={0} aria-valuemax={all} aria-valuenow={done}>
        <i style={{ transform: `scaleX(${done / all})` }} />
      </div>
      <span>{text}</span>
      <button type="button" className="button" onClick={isBusy ? stop : goOn}>
        {t(isBusy ? 'seeds.stop' : phase === 'asking' ? 'seeds.start' : 'seeds.goOn')}
      </button>
    </div>
  );
}
