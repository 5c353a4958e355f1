import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { mendedAddress } from '../../src/experiment/link/arrival';
import { base64UrlLength, fromBase64Url, toBase64Url } from '../../src/experiment/link/base64url';
import { decodeLink, encodeLink } from '../../src/experiment/link/codec';
import { encodeV1 } from '../../src/experiment/link/v1';
import { syntheticSnapshot } from './synthetic';

const snapshot = syntheticSnapshot({ seed: 21, points: 17, epochs: 40, boundarySide: 32 });
const newest = encodeLink(snapshot, { results: true }).fragment;

/** The first link of version 1, of many small experiments, that ends as asked. */
function oldLinkEndingIn(end: RegExp): string {
  for (let seed = 1; seed < 5000; seed++) {
    const { document, panes } = syntheticSnapshot({ seed, points: 3, epochs: 2, boundarySide: 4 });
    const link = `1.${toBase64Url(encodeV1({ document, panes }, true))}`;
    if (end.test(link)) return link;
  }
  throw new Error(`No link ends like ${end}.`);
}

const half = Math.floor(newest.length / 2);
const wrapped = (by: string) => newest.replace(/(.{76})/g, `$1${by}`);
const inTheMiddle = (by: string) => newest.slice(0, half) + by + newest.slice(half);

describe('a link mangled on its way gives the picture, without a word', () => {
  it.each([
    ['one space', inTheMiddle(' ')],
    ['%20', inTheMiddle('%20')],
    ['line breaks with spaces', wrapped('\r\n  ')],
    ['encoded line breaks', wrapped('%0D%0A%20')],
    ['a zero-width space', inTheMiddle('\u200b')],
    ['an encoded zero-width space', inTheMiddle('%E2%80%8B')],
    ['a soft hyphen', inTheMiddle('\u00ad')],
    ['an encoded soft hyphen', inTheMiddle('%C2%AD')],
    ['a no-break space and a byte order mark', inTheMiddle('\u00a0\ufeff')],
    ['an ideographic space', inTheMiddle('%E3%80%80')],
    ['marks of writing direction', inTheMiddle('\u200e\u202a\u2066')],
    ['percent-encoded . - _', newest.replaceAll('.', '%2E').replaceAll('-', '%2D').replaceAll('_', '%5F')],
    ['lower-case percent-encoding', newest.replaceAll('.', '%2e').replaceAll('-', '%2d').replaceAll('_', '%5f')],
    ['percent-encoding twice', newest.replaceAll('_', '%255F').replaceAll('-', '%252D')],
    ['backslashes before _', newest.replaceAll('_', '\\_')],
    ['< in front and > behind', `<${newest}>`],
    ['encoded < and >', `%3C${newest}%3E`],
    ['##', `##${newest}`],
    ['%20 in front', `%20${newest}`],
    ['an encoded # in front', `%23${newest}`],
    ['brackets', `(${newest})`],
    ['quotation marks', `“${newest}”`],
    ['a full stop', `${newest}.`],
    ['an ideographic full stop', `${newest}。`],
    ['a tracker of campaigns', `${newest}?utm_source=chat&utm_medium=social`],
    ['a tracker of clicks', `${newest}&fbclid=IwAR0_-aZ`],
    ['several at once', `%3C ${wrapped('%20')}%3E.`],
  ])('%s', (_, link) => {
    for (const text of [link, `#${link}`]) {
      const decoded = decodeLink(text);
      expect(decoded.ok ? decoded.notes : decoded.detail).toEqual([]);
      expect(decoded.ok && decoded.snapshot.document).toEqual(snapshot.document);
      expect(decoded.ok && decoded.snapshot.panes[1]?.landscape?.loss.length).toBe(289);
    }
  });

  it('what stands behind and could have belonged to it is told', () => {
    const decoded = decodeLink(`${newest}AAAA`);
    expect(decoded.ok && decoded.notes.map(({ key }) => key)).toEqual(['share.link.strangers']);
  });
});

describe('the characters that programs drop at the end of an address', () => {
  it.each([
    ['_', /[^_-]_$/, 1],
    ['-', /[^_-]-$/, 1],
    ['two of them', /[^_-][_-][_-]$/, 2],
  ] as const)('%s: an old link opens, with a note', (_, end, dropped) => {
    const link = oldLinkEndingIn(end);
    for (const tail of ['', ')', '.']) {
      const decoded = decodeLink(link.slice(0, -dropped) + tail);
      expect(decoded.ok && decoded.notes.map(({ key }) => key)).toEqual(['share.link.endMended']);
    }
    expect(decodeLink(link).ok).toBe(true);
  });

  it('another character that is lost is told', () => {
    const link = oldLinkEndingIn(/[A-Za-z0-9]$/);
    const decoded = decodeLink(link.slice(0, -1));
    expect(!decoded.ok && decoded.detail.key).toBe('share.link.short');
  });

  it('base64url of whole bytes is as long as it says', () => {
    for (let length = 0; length < 10; length++) {
      const text = toBase64Url(new Uint8Array(length).fill(255));
      expect(text.length).toBe(base64UrlLength(length));
      expect(fromBase64Url(text)).toEqual(new Uint8Array(length).fill(255));
    }
  });
});

describe('"#" that arrived as "%23"', () => {
  const places: readonly [string, string, string, string | null][] = [
    ['/%231.AbC', '', '', '/#1.AbC'],
    ['/lab/index.html%231.AbC', '', '', '/lab/index.html#1.AbC'],
    ['/a/b/%2523iris', '', '', '/a/b/#iris'],
    ['/lab/%231.AbC', '?utm_source=mail', '#top', '/lab/#1.AbC?utm_source=mail#top'],
    ['/lab/', '', '#1.AbC', null],
    ['/lab/a%20b', '', '', null],
  ];

  it.each(places)('%s%s%s', (pathname, search, hash, expected) => {
    expect(mendedAddress({ pathname, search, hash })).toBe(expected);
    // The script of 404.html, which a static host shows for such an address, goes to the same place.
    const visited: string[] = [];
    const location = { pathname, search, hash, replace: (url: string) => void visited.push(url) };
    runInNewContext(readFileSync(new URL('../../public/404.js', import.meta.url), 'utf8'), { location });
    expect(visited).toEqual(expected === null ? [] : [expected]);
  });

  it('404.html runs that script from beside itself, and none of its own', () => {
    const page = readFileSync(new URL('../../public/404.html', import.meta.url), 'utf8');
    expect([...page.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual(['<script src="./404.js">']);
    expect(page).not.toMatch(/ style="|<style/);
  });
});
