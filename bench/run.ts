// `npm run bench [-- NAME…] [--quick]`: runs bench/NAME.bench.ts, prints a table, writes bench/results/NAME.json.
// Ends with 1 when a goal was missed, 2 for a name that does not exist.

import { globSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { table, thisMachine } from './harness.ts';
import type { Benchmark, Result } from './harness.ts';

const folder = import.meta.dirname;
const existing = globSync('*.bench.ts', { cwd: folder })
  .map((file) => basename(file, '.bench.ts'))
  .toSorted();

const isQuick = process.argv.includes('--quick');
const names = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const unknown = names.filter((name) => !existing.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. These exist: ${existing.join(', ')}`);
  process.exit(2);
}

let missed = 0;
for (const name of names.length > 0 ? names : existing) {
  const { default: benchmark } = (await import(join(folder, `${name}.bench.ts`))) as { default: Benchmark };
  const machine = thisMachine();
  const { cpu, cores, memoryGb, node, platform, load } = machine;
  console.log(`${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}, ${platform}, load ${load}`);
  console.log(`── ${name}: ${benchmark.about}`);
  const measured = await benchmark.run({ isQuick, log: (line) => console.log(`   ${line}`) });
  const rows = isQuick ? measured.map((row) => ({ ...row, pass: null })) : measured;
  console.log(table(rows));
  missed += rows.filter((row) => row.pass === false).length;
  const result: Result = { name, machine, at: new Date().toISOString(), isQuick, rows };
  await mkdir(join(folder, 'results'), { recursive: true });
  // A quick run proves nothing, so it never takes the place of a real one.
  const file = join(folder, 'results', `${name}${isQuick ? '.local' : ''}.json`);
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
}
process.exitCode = missed > 0 ? 1 : 0;
