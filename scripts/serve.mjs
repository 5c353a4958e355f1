import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import sirv from 'sirv';

const COMPRESSIBLE = /\.(html|js|css|svg|json|wasm|txt|webmanifest)$/;

/** Writes .gz and .br beside every text-like file of a folder, so that the server sends them compressed. */
function compressFolder(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isFile() || !COMPRESSIBLE.test(path) || statSync(path).size < 512) continue;
    const bytes = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${path}.br`, brotliCompressSync(bytes));
  }
}

/** Files are what their type says, and addresses, which may hold an experiment, go nowhere else. The policy of what a page may load is in the page. */
function setHeaders(response) {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
}

/** Serves a built site on the first free port from `port` on, with its 404.html for what is not there, as static hosts do; resolves with its address. */
export function serve(folder, port) {
  compressFolder(folder);
  const notFound = join(folder, '404.html');
  const onNoMatch = (_request, response) => {
    setHeaders(response);
    response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(existsSync(notFound) ? readFileSync(notFound) : 'Not found');
  };
  const handler = sirv(folder, { gzip: true, brotli: true, etag: true, onNoMatch, setHeaders });
  return new Promise((resolve, reject) => {
    const listen = (candidate, triesLeft) => {
      const server = createServer(handler);
      server.once('error', (error) => {
        if (error.code === 'EADDRINUSE' && triesLeft > 0) listen(candidate + 1, triesLeft - 1);
        else reject(error);
      });
      server.listen(candidate, () => resolve(`http://localhost:${candidate}/`));
    };
    listen(port, 20);
  });
}
