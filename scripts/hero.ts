import { existsSync, readFileSync } from 'node:fs';
import type { Landscape } from '../src/experiment/landscape';
import { presets } from '../src/experiment/presets';
import type { Snapshot } from '../src/experiment/snapshot';
import { surfaceStatistics } from '../src/experiment/statistics';
import { readFile } from '../src/formats';
import { t } from '../src/i18n';
import '../src/app/texts';
import { bestOf, type Candidate, searchOffsets, searchSides } from './hero/search';
import { fail } from './landscape/fail';

const USAGE = `Usage: npm run hero -- [PRESET|FILE.npz …]

How the surfaces of a stored result look at every range, offset and azimuth (docs/decisions, "The height is the loss"), pane by pane:
open    share of the plane within a quarter of the box above the surface's own lowest point
ripple  mean |second difference| of the drawn height on about 33 × 33 points, × 100
lead    by how much the smoothest pane (roughness of log(L + 0.1)) is more open than the roughest: below 0 the picture says the contrary
wall    highest wall between the trained weights and the eye, degrees
Without a name: the pair that the page opens with.`;

const names = process.argv.slice(2);
if (names.includes('--help')) {
  console.log(USAGE);
  process.exit(0);
}
for (const name of names.length > 0 ? names : ['skip-connections']) report(name, read(name));

function read(name: string): Snapshot {
  const path = presets.has(name) ? `public/gallery/${name}.npz` : name;
  if (!existsSync(path)) fail(`There is no stored result "${name}". Make one with "npm run landscape".`);
  const file = readFile(path, new Uint8Array(readFileSync(path)));
  return file.ok ? file.snapshot : fail(`${path} can't be used: ${t(file.problem.key, file.problem.values)}`);
}

function report(name: string, { panes }: Snapshot): void {
  console.log(`# ${name}`);
  const shown = panes.map(({ landscape }) => landscape);
  const others = panes.map(({ otherRange }) => otherRange ?? null);
  for (const range of [shown, others]) if (range.every(isPlane)) reportRange(range);
}

function isPlane(landscape: Landscape | null): landscape is Landscape {
  return landscape !== null && landscape.axes.length === 2 && !landscape.done.includes(0);
}

function reportRange(planes: readonly Landscape[]): void {
  const [{ max, points }] = planes[0].axes;
  const roughness = planes.map((plane) => fixed(surfaceStatistics(plane)?.roughness ?? Number.NaN, 3));
  console.log(`\n## ±${max}, ${points} × ${points} points; roughness ${roughness.join(' / ')}\n`);
  const candidates = searchOffsets(planes);
  console.log('| range | offset | open | ripple | lead |\n| --- | --- | --- | --- | --- |');
  for (const one of candidates) console.log(lineOf(one));
  const best = bestOf(candidates.filter(({ range }) => range === max));
  console.log(
    best ? `\nLargest lead over the whole range: offset ${offsetName(best)}.` : '\nAt no offset is the smoothest pane the most open one.',
  );
  const { sides, opening } = searchSides(planes);
  console.log('\n| azimuth | walls |\n| --- | --- |');
  for (const { azimuth, walls, allowed } of sides)
    if (allowed) console.log(`| ${azimuth}° | ${walls.map((wall) => `${fixed(wall, 1)}°`).join(' / ')} |`);
  console.log(`\nThe page opens from ${opening.azimuth}°: walls ${opening.walls.map((wall) => `${fixed(wall, 1)}°`).join(' / ')}.\n`);
}

function lineOf(one: Candidate): string {
  const each = (of: (shape: Candidate['shapes'][number]) => string): string => one.shapes.map(of).join(' / ');
  return `| ±${Number(one.range.toPrecision(3))} | ${offsetName(one)} | ${each(({ open }) => fixed(open, 2))} | ${each(({ ripple }) => fixed(100 * ripple, 2))} | ${fixed(one.lead, 2)} |`;
}

function offsetName({ offset }: Candidate): string {
  return Number.isFinite(offset) ? String(offset) : 'linear';
}

function fixed(value: number, digits: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(digits);
}
