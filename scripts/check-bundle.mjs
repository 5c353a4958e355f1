import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { importersOfWorkers } from './worker-imports.mjs';

/**
 * Guards the budgets of what the page downloads, gzipped: the shell before first paint, the stage (three and fiber) that is preloaded, the engine's
 * worker, and what it fetches where a GPU is used. They are there to be noticed, not to bend the code: 10 KiB are 50 ms on a line of 1.6 Mbit/s. Also proves that tfjs is in neither of the first two: the main thread never loads it.
 */
const BUDGETS = { shell: 150, stage: 290, worker: 60, 'worker with both GPU backends': 220 };
const assets = 'dist/assets/';
const html = readFileSync('dist/index.html', 'utf8');
const text = (file) => readFileSync(assets + file, 'utf8');
const size = (file) => gzipSync(readFileSync(assets + file), { level: 9 }).length / 1024;

/** A chunk and every chunk it imports statically. */
function withImports(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, name] of text(file).matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) withImports(name, seen);
  return seen;
}

const fromHtml = [...html.matchAll(/(?:src|href)="\.\/assets\/([\w.-]+\.(?:js|css))"/g)].map(([, file]) => file);
const isStage = (file) => file.endsWith('.js') && text(file).includes('WebGLRenderer');
const entry = /<script type="module"[^>]*src="\.\/assets\/([\w.-]+\.js)"/.exec(html)?.[1];
if (!entry) throw new Error('dist/index.html has no module script: run the build first.');
const shell = [...withImports(entry), ...fromHtml.filter((file) => file.endsWith('.css'))];
const stageEntry = readdirSync(assets).find(isStage);
const stage = stageEntry ? [...withImports(stageEntry)].filter((file) => !shell.includes(file)) : [];
const page = [...new Set([...shell, ...stage])].filter((file) => file.endsWith('.js'));

/** A chunk, every chunk it imports and every chunk it may fetch later. */
function withFetched(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  for (const chunk of withImports(file)) {
    seen.add(chunk);
    for (const [, name] of text(chunk).matchAll(/["'`](?:\.\/|assets\/)?([\w.-]+\.js)["'`]/g))
      if (existsSync(assets + name)) withFetched(name, seen);
  }
  return seen;
}
const workerEntry = readdirSync(assets).find((file) => /^engine\.worker-.*\.js$/.test(file));
const worker = workerEntry ? [...withImports(workerEntry)] : [];
const workerWithGpu = workerEntry ? [...withFetched(workerEntry)] : [];

const problems = [];
for (const [name, files] of Object.entries({ shell, stage, worker, 'worker with both GPU backends': workerWithGpu })) {
  const total = files.reduce((sum, file) => sum + size(file), 0);
  console.log(`${name}: ${total.toFixed(1)} KiB gzipped of ${BUDGETS[name]} (${files.join(', ')})`);
  if (total > BUDGETS[name]) problems.push(`The ${name} is over its budget.`);
}
if (!workerWithGpu.some((file) => /registerBackend|tfjs/i.test(text(file))))
  problems.push('The worker fetches no tfjs: the budget measures the wrong files.');
if (stage.length === 0) problems.push('No chunk holds the 3-D stage.');
if (shell.includes(stageEntry)) problems.push('The 3-D stage is part of the shell.');
for (const file of stage) if (!fromHtml.includes(file)) problems.push(`${file} of the stage is not preloaded by index.html.`);
for (const file of page) if (/registerBackend|tfjs/i.test(text(file))) problems.push(`${file} holds tfjs, which belongs in workers only.`);
const chunks = Object.fromEntries(readdirSync(assets).flatMap((file) => (file.endsWith('.js') ? [[file, text(file)]] : [])));
for (const { file, entry: imported } of importersOfWorkers(chunks))
  problems.push(`${file} imports the worker's entry ${imported}, which WebKit then evaluates twice.`);
if (existsSync('dist/index.html') && /https?:\/\/(?!localhost)/.test(html)) problems.push('index.html names another host.');
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
