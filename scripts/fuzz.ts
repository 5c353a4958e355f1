import { fuzzFiles } from '../tests/fuzz/files';
import { fuzzLinks } from '../tests/fuzz/links';

/** `npm run fuzz [-- SEED]`: 10,000 links and 1,000 files with random faults. None may crash, hold the page up for two seconds, or be answered unclearly. */
const seed = Number(process.argv[2] ?? 1);
let failed = 0;
for (const [what, count, fuzz] of [
  ['links', 10_000, fuzzLinks],
  ['files', 1000, fuzzFiles],
] as const) {
  const { opened, failures } = await fuzz(count, seed);
  for (const { index, what: input, fault } of failures.slice(0, 20)) console.error(`${what}, seed ${seed}, ${index}: ${input}\n  ${fault}`);
  console.log(
    `${count} ${what}, seed ${seed}: ${opened} opened, ${count - opened - failures.length} refused in clear words, ${failures.length} wrong`,
  );
  failed += failures.length;
}
process.exitCode = failed > 0 ? 1 : 0;
