import type { BenchResult, Cell } from './result';
import { significant } from './table';

/** Below this share a change is taken for noise. */
const NOISE = 0.1;

/** What became faster or slower since a stored result, what runs now or no longer, and what is new or gone in the groups that were timed. */
export function changeLines(before: BenchResult, now: BenchResult): string[] {
  const lines = ['', `since ${before.date} (${before.commit}${before.note && `, ${before.note}`})`];
  if (before.machine.cpu !== now.machine.cpu || before.machine.cores !== now.machine.cores)
    lines.push(`  another machine: ${before.machine.cpu}, ${before.machine.cores} cores then`);
  const old = new Map(before.cells.map((cell) => [key(cell), cell]));
  const changes = now.cells.flatMap((cell) => {
    const change = changeOf(old.get(key(cell)), cell);
    return change ? [`  ${key(cell)}: ${change}`] : [];
  });
  const groups = new Set(now.cells.map(({ group }) => group));
  const found = new Set(now.cells.map(key));
  const gone = before.cells.filter((cell) => groups.has(cell.group) && !found.has(key(cell))).map((cell) => `  ${key(cell)}: gone`);
  const all = [...changes, ...gone];
  return [...lines, ...(all.length > 0 ? all : [`  nothing changed by more than ${100 * NOISE} %`])];
}

function key({ group, contestant }: Cell): string {
  return `${group} | ${contestant}`;
}

function changeOf(then: Cell | undefined, cell: Cell): string | null {
  if (!then) return 'new';
  if (then.median === null) return cell.median === null ? null : `runs now, ${significant(cell.median)} ${cell.unit}`;
  if (cell.median === null) return `no longer runs: ${cell.notRun}`;
  const ratio = cell.median / then.median;
  if (Math.abs(ratio - 1) <= NOISE) return null;
  return `${significant(then.median)} → ${significant(cell.median)} ${cell.unit} (×${significant(ratio)})`;
}
