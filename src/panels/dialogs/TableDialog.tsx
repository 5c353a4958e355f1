import { Suspense } from 'react';
import { Dialog } from '../controls/Dialog';
import { TableText } from '../stage/parts';
import { useText } from '../text';

/** The pictures as tables: what they show, in text. */
export function TableDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  return (
    <Dialog open title={t('shell.asTable')} onClose={onClose}>
      <div className="table-scroll">
        <Suspense fallback={null}>
          <TableText />
        </Suspense>
      </div>
    </Dialog>
  );
}
