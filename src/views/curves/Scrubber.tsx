import { Pause, Play } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { PlotTheme } from '../plot-theme';
import { t } from '../text';
import './scrubber.css';

export interface ScrubberProps {
  readonly epoch: number;
  readonly epochs: number;
  readonly checkpoints: readonly number[];
  readonly playing: boolean;
  readonly playable: boolean;
  readonly onScrub: (epoch: number) => void;
  readonly onPlaying: (playing: boolean) => void;
  readonly fontSize: number;
  readonly theme: PlotTheme;
}

/** More checkpoint ticks than this would be a solid bar. */
const MOST_TICKS = 40;

/** Play button, range slider over epochs with checkpoint ticks, and the epoch in words. */
export function Scrubber({ epoch, epochs, checkpoints, playing, playable, onScrub, onPlaying, fontSize, theme }: ScrubberProps) {
  const words = t(epoch < epochs ? 'plots.epochOf' : 'plots.epoch', { epoch, epochs });
  const ticks = checkpoints.length <= MOST_TICKS ? checkpoints : [];
  const style = {
    '--scrub-share': epochs > 0 ? epoch / epochs : 0,
    '--scrub-accent': theme.accent,
    '--scrub-rail': theme.strongLine,
    '--scrub-thumb': theme.raised,
    '--scrub-button': theme.raised,
    '--scrub-line': theme.strongLine,
    '--scrub-ink': theme.ink1,
  } as CSSProperties;
  return (
    <div className="scrubber" style={style}>
      <button
        type="button"
        className="scrubber-play"
        aria-label={t(playing ? 'plots.pause' : 'plots.play')}
        disabled={epochs === 0 || !playable}
        onClick={() => onPlaying(!playing)}
      >
        {playing ? <Pause size={15} aria-hidden="true" /> : <Play size={15} aria-hidden="true" />}
      </button>
      <div className="scrubber-rail">
        {ticks.map((tick) => (
          <i key={tick} style={{ left: `calc(7px + (100% - 14px) * ${epochs > 0 ? tick / epochs : 0})` }} />
        ))}
        <input
          type="range"
          min={0}
          max={epochs}
          step={1}
          value={epoch}
          disabled={epochs === 0}
          aria-label={t('plots.scrubber')}
          aria-valuetext={words}
          onChange={(event) => onScrub(Number(event.target.value))}
        />
      </div>
      <span className="scrubber-words" style={{ color: theme.ink2, fontSize: fontSize + 1, minWidth: `${epochs > 99 ? 6.1 : 5.2}em` }}>
        {words}
      </span>
    </div>
  );
}
