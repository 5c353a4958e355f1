import type { CurveField } from '../../app/state';
import { t } from '../text';

interface FieldSwitchProps {
  readonly field: CurveField;
  readonly onField: (field: CurveField) => void;
  readonly color: string;
  readonly rest: string;
}

const TABS = [
  ['loss', 'plots.lossTab'],
  ['accuracy', 'plots.accuracyTab'],
  ['sharpness', 'sharpening.tab'],
] as const;

/** Chooses what of the training is drawn. */
export function FieldSwitch({ field, onField, color, rest }: FieldSwitchProps) {
  return (
    <fieldset aria-label={t('plots.curveShown')} style={{ display: 'flex', gap: 10, margin: 0, padding: 0, border: 0, minWidth: 0 }}>
      {TABS.map(([id, label]) => (
        <button
          key={id}
          type="button"
          aria-pressed={field === id}
          onClick={() => onField(id)}
          style={{
            padding: '3px 0',
            margin: '-3px 0',
            border: 0,
            borderBottom: `2px solid ${field === id ? color : 'transparent'}`,
            background: 'none',
            color: field === id ? color : rest,
            font: 'inherit',
            fontWeight: field === id ? 600 : 400,
            cursor: 'pointer',
          }}
        >
          {t(label)}
        </button>
      ))}
    </fieldset>
  );
}
