import { Columns2, Download, Ellipsis, FolderOpen, RotateCcw, Table, Trash2 } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useApp } from '../app/store';
import { MAX_PANES } from '../experiment/fields';
import { defaultShared } from '../experiment/recipe-defaults';
import { Menu, MenuItem } from './controls/Menu';
import { letterOf } from './letters';
import { addPane, removePane } from './pane-edits';
import { useText } from './text';

const TableDialog = lazy(() => import('./dialogs/TableDialog').then((module) => ({ default: module.TableDialog })));
const ICON = { size: 15, strokeWidth: 1.6, 'aria-hidden': true } as const;

/** What is needed less often: panes, files, the numbers as text. */
export function MoreMenu({ children }: { children?: (close: () => void) => React.ReactNode }) {
  const t = useText();
  const count = useApp((state) => state.document.panes.length);
  const edit = useApp((state) => state.edit);
  const openFile = useApp((state) => state.openFile);
  const saveFile = useApp((state) => state.saveFile);
  const showToast = useApp((state) => state.showToast);
  const [table, setTable] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const save = async () => {
    const saved = await saveFile('npz').then(
      () => true,
      () => false,
    );
    showToast({ path: '', key: saved ? 'shell.saved' : 'run.file.unsaved', values: {} });
  };
  const last = letterOf(count - 1);
  return (
    <>
      <Menu className="icon-button" align="end" label={t('shell.more')} button={<Ellipsis size={18} strokeWidth={1.75} aria-hidden />}>
        {(close) => {
          const act = (action: () => void) => () => {
            close();
            action();
          };
          return (
            <>
              {children?.(close)}
              <MenuItem
                icon={<Columns2 {...ICON} />}
                label={t('shell.addPane')}
                detail={count < MAX_PANES ? t('shell.addPaneAbout', { letter: last }) : t('shell.panesFull')}
                disabled={count >= MAX_PANES}
                onSelect={act(() => edit(addPane))}
              />
              {count > 1
                ? Array.from({ length: count }, (_, pane) => (
                    <MenuItem
                      key={letterOf(pane)}
                      icon={<Trash2 {...ICON} />}
                      label={t('shell.removePane', { letter: letterOf(pane) })}
                      onSelect={act(() => edit((document) => removePane(document, pane)))}
                    />
                  ))
                : null}
              <hr />
              <MenuItem
                icon={<RotateCcw {...ICON} />}
                label={t('shell.resetCamera')}
                onSelect={act(() => edit((document) => ({ ...document, shared: { ...document.shared, camera: defaultShared().camera } })))}
              />
              <MenuItem icon={<Table {...ICON} />} label={t('shell.asTable')} onSelect={act(() => setTable(true))} />
              <hr />
              <MenuItem
                icon={<FolderOpen {...ICON} />}
                label={t('shell.openFile')}
                detail={t('shell.openFileAbout')}
                onSelect={act(() => file.current?.click())}
              />
              <MenuItem icon={<Download {...ICON} />} label={t('shell.saveFile')} detail={t('shell.saveFileAbout')} onSelect={act(save)} />
            </>
          );
        }}
      </Menu>
      <input
        ref={file}
        type="file"
        hidden
        aria-label={t('shell.openFile')}
        onChange={async (event) => {
          const chosen = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (chosen) await openFile(chosen.name, new Uint8Array(await chosen.arrayBuffer()));
        }}
      />
      <Suspense fallback={null}>{table ? <TableDialog open onClose={() => setTable(false)} /> : null}</Suspense>
    </>
  );
}
