// `npm run zoo`: visits every case and prints what was and was not noticed.
//   --quick          the 30 of `npm test`, each of which must be right
//   --only=TEXT      cases whose name, page or source holds it
//   --pages=N        how many are open at once
//   --dist=DIR       another build of the script tag
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from './browsers.ts';
import { bundlePages } from './bundle.ts';
import { cases } from './cases.ts';
import { ours } from './ours.ts';
import { startZoo } from './server.ts';
import { figuresOf, isGood, type Verdict } from './verdict.ts';
import { pool, visitAndJudge } from './visit.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    pages: { type: 'string', default: '8' },
    dist: { type: 'string', default: join(import.meta.dirname, '../../packages/sdk/dist') },
    report: { type: 'string' },
  },
});

const chosen = cases.filter(
  ({ name, page, source, isQuick }) =>
    (!values.quick || isQuick === true) &&
    `${name} ${page.startsWith('<') ? '' : page} ${source}`.includes(values.only),
);
const startedAt = performance.now();
const pagesNeeded = [...new Set(chosen.map(({ page }) => page).filter((page) => !page.startsWith('<')))];
const bundles = await bundlePages(pagesNeeded);
const zoo = await startZoo({ cases: chosen, runner: ours, dist: values.dist, bundles });
const browser = await launch('chromium');
const manifest = JSON.parse(readFileSync(join(values.dist, 'manifest.json'), 'utf8')) as {
  files: Record<string, unknown>;
};
const waitFor = 'noticing' in manifest.files ? /\/noticing-/ : undefined;
const verdicts: Verdict[] = [];
try {
  await pool([...chosen.keys()], Number(values.pages), async (number) => {
    const verdict = await visitAndJudge(chosen[number]!, number, { browser, zoo, waitFor });
    verdicts.push(verdict);
    const { name, missed, wrong, error, seen } = verdict;
    const remark = [
      missed.length > 0 && `missed ${missed.join(', ')}`,
      wrong.length > 0 && `wrong ${wrong.join(', ')}`,
      error,
    ];
    const struggled = !verdict.isPositive && verdict.hasStruggled ? ' · taken for stuck' : '';
    const why = isGood(verdict)
      ? ''
      : `: ${remark.filter(Boolean).join('; ')}${struggled} (seen: ${seen.join(' ') || 'nothing'})`;
    console.log(`${isGood(verdict) ? '✓' : '✗'} ${name}${why}`);
  });
} finally {
  await browser.close();
  await zoo.close();
}
const figures = figuresOf(verdicts);
console.log(
  `\n${verdicts.filter(({ isPositive }) => isPositive).length} positive and ${verdicts.filter(({ isPositive }) => !isPositive).length} negative cases in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`,
);
console.log(figures);
if (values.report) {
  mkdirSync(dirname(values.report), { recursive: true });
  const good = verdicts.filter(isGood).length;
  writeFileSync(
    values.report,
    JSON.stringify({ passed: good, failed: verdicts.length - good, skipped: 0, figures, verdicts }),
  );
}
process.exitCode = verdicts.every(isGood) ? 0 : 1;
