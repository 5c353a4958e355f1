import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { datasets } from '../../src/catalog/datasets';
import type { Device } from '../../src/engine/device';
import { fingerprintOfCheckpoints } from '../../src/engine/fingerprint';
import { type RecipeResult, type RunProgress, runRecipe } from '../../src/engine/run-recipe';
import { companionsOf } from '../../src/experiment/companions';
import type { Landscape } from '../../src/experiment/landscape';
import { withMinima } from '../../src/experiment/minima';
import { planeMarks } from '../../src/experiment/plane-marks';
import { inView, rangeOf, recipeBeyond } from '../../src/experiment/range';
import type { Rebuild } from '../../src/experiment/rebuild';
import type { Document, RangeId, Recipe } from '../../src/experiment/recipe';
import type { PaneSnapshot } from '../../src/experiment/snapshot';
import { holesOf, surfaceStatistics } from '../../src/experiment/statistics';
import type { LandscapeOptions } from './arguments';
import { fail } from './fail';

/**
 * Trains and evaluates one pane of a document, telling its progress and, at its end, its numbers: the surface over the range in view and, where there is one,
 * the one over the other, with all that the page draws beside them.
 */
export async function computePane(
  device: Device,
  document: Document,
  index: number,
  { weights, bits }: Pick<LandscapeOptions, 'weights' | 'bits'>,
): Promise<{ pane: PaneSnapshot; rebuild: Rebuild }> {
  const letter = String.fromCharCode(65 + index);
  const { directionSeed, paths } = document.shared;
  const recipe = inView(document).panes[index];
  const assetName = datasets.get(recipe.data.id).asset;
  const run = runRecipe(device, recipe, {
    directionSeed,
    asset: assetName ? readAsset(assetName) : undefined,
    other: recipeBeyond(document, index),
    companions: companionsOf(recipe, directionSeed),
    paths: paths || planeMarks(recipe).length > 0,
    lambdaMax: true,
    signal: new AbortController().signal,
    clock: () => performance.now(),
  });
  let step = await run.next();
  while (!step.done) {
    showProgress(letter, step.value);
    step = await run.next();
  }
  const result = step.value;
  process.stderr.write(`${process.stderr.isTTY ? '\r\u001b[K' : ''}${letter}: ${numbersOf(recipe, rangeOf(document, index), result)}\n`);
  const { curves, checkpoints, landscape, otherRange, companions, lambdaMax, boundary, rebuild, trainSeconds, gridSeconds } = result;
  const isOrigin = (index: number, epoch: number): boolean =>
    index === recipe.origin.run && epoch === (recipe.origin.epoch === 'last' ? recipe.runs[index].epochs : recipe.origin.epoch);
  const kept = checkpoints.filter(
    (checkpoint) => weights === 'all' || (weights === 'origin' && isOrigin(checkpoint.run, checkpoint.epoch)),
  );
  const fingerprint = fingerprintOfCheckpoints(recipe.runs.length, checkpoints);
  const provenance = {
    backend: device.id,
    variant: device.variant,
    engine: engineVersion(),
    host: `Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    date: new Date().toISOString(),
    trainSeconds,
    gridSeconds,
    ...(fingerprint === undefined ? {} : { fingerprint }),
  };
  const stored = kept.map((checkpoint) => ({ ...checkpoint, theta: rounded(checkpoint.theta, bits) }));
  const pane = {
    curves,
    checkpoints: stored,
    landscape,
    ...(otherRange ? { otherRange } : {}),
    ...(companions.length > 0 ? { companions } : {}),
    boundary,
    provenance,
    measured: { lambdaMax, minima: null },
  };
  return { pane: withMinima(pane), rebuild };
}

function numbersOf(
  recipe: Recipe,
  range: RangeId,
  { curves, landscape, otherRange, companions, lambdaMax, trainSeconds, gridSeconds }: RecipeResult,
): string {
  const last = curves[recipe.origin.run].at(-1);
  const beyond = range === 'near' ? 'far' : 'near';
  const surfaces = otherRange
    ? [`${range}: ${surfaceNumbers(landscape)}`, `${beyond}: ${surfaceNumbers(otherRange)}`]
    : [surfaceNumbers(landscape)];
  const all = [landscape, ...(otherRange ? [otherRange] : []), ...companions.map((line) => line.landscape)];
  const points = all.reduce((sum, { loss }) => sum + loss.length, 0);
  return [
    `test accuracy ${last?.testAccuracy.toFixed(3)}`,
    `train loss ${last?.trainLoss.toExponential(2)}`,
    ...surfaces,
    ...(lambdaMax === null ? [] : [`λmax ${lambdaMax.toPrecision(4)}`]),
    `trained in ${trainSeconds.toFixed(1)} s, ${points} points in ${gridSeconds.toFixed(1)} s`,
  ].join(', ');
}

function surfaceNumbers(landscape: Landscape): string {
  const statistics = surfaceStatistics(landscape);
  const holes = holesOf(landscape);
  return [
    `roughness ${statistics?.roughness.toFixed(3)}`,
    `local minima ${statistics?.minima}`,
    ...(holes > 0 ? [`${holes} of ${landscape.loss.length} points are holes: the loss there is not finite`] : []),
  ].join(', ');
}

/** Float32 numbers with only so many significant bits, rounded to nearest: what is left of the others is zeros, which pack to nothing. */
function rounded(values: Float32Array, significant: number): Float32Array {
  const dropped = 24 - significant;
  if (dropped === 0) return values;
  const whole = new Uint32Array(values.slice().buffer);
  for (let i = 0; i < whole.length; i++) whole[i] = ((whole[i] + (1 << (dropped - 1))) >>> dropped) << dropped;
  return new Float32Array(whole.buffer);
}

/** A data set's file, unpacked. */
function readAsset(assetName: string): Uint8Array {
  const path = new URL(`../../public/data/${assetName}`, import.meta.url);
  if (!existsSync(path)) fail(`This experiment reads ${assetName}, which is opened in the page and not stored here.`);
  const bytes = readFileSync(path);
  return new Uint8Array(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
}

function showProgress(pane: string, progress: RunProgress): void {
  if (!process.stderr.isTTY) return;
  const text =
    progress.stage === 'training'
      ? `training, epoch ${Math.floor(progress.epoch)} of ${progress.epochs}`
      : `surface, ${progress.points} of ${progress.of} points`;
  process.stderr.write(`\r\u001b[K${pane}: ${text}`);
}

function engineVersion(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}
