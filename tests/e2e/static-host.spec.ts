import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { copyLink, runToEnd, surface } from './support/lab';
import { expectDrawn } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

const SUB_PATH = '/some/sub/path/';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The plainest of hosts: files below a sub-path, no compression, no headers, WASM as an unknown type. */
function servePlainly(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const inside = pathname.startsWith(SUB_PATH) ? normalize(pathname.slice(SUB_PATH.length) || 'index.html') : '..';
    const file = join(folder, inside);
    if (inside.startsWith('..') || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, () => resolve(server)));
}

test('the built site works from a sub-path of a plain static host', async ({ visitor }) => {
  const server = await servePlainly(process.env.E2E_DIST ?? 'dist');
  try {
    const baseURL = `http://localhost:${(server.address() as AddressInfo).port}${SUB_PATH}`;
    const page = await visitor({ baseURL });
    await page.goto('./');
    await expectDrawn(surface(page, 'A'));
    await expectDrawn(surface(page, 'B'));
    // A data set that is fetched, and a link whose address is that of the sub-path.
    await page.getByRole('button', { name: /^Experiment/ }).click();
    await page.getByRole('menuitemradio', { name: /[Ii]ris/ }).click();
    await expect(page.getByText(/[Ii]ris/).first()).toBeVisible();
    await openRecipe(page, tinyDocument());
    await runToEnd(page);
    await expectDrawn(surface(page, 'A'));
    expect(await copyLink(page)).toContain(`${baseURL}#2.`);
    await page.getByRole('button', { name: '中文' }).click();
    await expect(page.getByRole('button', { name: '再运行一次' })).toBeVisible();
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
