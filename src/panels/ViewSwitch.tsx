import { useApp } from '../app/store';
import type { ViewId } from '../experiment/recipe';
import { Segmented } from './controls/Segmented';
import { useShownView } from './shown-view';
import { useText } from './text';

const VIEWS: readonly ViewId[] = ['surface', 'contours', 'line'];

/** How all panes are looked at; for the line, along which axis. */
export function ViewSwitch({ what }: { what: 'view' | 'axis' }) {
  const t = useText();
  const shared = useApp((state) => state.document.shared);
  const view = useShownView();
  const draws3d = useApp((state) => state.draws3d);
  const edit = useApp((state) => state.edit);
  const nothing = useApp((state) => state.panes.every((pane) => pane.phase === 'empty'));
  const lineOnly = useApp((state) => state.document.panes.every((pane) => pane.axes.length < 2));
  if (what === 'axis') {
    return lineOnly ? null : (
      <Segmented
        label={t('shell.lineAxis')}
        options={[
          { id: '0', label: 'α' },
          { id: '1', label: 'β' },
        ]}
        value={String(shared.lineAxis)}
        disabled={nothing}
        onChange={(id) => edit((document) => ({ ...document, shared: { ...document.shared, lineAxis: id === '1' ? 1 : 0 } }))}
      />
    );
  }
  return (
    <Segmented
      label={t('shell.view')}
      options={VIEWS.filter((id) => draws3d || id !== 'surface').map((id) => ({ id, label: t(`catalog.view.${id}`) }))}
      value={view}
      disabled={nothing}
      onChange={(id) => edit((document) => ({ ...document, shared: { ...document.shared, view: id as ViewId } }))}
    />
  );
}
