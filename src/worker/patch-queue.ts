import type { RefinementLevel } from '../engine/refine';

/** Part of a refinement pass: points of the grid, by flat index, that one worker evaluates. */
export interface Patch {
  readonly level: number;
  readonly indices: Uint32Array;
}

/** The points of a grid that are still to be handed out, coarse to fine. */
export interface PatchQueue {
  /** Pass that the next patch belongs to; Infinity when all are handed out. */
  readonly level: number;
  /** Points not handed out yet: of the present pass, and of all. */
  readonly leftInLevel: number;
  readonly left: number;
  /** At most `size` points, all of one pass; null when none are left. */
  take(size: number): Patch | null;
  /** Takes points back that a worker did not finish. */
  putBack(patch: Patch): void;
}

/** `done`: marks (by flat index) of points that are finished already. */
export function createPatchQueue(levels: readonly RefinementLevel[], done: Uint8Array): PatchQueue {
  const pending = levels.map(({ indices }) => indices.filter((index) => done[index] === 0));
  const first = (): number => pending.findIndex((indices) => indices.length > 0);
  return {
    get level() {
      const level = first();
      return level < 0 ? Infinity : level;
    },
    get leftInLevel() {
      return pending[first()]?.length ?? 0;
    },
    get left() {
      return pending.reduce((sum, { length }) => sum + length, 0);
    },
    take(size) {
      const level = first();
      const indices = pending[level];
      if (!indices) return null;
      pending[level] = indices.subarray(size);
      return { level, indices: indices.slice(0, size) };
    },
    putBack({ level, indices }) {
      const rest = pending[level] as Uint32Array;
      const joined = new Uint32Array(indices.length + rest.length);
      joined.set(indices);
      joined.set(rest, indices.length);
      pending[level] = joined;
    },
  };
}
