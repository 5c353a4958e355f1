import { useApp } from '../../app/store';
import { HEIGHT_IDS } from '../../experiment/fields';
import type { HeightId } from '../../experiment/recipe';
import { MenuItem } from '../controls/Menu';
import { Segmented } from '../controls/Segmented';
import { useText } from '../text';
import { useMedia } from '../use-media';

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

/** Whether the stage is wide enough for its switches: 900 px beside the rail or the strip. Else they are in the menu "…". */
function useHasRoom(): boolean {
  return useMedia('(min-width: 1172px), (min-width: 948px) and (max-width: 1099px)');
}

/** What the stage shows besides the view: how heights are drawn. */
export function StageSwitches() {
  const t = useText();
  const height = useHeight();
  const hasRoom = useHasRoom();
  const nothing = useApp((state) => state.panes.every((pane) => pane.phase === 'empty'));
  if (!hasRoom || !height) return null;
  return (
    <span className="stage-switches">
      <Segmented
        label={t('catalog.field.height')}
        options={HEIGHT_IDS.map((id) => ({ id, label: t(`catalog.height.${id}`) }))}
        value={height.value}
        disabled={nothing}
        onChange={(id) => height.choose(id as HeightId)}
      />
    </span>
  );
}

/** The same as lines of the menu "…", where the stage has no room for them. */
export function StageSwitchItems({ close }: { close: () => void }) {
  const t = useText();
  const height = useHeight();
  const hasRoom = useHasRoom();
  if (hasRoom || !height) return null;
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
