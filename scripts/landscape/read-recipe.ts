import { existsSync, readFileSync, statSync } from 'node:fs';
import { defaultDocument } from '../../src/experiment/defaults';
import { decodeLink } from '../../src/experiment/link/codec';
import { parseRecipe } from '../../src/experiment/parse';
import { presets } from '../../src/experiment/presets';
import { DOCUMENT_VERSION, type Document, type Problem } from '../../src/experiment/recipe';
import { readFile } from '../../src/formats';
import { t } from '../../src/i18n';
import { fail } from './fail';

/** The document of whatever this product makes: a preset's name, a link, a saved file, a document, or one recipe. */
export function readDocument(source: string): Document {
  if (presets.has(source)) return presets.get(source).build();
  if (isLink(source)) return ofLink(source);
  if (!existsSync(source) || !statSync(source).isFile()) fail(`There is no file or preset "${source}". --help says what can be given.`);
  const bytes = new Uint8Array(readFileSync(source));
  const recipe = ofRecipe(source, bytes);
  if (recipe) return recipe;
  const read = readFile(source, bytes);
  return read.ok ? read.snapshot.document : fail(`${source} can't be used: ${said(read.problem)}`);
}

/** Links have a fragment, or are one; a file of that name comes first. */
function isLink(source: string): boolean {
  return !existsSync(source) && (/^https?:\/\//i.test(source) || /^#?\d{1,9}\./.test(source) || /#|%23/.test(source));
}

function ofLink(source: string): Document {
  const at = /#|%23/.exec(source);
  const link = decodeLink(at ? source.slice(at.index + at[0].length) : source, at ? at.index + at[0].length : 0);
  if (link.ok) {
    for (const note of link.notes) console.error(said(note));
    return link.snapshot.document;
  }
  if (!link.partial) return fail(`${said(link.title)} ${said(link.detail)}`);
  console.error(`${said(link.title)} ${said(link.detail)}`);
  return link.partial.document;
}

/** A file with one recipe alone, as a document; null where it holds anything else. */
function ofRecipe(source: string, bytes: Uint8Array): Document | null {
  const value = jsonOf(bytes);
  if (typeof value !== 'object' || value === null || !('net' in value || 'runs' in value)) return null;
  const result = parseRecipe(value);
  if (!result.ok)
    return fail(`${source} can't be used:\n${result.problems.map((problem) => `  ${problem.path}: ${said(problem)}`).join('\n')}`);
  return { version: DOCUMENT_VERSION, preset: '', panes: [result.recipe], shared: defaultDocument().shared };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    // TextDecoder drops a byte order mark.
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}

function said({ key, values }: Problem): string {
  return t(key, values);
}
