import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync, gzipSync, unzipSync, zipSync } from 'fflate';
import { formats, readFile } from '../../src/formats';
import { kindOfImages, readImages } from '../../src/formats/images';
import { createRng, type Rng } from '../../src/math/random';
import { syntheticSnapshot } from '../links/synthetic';
import { idxFiles, tarOfCifar } from '../unit/support/image-files';
import { randomImages } from '../unit/support/images';
import { type Failure, faultOf, unclear, unsound } from './clear';
import { mutateBytes, mutateJson, mutateText } from './mutations';

interface Sample {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Files of every kind that a person may open here, ours and others', whole. */
async function wholeFiles(): Promise<readonly Sample[]> {
  const stored = ['files', 'foreign', 'images'].flatMap((folder) => {
    const url = new URL(`../fixtures/${folder}/`, import.meta.url);
    return readdirSync(url).map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, url))) }));
  });
  const snapshot = syntheticSnapshot({ seed: 3, points: 9, epochs: 10, boundarySide: 16, weights: 200 });
  const saved = formats.all.map((format) => ({ name: `saved.${format.extensions[0]}`, bytes: Uint8Array.from(format.encode(snapshot)) }));
  const cifar = tarOfCifar(randomImages({ side: 32, channels: 3, classes: 10 }, 20, 10));
  const tar = cifar[0] === 0x1f ? gunzipSync(cifar) : cifar;
  const small = idxFiles(randomImages({ side: 8, channels: 1, classes: 3 }, 12, 6));
  const idx = await Promise.all(small.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
  const batch = tar.slice(512, 512 + 3073 * 5);
  return [
    ...stored,
    ...saved,
    { name: 'cifar-10-binary.tar', bytes: tar },
    { name: 'cifar-10-binary.tar.gz', bytes: gzipSync(tar) },
    { name: 'cifar.zip', bytes: zipSync({ 'data_batch_1.bin': batch, 'test_batch.bin': batch }) },
    { name: 'data_batch_1.bin', bytes: batch },
    ...idx,
    ...idx.map(({ name, bytes }) => ({ name: `${name}.gz`, bytes: gzipSync(bytes) })),
  ];
}

function mutated(rng: Rng, wholes: readonly Sample[]): Sample {
  const { name, bytes } = wholes[rng.integer(wholes.length)] as Sample;
  const renamed = rng.integer(8) === 0 ? mutateText(rng, name, [name]) : name;
  const all = wholes.map((whole) => whole.bytes);
  if (name.endsWith('.json') && rng.integer(2) === 0)
    return { name: renamed, bytes: new TextEncoder().encode(mutateJson(rng, new TextDecoder().decode(bytes))) };
  // Faults inside what is packed get past its checksum.
  if (name.endsWith('.gz') && rng.integer(2) === 0) return { name: renamed, bytes: gzipSync(mutateBytes(rng, gunzipSync(bytes), all)) };
  if (name.endsWith('.npz') && bytes[2] === 3 && rng.integer(2) === 0) return { name: renamed, bytes: zipSync(mutateEntries(rng, bytes)) };
  return { name: renamed, bytes: mutateBytes(rng, bytes, all) };
}

/** An archive with faults in one of its files, or without it; checksums are right. */
function mutateEntries(rng: Rng, archive: Uint8Array): Record<string, Uint8Array> {
  const entries = unzipSync(archive);
  const names = Object.keys(entries);
  const name = names[rng.integer(names.length || 1)];
  if (name === undefined) return entries;
  const { [name]: chosen, ...others } = entries;
  const values = Object.values(entries);
  if (name.endsWith('.json') && rng.integer(2) === 0)
    return { ...others, [name]: new TextEncoder().encode(mutateJson(rng, new TextDecoder().decode(chosen))) };
  return rng.integer(6) === 0 ? others : { ...others, [name]: mutateBytes(rng, chosen as Uint8Array, values) };
}

/** What is wrong with how the page answers a file, opened on its own and as images; null where it opens, or one clear sentence says why not. */
async function check({ name, bytes }: Sample): Promise<string | null> {
  const read = readFile(name, Uint8Array.from(bytes));
  const fault = read.ok ? unsound(read.snapshot.document) : unclear(read.problem);
  if (fault) return fault;
  const file = new File([Uint8Array.from(bytes)], name);
  await kindOfImages([file]);
  const options = { most: { train: 100, test: 100 }, onBytes: () => {} };
  const { result } = await readImages([file], 'cifar10', options);
  return result.ok ? null : unclear(result.problem);
}

/** Opens `count` files with faults; those that were answered wrongly. */
export async function fuzzFiles(count: number, seed: number): Promise<{ readonly opened: number; readonly failures: readonly Failure[] }> {
  const wholes = await wholeFiles();
  const failures: Failure[] = [];
  let opened = 0;
  for (let index = 0; index < count; index++) {
    const file = mutated(createRng(seed).fork(`file ${index}`), wholes);
    const fault = await faultOf(() => check(file));
    if (fault !== null) failures.push({ seed, index, what: `${JSON.stringify(file.name)}, ${file.bytes.length} bytes`, fault });
    else if (readFile(file.name, file.bytes).ok) opened++;
  }
  return { opened, failures };
}
