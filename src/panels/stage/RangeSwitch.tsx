import { useApp } from '../../app/store';
import { offersRanges } from '../../experiment/range';
import type { RangeId } from '../../experiment/recipe';
import { MenuItem } from '../controls/Menu';
import { Segmented } from '../controls/Segmented';
import { useText } from '../text';

const RANGES: readonly RangeId[] = ['near', 'far'];

/** How far the planes reach: near the trained weights, or as far as their grids say. Only where there are two ranges. */
export function RangeSwitch() {
  const t = useText();
  const range = useApp((state) => state.document.shared.range);
  const offered = useApp((state) => offersRanges(state.document));
  const nothing = useApp((state) => state.panes.every((pane) => pane.phase === 'empty'));
  const showRange = useApp((state) => state.showRange);
  return offered ? (
    <Segmented
      label={t('range.label')}
      about={t('range.about')}
      options={RANGES.map((id) => ({ id, label: t(`range.${id}`) }))}
      value={range}
      disabled={nothing}
      onChange={(id) => void showRange(id as RangeId)}
    />
  ) : null;
}

/** The same as lines of a menu. */
export function RangeItems({ close }: { close: () => void }) {
  const t = useText();
  const range = useApp((state) => state.document.shared.range);
  const offered = useApp((state) => offersRanges(state.document));
  const showRange = useApp((state) => state.showRange);
  if (!offered) return null;
  return (
    <>
      {RANGES.map((id) => (
        <MenuItem
          key={id}
          checked={id === range}
          label={t('range.is', { range: t(`range.${id}`) })}
          detail={t(`range.about.${id}`)}
          onSelect={() => {
            close();
            void showRange(id);
          }}
        />
      ))}
      <hr />
    </>
  );
}
