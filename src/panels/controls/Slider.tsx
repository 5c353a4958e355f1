import type { CSSProperties } from 'react';
import type { NumberParam } from '../../catalog/params';
import { fromPosition, nudge, SLIDER_STEPS, settingText, toPosition } from './scale';

interface Props {
  readonly label: string;
  readonly spec: NumberParam;
  readonly value: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** A slider over a number's range, linear or logarithmic. Arrow keys move by one step of the value, not of the drawing. */
export function Slider({ label, spec, value, disabled = false, onChange }: Props) {
  const position = toPosition(spec, value);
  return (
    <input
      type="range"
      className="slider"
      aria-label={label}
      aria-valuetext={settingText(value)}
      min={0}
      max={SLIDER_STEPS}
      step={1}
      value={Math.round(position * SLIDER_STEPS)}
      disabled={disabled}
      style={{ '--fill': position } as CSSProperties}
      onKeyDown={(event) => {
        const direction = ({ ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 } as const)[event.key as 'ArrowUp'];
        if (!direction) return;
        event.preventDefault();
        onChange(nudge(spec, value, direction));
      }}
      onChange={(event) => onChange(fromPosition(spec, event.currentTarget.valueAsNumber / SLIDER_STEPS))}
    />
  );
}
