import { writeFileSync } from 'node:fs';

/**
 * Makes src/styles/narrow-space.ttf: a font that holds U+202F, the space between thousands and before a per cent sign, and nothing else. The latin
 * subsets of our fonts leave it out, and the fonts that browsers take it from instead are wider in Firefox and WebKit. Format: OpenType 1.9.
 */
const OUT = 'src/styles/narrow-space.ttf';
const UNITS_PER_EM = 2048;
/** The thin space of Inter, U+2009. */
const ADVANCE = 372;
const [ASCENT, DESCENT] = [1984, -494];
const CHARACTER = 0x202f;

const bytes = (...parts) => Buffer.concat(parts);
const u16 = (...values) => bytes(...values.map((value) => Buffer.from([(value >> 8) & 255, value & 255])));
const u32 = (value) => Buffer.from([value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);
const zeros = (count) => Buffer.alloc(count);

/** Name table, platform 3 (Windows), Unicode, English. */
function names(entries) {
  const texts = Object.values(entries).map((text) => Buffer.from(text, 'utf16le').swap16());
  const records = Object.keys(entries).map((id, index) => {
    const offset = texts.slice(0, index).reduce((sum, { length }) => sum + length, 0);
    return u16(3, 1, 0x409, Number(id), texts[index].length, offset);
  });
  return bytes(u16(0, records.length, 6 + 12 * records.length), ...records, ...texts);
}

/** Two glyphs without outlines: .notdef and the space. */
const tables = {
  'OS/2': bytes(
    u16(4, ADVANCE, 400, 5, 0),
    u16(1331, 1434, 0, 287, 1331, 1434, 0, 983, 102, 530),
    u16(0),
    zeros(10),
    u32(0),
    zeros(12),
    Buffer.from('LLL '),
    u16(0x40, CHARACTER, CHARACTER, ASCENT, DESCENT, 0, ASCENT, -DESCENT),
    zeros(8),
    u16(1118, 1490, 0, CHARACTER, 1),
  ),
  cmap: bytes(
    u16(0, 1, 3, 1),
    u32(12),
    u16(4, 32, 0, 4, 4, 1, 0, CHARACTER, 0xffff, 0, CHARACTER, 0xffff, (1 - CHARACTER) & 0xffff, 1, 0, 0),
  ),
  glyf: zeros(1),
  head: bytes(u32(0x10000), u32(0x10000), u32(0), u32(0x5f0f3cf5), u16(3, UNITS_PER_EM), zeros(16), zeros(8), u16(0, 8, 2, 0, 0)),
  hhea: bytes(u32(0x10000), u16(ASCENT, DESCENT, 0, ADVANCE, 0, 0, 0, 1, 0, 0), zeros(8), u16(0, 2)),
  hmtx: u16(ADVANCE, 0, ADVANCE, 0),
  loca: u16(0, 0, 0),
  maxp: bytes(u32(0x10000), u16(2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)),
  name: names({ 1: 'Narrow Space', 2: 'Regular', 3: 'Narrow Space 1', 4: 'Narrow Space', 5: 'Version 1.000', 6: 'NarrowSpace-Regular' }),
  post: bytes(u32(0x30000), u32(0), u16(0, 0), zeros(20)),
};

const padded = (table) => bytes(table, zeros((4 - (table.length % 4)) % 4));
function checksum(table) {
  let sum = 0;
  for (let at = 0; at < table.length; at += 4) sum = (sum + table.readUInt32BE(at)) >>> 0;
  return sum;
}

function font() {
  const entries = Object.entries(tables);
  const search = 2 ** Math.floor(Math.log2(entries.length)) * 16;
  const header = bytes(u32(0x10000), u16(entries.length, search, Math.log2(search / 16), entries.length * 16 - search));
  let offset = header.length + 16 * entries.length;
  const directory = entries.map(([tag, table]) => {
    const record = bytes(Buffer.from(tag), u32(checksum(padded(table))), u32(offset), u32(table.length));
    offset += padded(table).length;
    return record;
  });
  const file = bytes(header, ...directory, ...entries.map(([, table]) => padded(table)));
  const headAt = entries
    .slice(
      0,
      entries.findIndex(([tag]) => tag === 'head'),
    )
    .reduce((sum, [, table]) => sum + padded(table).length, header.length + 16 * entries.length);
  file.writeUInt32BE((0xb1b0afba - checksum(file)) >>> 0, headAt + 8);
  return file;
}

writeFileSync(OUT, font());
