import { ImagesError } from './types';

/** Whether bytes start as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length > 2 && bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/** Unpacks gzip with the browser's own decoder, which checks its checksum. Stops as soon as more than `most` bytes have come out. */
export async function gunzip({ name, bytes }: { name: string; bytes: Uint8Array }, most: number): Promise<Uint8Array> {
  const reader = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const { value, done } = await reader.read().catch(() => {
      throw new ImagesError('damagedGzip', { file: name });
    });
    if (done) break;
    parts.push(value);
    total += value.length;
    if (total <= most) continue;
    await reader.cancel();
    throw new ImagesError('tooLarge', { file: name, megabytes: Math.floor(most / 2 ** 20) });
  }
  const whole = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
