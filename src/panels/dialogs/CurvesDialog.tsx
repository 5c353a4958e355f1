import { Suspense } from 'react';
import { Dialog } from '../controls/Dialog';
import { Curves } from '../stage/parts';
import { useText } from '../text';
import '../../styles/curves-dialog.css';

/** The training curves in a size that a class can read. */
export function CurvesDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  return (
    <Dialog open title={t('plots.curvesTitle')} className="curves-dialog" onClose={onClose}>
      <div className="curves-large">
        <Suspense fallback={null}>
          <Curves large />
        </Suspense>
      </div>
    </Dialog>
  );
}
