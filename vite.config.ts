import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Module whose chunk holds everything that draws. */
const STAGE = '/panels/stage/chunk.tsx';

/** Lets the browser fetch the stage beside the shell, not after it: a modulepreload link for its chunk and what that imports. */
function preloadStage(): Plugin {
  return {
    name: 'preload-stage',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle, chunk: entry }) {
        const chunks = new Map(
          Object.values(bundle ?? {}).flatMap((output) => (output.type === 'chunk' ? [[output.fileName, output] as const] : [])),
        );
        const stage = [...chunks.values()].find((chunk) => Object.keys(chunk.modules).some((id) => id.endsWith(STAGE)));
        if (!stage) throw new Error(`No chunk holds ${STAGE}.`);
        const shell = withImports(entry?.fileName ?? '', chunks);
        const files = [...withImports(stage.fileName, chunks)].filter((file) => !shell.has(file) && !html.includes(`href="./${file}"`));
        return files.map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
          injectTo: 'head' as const,
        }));
      },
    },
  };
}

/** A chunk and every chunk it imports statically. */
function withImports(
  fileName: string,
  chunks: ReadonlyMap<string, { readonly imports: readonly string[] }>,
  seen = new Set<string>(),
): Set<string> {
  if (seen.has(fileName)) return seen;
  seen.add(fileName);
  for (const imported of chunks.get(fileName)?.imports ?? []) withImports(imported, chunks, seen);
  return seen;
}

export default defineConfig({
  base: './',
  plugins: [react(), preloadStage()],
  worker: { format: 'es' },
  build: { target: 'es2023', sourcemap: true },
});
