/**
 * Compiles the WASM kernels: `node scripts/build-wasm.mjs [--force]` writes src/engine/kernels/wasm/build/{simd,relaxed}.wasm.
 * Both come from one source; "relaxed" may fuse a multiply and an add into one rounding. Does nothing where the sources have not changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'src/engine/kernels/wasm');
const build = join(folder, 'build');
const stamp = join(build, 'sources.sha256');
/** The builds, and where the constants of each begin: both work on one memory, so they lie apart, below what heap.ts gives out, and not at address 0. */
const CONSTANTS_AT = { simd: 64, relaxed: 1024 };
const VARIANTS = Object.keys(CONSTANTS_AT);

const sources = [
  fileURLToPath(import.meta.url),
  join(folder, 'opcodes.ts'),
  ...readdirSync(join(folder, 'assembly')).map((name) => join(folder, 'assembly', name)),
].sort();
const hash = createHash('sha256');
for (const source of sources) hash.update(relative(root, source)).update('\0').update(readFileSync(source));
hash.update(asc.version);
const wanted = hash.digest('hex');

const isCurrent =
  !process.argv.includes('--force') &&
  existsSync(stamp) &&
  readFileSync(stamp, 'utf8') === wanted &&
  VARIANTS.every((variant) => existsSync(join(build, `${variant}.wasm`)));

if (!isCurrent) {
  mkdirSync(build, { recursive: true });
  for (const variant of VARIANTS) await compile(variant);
  writeFileSync(stamp, wanted);
}

async function compile(variant) {
  const relaxed = variant === 'relaxed' ? ['--enable', 'relaxed-simd'] : [];
  const { error, stdout, stderr } = await asc.main(
    [
      'src/engine/kernels/wasm/assembly/index.ts',
      ...['--outFile', `src/engine/kernels/wasm/build/${variant}.wasm`],
      ...['--baseDir', root, '--runtime', 'stub', '--importMemory', '--noAssert', '--use', 'abort='],
      ...['--memoryBase', `${CONSTANTS_AT[variant]}`, '--lowMemoryLimit', variant === 'simd' ? `${CONSTANTS_AT.relaxed}` : '2048'],
      ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--enable', 'simd', ...relaxed],
    ],
    { stdout: asc.createMemoryStream(), stderr: asc.createMemoryStream() },
  );
  if (error) {
    console.error(`${stdout.toString()}${stderr.toString()}`);
    throw new Error(`The ${variant} kernels did not compile: ${error.message}`);
  }
}
