import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { datasets } from '../src/catalog/datasets';
import type { Device } from '../src/engine/device';
import { fingerprintOf, fingerprintOfRuns } from '../src/engine/fingerprint';
import { datasetOf, netOf } from '../src/engine/setup';
import { trainGroup } from '../src/engine/train';
import { shares, trainingGroups } from '../src/engine/training-groups';
import type { Checkpoint } from '../src/experiment/checkpoint';
import type { Document, Recipe } from '../src/experiment/recipe';

/** A document and what its panes' nets are on every machine (tests/fixtures/fingerprints.json). */
export interface FingerprintCase {
  readonly name: string;
  readonly document: Document;
  /** The text of each pane. */
  readonly fingerprints: readonly string[];
}

export interface FingerprintFixture {
  /** What makes the file. */
  readonly command: string;
  readonly cases: readonly FingerprintCase[];
}

/** What each run of a recipe ends with, its runs trained in so many jobs, as so many workers would. */
export async function trainedFingerprint(device: Device, recipe: Recipe, jobs = 1): Promise<string> {
  const dataset = datasetOf(recipe, assetOf(recipe.data.id));
  const net = netOf(recipe, dataset);
  const names: (string | undefined)[] = recipe.runs.map(() => undefined);
  const options = { signal: new AbortController().signal, clock: () => 0 };
  for (const group of trainingGroups(recipe.runs)) {
    for (const part of shares(group, jobs)) {
      const last = new Map<number, Checkpoint>();
      const members = part.map((index) => ({ run: recipe.runs[index], index }));
      for await (const event of trainGroup(device, { dataset, net, members }, options))
        if (event.type === 'checkpoint') last.set(event.run, event.checkpoint);
      for (const [run, checkpoint] of last) names[run] = fingerprintOf(checkpoint);
    }
  }
  const text = fingerprintOfRuns(names);
  if (text === undefined) throw new Error('A run has no last checkpoint.');
  return text;
}

/** A data set's file in the repository, unpacked; undefined where it has none. */
function assetOf(id: string): Uint8Array | undefined {
  const { asset } = datasets.get(id);
  const path = new URL(`../public/data/${asset}`, import.meta.url);
  if (!asset || !existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  return new Uint8Array(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
}
