import { Maximize2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { ProbeReading } from '../../app/results';
import { formatNumber } from '../../i18n/format';
import { pageOf } from '../../views/samples';
import { useSize } from '../../views/use-size';
import { IconButton } from '../controls/IconButton';
import { useText } from '../text';
import { SampleCard } from './SampleCard';
import { SampleControls } from './SampleControls';
import { useBrowsing, useSampleGroups } from './use-samples';

const SampleDialog = lazy(() => import('./SampleDialog').then((module) => ({ default: module.SampleDialog })));

/** Least width of a card, and the gap between two, CSS pixels; as in samples.css. */
const CARD = 92;
const GAP = 8;
/** Side of an image: with up to two panes, on a wide page and on a narrow one; with more panes. */
const IMAGE = 56;
const NARROW_IMAGE = 44;
const SMALL_IMAGE = 32;
/** Below this width of the list the numbers above it take two lines. */
const NARROW = 400;

/** A row of images with what every pane's net makes of them at the probe. */
export function SampleStrip({ readings }: { readings: readonly (ProbeReading | null)[] }) {
  const t = useText();
  const [list, setList] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState(false);
  const { width } = useSize(list);
  const groups = useSampleGroups(readings);
  const browsing = useBrowsing(groups);
  const { group, passing } = browsing;
  if (!group) return null;
  const size = Math.max(1, Math.floor((width + GAP) / (CARD + GAP)));
  const target = group.panes.length > 2 ? SMALL_IMAGE : width < NARROW ? NARROW_IMAGE : IMAGE;
  const { items } = pageOf(passing, browsing.page, size);
  const answered = group.answers.some((answers) => answers !== null);
  return (
    <div className="sample-strip">
      <SampleControls browsing={browsing} size={size}>
        <IconButton label={t('samples.larger')} onClick={() => setOpen(true)}>
          <Maximize2 size={15} strokeWidth={1.75} aria-hidden />
        </IconButton>
      </SampleControls>
      <ul ref={setList} className="sample-list" aria-label={t('samples.title')}>
        {width === 0 ? null : items.map((index) => <SampleCard key={index} group={group} index={index} target={target} />)}
      </ul>
      {items.length === 0 ? <p className="reading-note">{t('samples.noneText')}</p> : null}
      {answered ? null : (
        <p className="reading-note">
          {t(`samples.${group.split}`, { count: formatNumber(group.count) })} {t('samples.untrained')}
        </p>
      )}
      <Suspense fallback={null}>{open ? <SampleDialog groups={groups} onClose={() => setOpen(false)} /> : null}</Suspense>
    </div>
  );
}
