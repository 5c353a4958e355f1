import { CUT_BOTTOM, CUT_TOP } from './frame';

/** Parts smaller than this share of the plane are dropped where a surface is cut: shreds in the air tell nothing. */
const LEAST = 0.01;

/** Takes the validity (byte 2 of four in `marks`) from the small parts into which the cut divides a surface of normalised heights. The largest part stays, however small. */
export function dropLooseParts(heights: Float32Array, marks: Uint8Array, width: number): void {
  const isThere = (i: number): boolean => marks[i * 4 + 2] > 127 && heights[i] <= CUT_TOP && heights[i] >= CUT_BOTTOM;
  if (!heights.some((h) => h > CUT_TOP || h < CUT_BOTTOM)) return;
  const part = new Int32Array(heights.length).fill(-1);
  const parts: number[][] = [];
  for (let start = 0; start < heights.length; start++) {
    if (part[start] >= 0 || !isThere(start)) continue;
    const members = [start];
    part[start] = parts.length;
    for (let k = 0; k < members.length; k++) {
      const at = members[k];
      const column = at % width;
      const neighbours = [column > 0 ? at - 1 : -1, column < width - 1 ? at + 1 : -1, at - width, at + width];
      for (const next of neighbours) {
        if (next < 0 || next >= heights.length || part[next] >= 0 || !isThere(next)) continue;
        part[next] = parts.length;
        members.push(next);
      }
    }
    parts.push(members);
  }
  const largest = Math.max(0, ...parts.map(({ length }) => length));
  for (const members of parts) {
    if (members.length === largest || members.length >= LEAST * heights.length) continue;
    for (const at of members) marks[at * 4 + 2] = 0;
  }
}
