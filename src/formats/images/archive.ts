/** A plain file in an archive, or by itself. */
export interface ArchiveEntry {
  /** Its full name. */
  readonly name: string;
  /** Bytes that it has, by its archive's word. */
  readonly size: number;
  /** Its next bytes; fewer than asked for only at its end. Good until the next call. Throws an ImagesError where the archive ends too early. */
  read(count: number): Promise<Uint8Array>;
}

/** Files one after the other: each is to be read before the next is asked for. */
export type ArchiveEntries = AsyncGenerator<ArchiveEntry, void, undefined>;
