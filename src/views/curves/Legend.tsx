import type { ReactNode } from 'react';
import { markerOf } from '../markers';
import type { LegendEntry } from './drawn';

interface ListProps {
  readonly ink: string;
  readonly fontSize: number;
  readonly children: ReactNode;
}

/** A list in as many lines as it takes; it scrolls beyond two. */
export function LegendList({ ink, fontSize, children }: ListProps) {
  return (
    <ul
      style={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: '0 12px',
        maxHeight: 34,
        margin: '-5px 0 -3px',
        padding: 0,
        overflowY: 'auto',
        listStyle: 'none',
        color: ink,
        fontSize,
        lineHeight: '17px',
      }}
    >
      {children}
    </ul>
  );
}

interface ItemProps {
  /** Which run's marker stands before it; null for none. */
  readonly run: number | null;
  readonly letter: string;
  readonly color: string;
  readonly fontSize: number;
  readonly children: ReactNode;
}

/** A run's marker and letter with what is said of it. */
export function LegendItem({ run, letter, color, fontSize, children }: ItemProps) {
  return (
    <li style={{ display: 'flex', gap: 4, alignItems: 'center', minWidth: 0 }}>
      {run === null ? null : (
        <svg width={fontSize} height={fontSize} viewBox="-1.3 -1.3 2.6 2.6" fill={color} aria-hidden="true">
          <path d={markerOf(run)} />
        </svg>
      )}
      <strong style={{ color, fontWeight: 600 }}>{letter}</strong>
      <span style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{children}</span>
    </li>
  );
}

interface LegendProps {
  readonly entries: readonly LegendEntry[];
  readonly ink: string;
  readonly fontSize: number;
}

/** What the runs' markers stand for. */
export function Legend({ entries, ink, fontSize }: LegendProps) {
  if (entries.length === 0) return null;
  return (
    <LegendList ink={ink} fontSize={fontSize}>
      {entries.map(({ key, run, letter, color, name }) => (
        <LegendItem key={key} run={run} letter={letter} color={color} fontSize={fontSize}>
          {name}
        </LegendItem>
      ))}
    </LegendList>
  );
}
