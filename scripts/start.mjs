import { ensureInstalled, run } from './ensure-installed.mjs';

ensureInstalled();
run('npx', ['vite', 'build', '--logLevel', 'warn']);
const { serve } = await import('./serve.mjs');
const address = await serve('dist', Number(process.env.PORT ?? 4173));
console.log(`\n  Loss Landscape Lab is at ${address}\n  Press Ctrl+C to stop.\n`);
