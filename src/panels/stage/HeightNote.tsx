import { useApp } from '../../app/store';
import { formatTick } from '../../views/ticks';
import type { HeightScale } from '../../views/types';
import { useResults } from '../app';
import { useText } from '../text';
import { useScales } from './use-scales';

/** Losses below which the bent scale is nearly straight: then it is said to be. */
const STRAIGHT = 30;

/** What the heights mean and where they are cut off, in one sentence or two; nothing where they are not heights of a loss. */
export function HeightNote() {
  const t = useText();
  const scales = useScales();
  const view = useApp((state) => state.document.shared.view);
  const known = useResults().some((result) => result.snapshot.landscape !== null);
  const scale = known ? scales.find(({ field }) => field === 'loss') : undefined;
  if (!scale || view === 'contours') return null;
  const cut = scales.find((each) => each.cut);
  return (
    <p className="small quiet">
      {t(meaningOf(scale))} {cut ? t('shell.height.cut', { cap: formatTick(cut.max) }) : t('shell.height.uncut')}
    </p>
  );
}

function meaningOf({ mode, max }: HeightScale): string {
  if (mode === 'loss') return max > STRAIGHT ? 'shell.height.bent' : 'shell.height.straight';
  return mode === 'log' ? 'shell.height.log' : 'shell.height.straight';
}
