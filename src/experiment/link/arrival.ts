/**
 * What mail programs, chats and scanners do to a link on its way, undone as far as that is possible without knowing what it says (the table stands in
 * docs/links.md).
 */

/** White space of any kind, soft hyphens, zero-width characters, marks of writing direction (all format characters, in Unicode's words); and the backslash that Markdown puts before "_". */
const INVISIBLE = /[\s\p{Cf}\p{Variation_Selector}\\]/gu;

/** Brackets, quotation marks and more number signs in front of a link. */
const BEFORE = /^[#<([{"'`*“‘«„‚「『《〈（【＜]+/;

/** Behind a link: closing brackets, punctuation and quotation marks, and what trackers hang on. None of them is worth a word. */
const HARMLESS = /^[>)\]}"'`*”’»“‘.,;:!?…」』》〉）】＞。，；：！？、]*$|^[?&#]/;

/** Encodings over encodings that are undone. */
const MAX_LAYERS = 3;

/** Percent-encoding undone, layer by layer; what is no encoding stays as it stands. */
function percentDecoded(text: string): string {
  let current = text;
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const next = current.replace(/(?:%[0-9a-f]{2})+/gi, decodedRun);
    if (next === current) break;
    current = next;
  }
  return current;
}

function decodedRun(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch (error) {
    if (error instanceof URIError) return run;
    throw error;
  }
}

/** A fragment, with or without its "#", as it was meant: percent-encoding, invisible characters and what stands in front are gone. */
export function tidied(fragment: string): string {
  return percentDecoded(fragment).replace(INVISIBLE, '').replace(BEFORE, '');
}

/** Whether what stands behind a link's last character says nothing. */
export function isHarmless(tail: string): boolean {
  return HARMLESS.test(tail);
}

/**
 * The address that was meant where "#" arrived as "%23" in the path (mail scanners do that), so that a server looks for a file of that name; null where it did
 * not. `pathname` and `search` are those of the address as it arrived.
 */
export function mendedAddress({
  pathname,
  search,
  hash,
}: {
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}): string | null {
  const sign = /%(?:25)*23/i.exec(pathname);
  if (!sign) return null;
  return `${pathname.slice(0, sign.index)}#${pathname.slice(sign.index + sign[0].length)}${search}${hash}`;
}
