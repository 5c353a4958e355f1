/** The body of a response. `onFraction` hears the share that has arrived, where the host says how long it is; a compressed one may be longer. */
export async function received(response: Response, onFraction: (fraction: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const total = Number(response.headers.get('content-length'));
  if (!response.body || !(total > 0)) return new Uint8Array(await response.arrayBuffer());
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.length;
    onFraction(Math.min(1, length / total));
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
