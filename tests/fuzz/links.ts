import { readdirSync, readFileSync } from 'node:fs';
import { formatAddress, isAddress, parseAddress } from '../../src/experiment/address';
import { mendedAddress } from '../../src/experiment/link/arrival';
import { fromBase64Url, toBase64Url } from '../../src/experiment/link/base64url';
import { decodeLink, encodeLink } from '../../src/experiment/link/codec';
import { presets } from '../../src/experiment/presets';
import { EMPTY_PANE } from '../../src/experiment/snapshot';
import { createRng, type Rng } from '../../src/math/random';
import { syntheticSnapshot } from '../links/synthetic';
import { type Failure, faultOf, unclear, unsound } from './clear';
import { mutateBytes, mutateText } from './mutations';

/** Links of every kind that there is, whole. */
function wholeLinks(): readonly string[] {
  const folder = new URL('../links/fixtures/', import.meta.url);
  const fixtures = readdirSync(folder).flatMap((name) =>
    name.endsWith('.txt') ? [readFileSync(new URL(name, folder), 'utf8').trim()] : [],
  );
  const documents = presets.all.map(({ build }) => build());
  const recipes = documents.map(
    (document) => encodeLink({ document, panes: document.panes.map(() => EMPTY_PANE) }, { results: false }).fragment,
  );
  const made = encodeLink(syntheticSnapshot({ seed: 21, points: 17, epochs: 40, boundarySide: 32 }), { results: true }).fragment;
  const named = documents.flatMap((document, i) => {
    const address = formatAddress(document);
    return address ? [address, `${presets.all[i]?.id}&depth=10,,60&lr=0.01&view=line&alpharange=-1:1&camera=-30:41:8.4`] : [];
  });
  return [...fixtures, ...recipes, made, ...named];
}

function mutated(rng: Rng, wholes: readonly string[]): string {
  const whole = wholes[rng.integer(wholes.length)] as string;
  const block = /^(\d+)\.([\w-]+)$/.exec(whole);
  // Faults in the bytes get past the alphabet.
  if (block && rng.integer(3) === 0) {
    const bytes = fromBase64Url(block[2] as string);
    return `${block[1]}.${toBase64Url(mutateBytes(rng, bytes, [bytes]))}`;
  }
  return mutateText(rng, whole, wholes);
}

/** What is wrong with how the page answers a fragment; null where it opens, or says in clear sentences why it does not. */
function check(fragment: string): string | null {
  mendedAddress({ pathname: `/lab/%23${fragment}`, search: '', hash: '' });
  if (isAddress(fragment)) {
    const { document, note } = parseAddress(fragment);
    return unsound(document) ?? (note && (unclear(note.title) ?? unclear(note.detail)));
  }
  const decoded = decodeLink(fragment, 40);
  if (decoded.ok) return unsound(decoded.snapshot.document) ?? decoded.notes.map(unclear).find((fault) => fault !== null) ?? null;
  return (decoded.partial && unsound(decoded.partial.document)) ?? unclear(decoded.title) ?? unclear(decoded.detail);
}

/** Opens `count` links with faults; those that were answered wrongly. */
export async function fuzzLinks(count: number, seed: number): Promise<{ readonly opened: number; readonly failures: readonly Failure[] }> {
  const wholes = wholeLinks();
  const failures: Failure[] = [];
  let opened = 0;
  for (let index = 0; index < count; index++) {
    const fragment = mutated(createRng(seed).fork(`link ${index}`), wholes);
    const fault = await faultOf(async () => check(fragment));
    if (fault !== null) failures.push({ seed, index, what: JSON.stringify(fragment.slice(0, 300)), fault });
    else if (isAddress(fragment) || decodeLink(fragment).ok) opened++;
  }
  return { opened, failures };
}
