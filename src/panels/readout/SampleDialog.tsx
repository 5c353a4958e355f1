import { formatNumber } from '../../i18n/format';
import { commonMistakes, pageOf } from '../../views/samples';
import { Dialog } from '../controls/Dialog';
import { Letter } from '../letters';
import { useText } from '../text';
import { useMedia } from '../use-media';
import { className, SampleCard } from './SampleCard';
import { SampleControls, turnByKey } from './SampleControls';
import { type SampleGroup, useBrowsing } from './use-samples';

/** Samples on a page, on a wide screen and on a phone: whole rows of six, five, four, three or two. */
const PAGE = 30;
const PHONE_PAGE = 12;
const IMAGE = 84;
const MISTAKES = 5;

/** Many samples at once, by filter and class, and what each net mistakes most. */
export function SampleDialog({ groups, onClose }: { groups: readonly SampleGroup[]; onClose: () => void }) {
  const t = useText();
  const browsing = useBrowsing(groups);
  const size = useMedia('(max-width: 719px)') ? PHONE_PAGE : PAGE;
  const { group, passing } = browsing;
  if (!group) return null;
  const { items, page, pages } = pageOf(passing, browsing.page, size);
  return (
    <Dialog open title={t('samples.atProbe')} className="samples" onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the page buttons within. */}
      <div onKeyDown={(event) => turnByKey(event, page, pages, browsing.setPage)}>
        <p className="dialog-lead">{t(`samples.${group.split}`, { count: formatNumber(group.count) })}</p>
        <SampleControls browsing={browsing} size={size} classes />
        <ul className="sample-list" aria-label={t('samples.title')}>
          {items.map((index) => (
            <SampleCard key={index} group={group} index={index} target={IMAGE} />
          ))}
        </ul>
        {items.length === 0 ? <p className="reading-note">{t('samples.noneText')}</p> : null}
        <Mistakes group={group} />
      </div>
    </Dialog>
  );
}

function Mistakes({ group }: { group: SampleGroup }) {
  const t = useText();
  if (group.answers.every((answers) => answers === null)) return null;
  return (
    <section className="sample-mistakes">
      <h3>{t('samples.mistakes')}</h3>
      <div>
        {group.panes.map((pane, i) => {
          const answers = group.answers[i];
          if (!answers) return null;
          const mistakes = commonMistakes(group.labels, answers, MISTAKES);
          return (
            <div key={pane} data-pane={pane}>
              {group.panes.length > 1 ? <Letter pane={pane} little /> : null}
              <ol>
                {mistakes.length === 0 ? <li>{t('samples.noMistakes')}</li> : null}
                {mistakes.map(({ label, predicted, count }) => (
                  <li key={`${label} ${predicted}`}>
                    {t('samples.mistake', { label: className(group, label), predicted: className(group, predicted), count })}
                  </li>
                ))}
              </ol>
            </div>
          );
        })}
      </div>
    </section>
  );
}
