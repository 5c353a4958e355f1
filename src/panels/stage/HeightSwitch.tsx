import { useApp } from '../../app/store';
import { HEIGHT_IDS } from '../../experiment/fields';
import type { HeightId } from '../../experiment/recipe';
import { MenuItem } from '../controls/Menu';
import { Segmented } from '../controls/Segmented';
import { useText } from '../text';

/** How the panes' heights are drawn, where they are heights of a loss; null where they are not. */
function useHeight(): { readonly value: HeightId; readonly choose: (id: HeightId) => void } | null {
  const { view, height } = useApp((state) => state.document.shared);
  const edit = useApp((state) => state.edit);
  const isLoss = useApp((state) => state.document.panes.some((pane) => pane.view.field === 'loss'));
  if (!isLoss || view === 'contours') return null;
  return {
    value: height,
    choose: (id) => edit((document) => ({ ...document, shared: { ...document.shared, height: id } }), 'height'),
  };
}

/** How the heights of all panes are drawn. */
export function HeightSwitch() {
  const t = useText();
  const height = useHeight();
  const nothing = useApp((state) => state.panes.every((pane) => pane.phase === 'empty'));
  return height ? (
    <Segmented
      label={t('catalog.field.height')}
      options={HEIGHT_IDS.map((id) => ({ id, label: t(`catalog.height.${id}`) }))}
      value={height.value}
      disabled={nothing}
      onChange={(id) => height.choose(id as HeightId)}
    />
  ) : null;
}

/** The same as lines of a menu. */
export function HeightItems({ close }: { close: () => void }) {
  const t = useText();
  const height = useHeight();
  if (!height) return null;
  return (
    <>
      {HEIGHT_IDS.map((id) => (
        <MenuItem
          key={id}
          checked={id === height.value}
          label={t('shell.heightIs', { height: t(`catalog.height.${id}`) })}
          onSelect={() => {
            close();
            height.choose(id);
          }}
        />
      ))}
      <hr />
    </>
  );
}
