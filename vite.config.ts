import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { withContentPolicy } from './scripts/content-policy.mjs';

/** Modules that are imported dynamically, but wanted by every visitor: what draws, what computes, and what reads the ready-made pair. */
const WANTED = ['/panels/stage/chunk.tsx', '/app/start.ts', '/formats/index.ts'];

/** Lets the browser fetch them beside the shell, not one after the other: a modulepreload link for each of their chunks and what those import. */
function preloadWanted(): Plugin {
  return {
    name: 'preload-wanted',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle, chunk: entry }) {
        const chunks = new Map(
          Object.values(bundle ?? {}).flatMap((output) => (output.type === 'chunk' ? [[output.fileName, output] as const] : [])),
        );
        const shell = withImports(entry?.fileName ?? '', chunks);
        const wanted = WANTED.flatMap((module) => {
          const chunk = [...chunks.values()].find(({ modules }) => Object.keys(modules).some((id) => id.endsWith(module)));
          if (!chunk) throw new Error(`No chunk holds ${module}.`);
          return [...withImports(chunk.fileName, chunks)];
        });
        const files = [...new Set(wanted)].filter((file) => !shell.has(file) && !html.includes(`href="./${file}"`));
        return files.map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
          injectTo: 'head' as const,
        }));
      },
    },
  };
}

/** A file of texts, both languages side by side. */
const TEXTS = /\/i18n\/messages\/(?!index|types|chinese)[\w-]+\.ts(\?zh)?$/;

/** Leaves English in the page and puts Chinese in a chunk of its own: what messages/chinese.ts imports is a copy with the other half of the texts. */
function splitLanguages(): Plugin {
  return {
    name: 'split-languages',
    apply: 'build',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!importer?.endsWith('/i18n/messages/chinese.ts') && !importer?.endsWith('.ts?zh')) return null;
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      return resolved && { ...resolved, id: `${resolved.id}?zh` };
    },
    transform(code, id) {
      const file = TEXTS.exec(id);
      if (!file) return null;
      const name = /export const (\w+) = \{/.exec(code)?.[1];
      if (!name) throw new Error(`${id} holds no texts.`);
      const plain = code
        .replace(/^import type .*$/m, '')
        .replace('export const', 'const')
        .replace(/(as const )?satisfies Messages/, '');
      const both: Record<string, { en: string; zh: string }> = new Function(`${plain}; return ${name};`)();
      const one = Object.entries(both).map(([key, text]) => [key, file[1] ? { zh: text.zh } : { en: text.en }]);
      return { code: `export const ${name} = ${JSON.stringify(Object.fromEntries(one))};`, map: null };
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

/**
 * Parts of the shell that later chunks use too stay in one file with the shell: it compresses better than a dozen small ones, and arrives at once.
 */
const IN_SHELL =
  /\/lucide-react\/(?!.*\/(columns-2|copy|dices|download|folder-open|rotate-ccw|ruler|table|trash-2|triangle-alert|unlink)\.mjs)|\/src\/(panels\/(?!copy|dialogs|phone|images|net|stage\/(chunk|CaptionText|Curves|SharpnessCaption|use-sharpness|use-scales|use-curvature|MarkNotes|pane-marks|PathTable|path-rows|PathName|RunErrors|TrustButton)|PresetItems|MoreItems|NoticeBox|pane-edits|rail\/(StepBody|curvature-time|CompareUnscaled|unscaled|RowControl|CurvatureControl|RunsControl|RunMark|RunSelect|RunHint|estimate)|readout\/(?!ReadOut)|controls\/(ChoiceMenu|Dialog|Slider|Switch|NumberField))|experiment\/(names|headline|differences|leaves)|app\/(commands\/|results|images\/wanted))[\w/-]*\.tsx?$/;

export default defineConfig({
  base: './',
  plugins: [react(), splitLanguages(), preloadWanted(), withContentPolicy()],
  worker: {
    format: 'es',
    // A worker's entry stays a file that only starts: what it shares with chunks fetched later lies beside it, for WebKit runs an entry again that a chunk imports.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'inside', tags: ['$initial'], test: (id) => !id.endsWith('.worker.ts') }] } },
    },
  },
  build: {
    target: 'es2023',
    sourcemap: true,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shell', test: IN_SHELL }] } } },
  },
});
