const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter, value]));

/** True for the 64 characters of base64url (RFC 4648, section 5), all of which a URL fragment and chat programs leave alone. */
export function isBase64Url(character: string): boolean {
  return VALUES.has(character);
}

/** Characters that `bytes` bytes take, without padding. */
export function base64UrlLength(bytes: number): number {
  return Math.ceil((bytes * 4) / 3);
}

/** Bytes as base64url without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group =
      ((bytes[i] as number) << 16) | ((left > 1 ? (bytes[i + 1] as number) : 0) << 8) | (left > 2 ? (bytes[i + 2] as number) : 0);
    for (let k = 0; k < Math.min(4, left + 1); k++) text += ALPHABET[(group >>> (18 - 6 * k)) & 63];
  }
  return text;
}

/** The whole bytes in a base64url text; bits left over at its end are dropped. Throws a RangeError on any other character. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let length = 0;
  for (const character of text) {
    const value = VALUES.get(character);
    if (value === undefined) throw new RangeError('This character is not base64url.');
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = (held >>> bits) & 255;
    }
  }
  return bytes;
}
