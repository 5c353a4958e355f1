import { Columns2 } from 'lucide-react';
import { useApp } from '../../app/store';
import type { Document } from '../../experiment/recipe';
import { useText } from '../text';
import { withUnscaled } from './unscaled';

/** One click to the same picture along unscaled directions, in a pane beside it. Absent where there is nothing to compare. */
export function CompareUnscaled({ document }: { document: Document }) {
  const t = useText();
  const edit = useApp((state) => state.edit);
  if (!withUnscaled(document)) return null;
  return (
    <button type="button" className="button" onClick={() => edit((present) => withUnscaled(present) ?? present)}>
      <Columns2 size={14} strokeWidth={1.75} aria-hidden />
      {t('lines.compareUnscaled')}
    </button>
  );
}
