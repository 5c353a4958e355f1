import type { CSSProperties } from 'react';
import type { Compared } from '../../../experiment/spread/scales';
import { spreadOf } from '../../../experiment/trainings/spread';
import type { Measured } from '../../../experiment/trainings/summary';
import { niceStep } from '../../../views/ticks';
import { Letter, letterOf } from '../../letters';
import { useText } from '../../text';
import { deviationText, measureText } from './words';

/** A measure over all trainings, pane under pane on one axis from 0: a dot each, the mean as a stroke, one standard deviation to both sides as a band. The numbers stand beside it. */
export function DotPlot({ measured: { measure, values }, panes }: { readonly measured: Measured; readonly panes: readonly number[] }) {
  const t = useText();
  const ticks = ticksOf(measure, Math.max(0, ...values.flat()));
  const end = ticks.at(-1) ?? 1;
  const place = (value: number): string => `${(100 * Math.min(end, Math.max(0, value))) / end}%`;
  return (
    <section className="dot-plot">
      <h3>{t(`trainings.measure.${measure}`)}</h3>
      {values.map((own, i) => {
        const { mean, deviation } = spreadOf(own);
        const [low, high] = [mean - deviation, mean + deviation].map((value) => Math.min(end, Math.max(0, value)));
        const band: CSSProperties = { left: place(low), width: `${(100 * (high - low)) / end}%` };
        return (
          <div key={letterOf(panes[i])} className="dot-row" data-pane={panes[i]}>
            {panes.length > 1 ? <Letter pane={panes[i]} /> : null}
            <span className="dots" aria-hidden>
              {Number.isFinite(deviation) ? <i className="dot-band" style={band} /> : null}
              {own.length > 0 ? <i className="dot-mean" style={{ left: place(mean) }} /> : null}
              {own.map((value, training) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: trainings only ever join at the end.
                <i key={training} className="dot" style={{ left: place(value) }} />
              ))}
            </span>
            <span className="dot-value">
              <b>{measureText(measure, mean)}</b>
              {Number.isFinite(deviation) ? <span>± {deviationText(measure, deviation)}</span> : null}
            </span>
          </div>
        );
      })}
      <div className={panes.length > 1 ? 'dot-axis lettered' : 'dot-axis'} aria-hidden>
        <span>
          {ticks.map((tick) => (
            <i key={tick} style={{ left: place(tick) }}>
              {tickText(measure, tick)}
            </i>
          ))}
        </span>
      </div>
    </section>
  );
}

/** 0, a middle and an end beyond the largest value; whole numbers of minima, and of percent up to 100. */
function ticksOf(measure: Compared, most: number): number[] {
  const least = measure === 'minima' ? 1 : measure === 'roughness' ? 0.001 : 0.01;
  const step = Math.max(least, niceStep(Math.max(most, least), 2));
  const count = Math.max(1, Math.ceil(most / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(6)));
}

function tickText(measure: Compared, tick: number): string {
  if (tick === 0) return '0';
  return measure === 'flat' || measure === 'error' ? `${Number((100 * tick).toPrecision(6))}\u202f%` : String(tick);
}
