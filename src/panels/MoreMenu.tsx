import { Ellipsis } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useApp } from '../app/store';
import { Menu } from './controls/Menu';
import type { MoreDialogId } from './dialogs/MoreDialog';
import { useText } from './text';

const MoreItems = lazy(() => import('./MoreItems').then((module) => ({ default: module.MoreItems })));
const MoreDialog = lazy(() => import('./dialogs/MoreDialog').then((module) => ({ default: module.MoreDialog })));

/** What is needed less often: panes, files, the numbers as text. */
export function MoreMenu({ children }: { children?: (close: () => void) => React.ReactNode }) {
  const t = useText();
  const openFiles = useApp((state) => state.openFiles);
  const [dialog, setDialog] = useState<MoreDialogId | null>(null);
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <Menu className="icon-button" align="end" label={t('shell.more')} button={<Ellipsis size={18} strokeWidth={1.75} aria-hidden />}>
        {(close, place) => (
          <>
            {children?.(close)}
            <Suspense fallback={null}>
              <MoreItems close={close} onReady={place} onDialog={setDialog} onOpenFile={() => file.current?.click()} />
            </Suspense>
          </>
        )}
      </Menu>
      <input
        ref={file}
        type="file"
        multiple
        hidden
        aria-label={t('shell.openFile')}
        onChange={async (event) => {
          const chosen = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          await openFiles(chosen);
        }}
      />
      <Suspense fallback={null}>{dialog ? <MoreDialog id={dialog} onClose={() => setDialog(null)} /> : null}</Suspense>
    </>
  );
}
