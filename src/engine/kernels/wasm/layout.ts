import type { Buffer } from './place';

/** Addresses relative to a program's block. */
export interface Layout {
  readonly address: ReadonlyMap<Buffer, number>;
  /** Bytes that do not depend on the number of replicas, and bytes for each replica. */
  readonly fixedBytes: number;
  readonly replicaBytes: number;
  readonly totalBytes: number;
  /** Where the extra bytes begin. */
  readonly extraAt: number;
}

/** Buffers start on cache lines. */
const LINE_BYTES = 64;
/** Kernels read whole vectors of four: up to 12 bytes past the end of a buffer. */
const GUARD_BYTES = 64;

/**
 * Lays buffers out: those kept between runs one after the other; the others first fit into an arena where each is held only
 * from its first to its last step, which keeps the arena small enough for the cache. `extraBytes` are appended.
 */
export function layOut(buffers: readonly Buffer[], maxReplicas: number, extraBytes: number): Layout {
  const address = new Map<Buffer, number>();
  const arenaBytes = layOutArena(
    buffers.filter(({ kept }) => !kept),
    address,
  );
  let total = arenaBytes;
  let replicaBytes = 0;
  for (const buffer of buffers) {
    if (!buffer.kept) continue;
    address.set(buffer, total);
    if (buffer.perReplica) replicaBytes += buffer.bytes;
    total += round(buffer.bytes * (buffer.perReplica ? maxReplicas : 1));
  }
  const extraAt = total;
  total += extraBytes + GUARD_BYTES;
  return { address, replicaBytes, fixedBytes: total - replicaBytes * maxReplicas, totalBytes: total, extraAt };
}

function layOutArena(buffers: readonly Buffer[], address: Map<Buffer, number>): number {
  const live: { at: number; end: number; last: number }[] = [];
  let arenaBytes = 0;
  for (const buffer of [...buffers].sort((a, b) => a.first - b.first)) {
    for (let i = live.length - 1; i >= 0; i--) if ((live[i] as { last: number }).last < buffer.first) live.splice(i, 1);
    const bytes = round(buffer.bytes);
    let at = 0;
    for (const held of live) {
      if (held.at - at >= bytes) break;
      at = held.end;
    }
    live.push({ at, end: at + bytes, last: buffer.last });
    live.sort((a, b) => a.at - b.at);
    address.set(buffer, at);
    arenaBytes = Math.max(arenaBytes, at + bytes);
  }
  return arenaBytes;
}

function round(bytes: number): number {
  return Math.max(LINE_BYTES, Math.ceil(bytes / LINE_BYTES) * LINE_BYTES);
}
