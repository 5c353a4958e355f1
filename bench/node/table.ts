import type { BenchResult, Cell } from './result';

/** One line a contestant, as they come. */
export function printCells(cells: readonly Cell[]): void {
  for (const cell of cells) console.log(row(cell));
}

function row({ group, contestant, unit, median, oursTimes, notRun, perRun, difference }: Cell): string {
  const head = `${group.padEnd(58)}${contestant.padEnd(18)}`;
  if (median === null) return `${head}not run: ${notRun}`;
  const cells = [
    `${significant(median)} ${unit}`.padEnd(22),
    (oursTimes === null ? '' : `ours ×${significant(oursTimes)}`).padEnd(14),
    `${perRun} a run`.padEnd(14),
    difference === null ? '' : `Δ ${difference.toExponential(0)}`,
  ];
  return `${head}${cells.join('')}`.trimEnd();
}

/** Three digits that mean something. */
export function significant(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** Everything again, with what it was measured on, after the progress has scrolled away. */
export function printTable({ machine, versions, note, cells }: BenchResult): void {
  console.log(
    `\n${machine.cpu}, ${machine.cores} cores, load before ${machine.loadBefore.toFixed(1)}; Chromium ${versions.chromium}${note && `; ${note}`}`,
  );
  const adapters = new Set(cells.filter(({ contestant }) => contestant === 'ours').map(({ adapter }) => adapter));
  console.log(`adapters: ${[...adapters].join('; ')}\n`);
  printCells(cells);
}
