import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { formatNumber } from '../../i18n/format';
import { pageOf, type SampleFilter } from '../../views/samples';
import { IconButton } from '../controls/IconButton';
import { letterOf } from '../letters';
import { useText } from '../text';
import { className } from './SampleCard';
import type { Browsing } from './use-samples';
import '../../styles/fields.css';
import '../../styles/samples.css';

interface Props {
  readonly browsing: Browsing;
  /** Samples on a page. */
  readonly size: number;
  /** Whether a class can be chosen. */
  readonly classes?: boolean;
  /** Further buttons. */
  readonly children?: ReactNode;
}

/** Which samples are shown, and the way through their pages. */
export function SampleControls({ browsing, size, classes = false, children }: Props) {
  const t = useText();
  const { group, groups, passing, filter, cls } = browsing;
  const { page, pages } = pageOf(passing, browsing.page, size);
  if (!group) return null;
  const turn = (to: number): void => browsing.setPage(Math.min(Math.max(0, to), pages - 1));
  const range = {
    from: formatNumber(page * size + 1),
    to: formatNumber(Math.min(passing.length, (page + 1) * size)),
    count: formatNumber(passing.length),
  };
  return (
    <div className="sample-controls">
      {groups.length > 1 ? (
        <select
          className="select"
          aria-label={t('samples.ofPane')}
          value={groups.indexOf(group)}
          onChange={(event) => browsing.setLead(Number(event.currentTarget.value))}
        >
          {groups.map(({ panes }, index) => (
            <option key={panes.join()} value={index}>
              {panes.map(letterOf).join(' ')}
            </option>
          ))}
        </select>
      ) : null}
      {group.answers.some((answers) => answers !== null) ? (
        <select
          className="select"
          aria-label={t('samples.show')}
          value={filterId(filter)}
          onChange={(event) => browsing.setFilter(filterOf(event.currentTarget.value))}
        >
          <option value="all">{t('samples.filter.all')}</option>
          <option value="wrong">{t('samples.filter.wrong')}</option>
          {group.panes.length > 1 ? (
            <>
              {group.panes.map((pane, index) => (
                <option key={pane} value={index}>
                  {t('samples.filter.wrongFor', { letter: letterOf(pane) })}
                </option>
              ))}
              <option value="differ">{t('samples.filter.differ')}</option>
            </>
          ) : null}
        </select>
      ) : null}
      {classes ? (
        <select
          className="select"
          aria-label={t('samples.class')}
          value={cls ?? ''}
          onChange={({ currentTarget: { value } }) => browsing.setClass(value === '' ? null : Number(value))}
        >
          <option value="">{t('samples.allClasses')}</option>
          {Array.from({ length: group.dataset.classes }, (_, each) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a class is its position.
            <option key={each} value={each}>
              {className(group, each)}
            </option>
          ))}
        </select>
      ) : null}
      <span className="sample-range" role="status">
        {passing.length === 0 ? t('samples.none') : t('samples.range', range)}
      </span>
      <div
        className="sample-pages"
        role="toolbar"
        aria-label={t('samples.pages')}
        onKeyDown={(event) => turnByKey(event, page, pages, turn)}
      >
        <IconButton label={t('samples.before')} disabled={page === 0} onClick={() => turn(page - 1)}>
          <ChevronLeft size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <IconButton label={t('samples.next')} disabled={page >= pages - 1} onClick={() => turn(page + 1)}>
          <ChevronRight size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        {children}
      </div>
    </div>
  );
}

/** Arrow keys turn a page, Home and End go to the first and the last. */
export function turnByKey(event: KeyboardEvent, page: number, pages: number, turn: (to: number) => void): void {
  const to = { ArrowLeft: page - 1, ArrowRight: page + 1, Home: 0, End: pages - 1 }[event.key];
  if (to === undefined || event.target instanceof HTMLSelectElement) return;
  event.preventDefault();
  event.stopPropagation();
  turn(to);
}

function filterId(filter: SampleFilter): string {
  return typeof filter === 'string' ? filter : `${filter.wrongFor}`;
}

function filterOf(id: string): SampleFilter {
  return id === 'all' || id === 'wrong' || id === 'differ' ? id : { wrongFor: Number(id) };
}
