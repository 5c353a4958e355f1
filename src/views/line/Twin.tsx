import type { Split } from '../../experiment/recipe';
import { linePath, type StoredLine } from './extract';

interface TwinProps {
  readonly line: StoredLine;
  readonly split: Split;
  readonly x: (coordinate: number) => number;
  readonly yLoss: (raw: number) => number;
  readonly yShare: (share: number) => number;
  readonly lossColor: string;
  readonly shareColor: string;
}

const DASHES: Readonly<Record<Split, string | undefined>> = { train: undefined, test: '6 5' };

/** Loss and accuracy of a line on one split: solid for training, dashed for test (the paper's Figure 2). */
export function Twin({ line, split, x, yLoss, yShare, lossColor, shareColor }: TwinProps) {
  const dashes = DASHES[split];
  return (
    <>
      <path
        d={valuesPath(line, x, line.accuracy, yShare)}
        stroke={shareColor}
        strokeWidth={1.3}
        strokeDasharray={dashes}
        data-line={`${split}-accuracy`}
      />
      <path
        d={valuesPath(line, x, line.loss, yLoss)}
        stroke={lossColor}
        strokeWidth={2}
        strokeDasharray={dashes}
        data-line={`${split}-loss`}
      />
    </>
  );
}

/** Path of a line's values, with gaps where the loss is no finite number. */
export function valuesPath(
  line: StoredLine,
  x: (coordinate: number) => number,
  values: Float32Array,
  y: (value: number) => number,
): string {
  return linePath(
    line.range.points,
    (i) => line.done[i] !== 0,
    (i) => x(line.coordinates[i]),
    (i) => (Number.isFinite(line.loss[i]) ? y(values[i]) : Number.NaN),
  );
}
