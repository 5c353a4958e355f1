import { useApp } from '../../app/store';
import { plotTheme } from '../../views/plot-theme';
import { letterOf } from '../letters';
import { useRunNames } from '../names';
import { RunMark } from '../rail/RunMark';

/** A run's path as plots tell it: its marker and number in its colour, what it is called on hovering and read out. A pane's only run is the pane's letter. */
export function PathName({ pane, run }: { pane: number; run: number }) {
  const names = useRunNames();
  const colors = plotTheme(useApp((state) => state.theme)).runs;
  const several = (names[pane]?.length ?? 0) > 1;
  const letter = names.length > 1 ? letterOf(pane) : '';
  const name = several ? (names[pane]?.[run] ?? '') : '';
  const color = colors[(several && names.length === 1 ? run : pane) % colors.length];
  return (
    <span className="path-name" title={name} style={{ color }}>
      <RunMark run={run} plain />
      {several ? `${letter}${run + 1}` : letterOf(pane)}
      {name ? <span className="unseen">{name}</span> : null}
    </span>
  );
}
