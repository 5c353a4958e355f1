import type { ImageSamples } from '../../experiment/images';

/** Keeps the first images of a stream, as equally many of each class as there are, in memory for no more than that. */
export interface ImageSieve {
  /** Offers an image; `order` (unique) tells which of a class come first. Returns where to write its pixels, or null where it is not kept. */
  offer(label: number, order: number): Uint8Array | null;
  /** What was kept: the classes in turn, each in order. */
  samples(): ImageSamples;
}

const LABELS = 256;

/** A sieve for images of `size` bytes that keeps `most` of them. Labels are bytes. */
export function createSieve(size: number, most: number): ImageSieve {
  const kept: { readonly order: number; readonly slot: number }[][] = Array.from({ length: LABELS }, () => []);
  let pixels = new Uint8Array(size * Math.min(most, 1024));
  let used = 0;

  const freshSlot = (): number => {
    if ((used + 1) * size > pixels.length) {
      const wider = new Uint8Array(size * Math.min(most, used * 2));
      wider.set(pixels);
      pixels = wider;
    }
    return used++;
  };
  /** The class that gives way to one more image of `label`: the largest then, of equals the last, since the classes take turns from the first. */
  const givesWay = (label: number): number => {
    const countOf = (other: number): number => kept[other].length + (other === label ? 1 : 0);
    let found = 0;
    for (let other = 1; other < LABELS; other++) if (countOf(other) >= countOf(found)) found = other;
    return found;
  };
  return {
    offer(label, order) {
      const rows = kept[label];
      let at = rows.length;
      while (at > 0 && rows[at - 1].order > order) at--;
      let slot: number | undefined;
      if (used < most) slot = freshSlot();
      else {
        const other = givesWay(label);
        if (other === label && at === rows.length) return null;
        slot = kept[other].pop()?.slot;
      }
      if (slot === undefined) return null;
      rows.splice(at, 0, { order, slot });
      return pixels.subarray(slot * size, (slot + 1) * size);
    },
    samples() {
      const taken = new Uint8Array(used * size);
      const labels = new Uint8Array(used);
      let image = 0;
      for (let round = 0; image < used; round++) {
        kept.forEach((rows, label) => {
          const row = rows[round];
          if (!row) return;
          taken.set(pixels.subarray(row.slot * size, (row.slot + 1) * size), image * size);
          labels[image++] = label;
        });
      }
      return { n: used, pixels: taken, labels };
    },
  };
}
