import type { BenchResult } from './result';
import { significant } from './table';

/** Below this share a change is taken for noise. */
const NOISE = 0.1;

/** Prints what became faster or slower since a stored result, and what is new or gone. */
export function compare(before: BenchResult, now: BenchResult): void {
  console.log(`\nsince ${before.date} (${before.commit}${before.note && `, ${before.note}`})`);
  if (before.machine.cpu !== now.machine.cpu) console.log(`  another machine: ${before.machine.cpu} then`);
  const key = ({ group, contestant }: { group: string; contestant: string }): string => `${group} | ${contestant}`;
  const old = new Map(before.cells.map((cell) => [key(cell), cell]));
  for (const cell of now.cells) {
    const then = old.get(key(cell));
    if (!then) console.log(`  ${key(cell)}: new`);
    else if (then.median === null || cell.median === null) {
      if (then.median !== cell.median)
        console.log(`  ${key(cell)}: ${then.median === null ? 'runs now' : `no longer runs: ${cell.notRun}`}`);
    } else if (Math.abs(cell.median / then.median - 1) > NOISE)
      console.log(
        `  ${key(cell)}: ${significant(then.median)} → ${significant(cell.median)} ${cell.unit} (×${significant(cell.median / then.median)})`,
      );
  }
}
