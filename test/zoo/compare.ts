import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from './case.ts';
import type { Engine } from './engines.ts';
import { kindsOf, ours } from './ours.ts';
import { loadPeers, type Frustration } from './peers.ts';
import { startZoo, type Runner, type ZooOptions } from './server.ts';
import { pool, visit } from './visit.ts';

/** Where a product says less than the others, it is judged by what it says. */
const kindOf: Readonly<Record<Frustration, readonly string[]>> = {
  rage: ['click.rage'],
  dead: ['click.dead'],
  slow: ['click.slow'],
  error: ['click.error'],
};

/** Some peers wait seven seconds for a click, and send seconds later. */
const patienceMs = 9_000;

export interface Compared {
  name: string;
  /** Cases in which anything was wrong with a press and it said so, of all such cases, by any name. */
  precision: number;
  recall: number;
  right: number;
  wrong: number;
  missed: number;
  broken: number;
  /** By kind, for those that it knows: right, wrong, missed. */
  byKind: Partial<Record<Frustration, [right: number, wrong: number, missed: number]>>;
}

export interface CompareOptions {
  cases: readonly Case[];
  engine: Engine;
  width: number;
  from: Pick<ZooOptions, 'dist' | 'bundles'>;
  waitFor: RegExp | undefined;
  log: (line: string) => void;
}

/**
 * The same pages and people with ours and with each peer. A case counts for presses where a `click.*` must fire, and against
 * them where none may: by any of a product's names, so that nobody is held to our words.
 */
export const compare = async ({ cases, engine, width, from, waitFor, log }: CompareOptions): Promise<Compared[]> => {
  const chosen = cases.filter((one) => isAboutPresses(one));
  const results: Compared[] = [];
  for (const runner of [ours, ...(await loadPeers())]) {
    const said = new Map<Case, Frustration[] | null>();
    const zoo = await startZoo({ ...from, cases: chosen, runner });
    try {
      const look = async (number: number): Promise<void> => {
        const one = chosen[number]!;
        const isOurs = runner === ours;
        zoo.forget(number);
        const told = await visit(one, number, {
          engine,
          zoo,
          waitFor: isOurs ? waitFor : undefined,
          patienceMs: isOurs ? 0 : patienceMs,
        }).catch(() => null);
        said.set(one, told && (isOurs ? frustrationsOf(kindsOf(told)) : readFrom(runner, zoo.received(number))));
      };
      await pool([...chosen.keys()], width, look);
      // A busy machine makes a visit late, and what is told of it says nothing: it is made once more with more room.
      const late = [...chosen.keys()].filter((number) => said.get(chosen[number]!) === null);
      await pool(late, Math.max(1, Math.floor(width / 3)), look);
    } finally {
      await zoo.close();
    }
    const result = countOf(runner.name, said);
    results.push(result);
    log(
      `${runner.name}: precision ${share(result.precision)}, recall ${share(result.recall)} (${said.size} cases, ${result.broken} broken)`,
    );
  }
  return results;
};

/** Writes the table beside the others. @returns it */
export const writeTable = (results: readonly Compared[], machine: string): string => {
  const kinds = ['rage', 'dead', 'slow', 'error'] as const;
  const cell = (counts: [number, number, number] | undefined): string =>
    counts && counts[0] + counts[1] > 0
      ? `${share(counts[0] / (counts[0] + counts[1]))} / ${share(counts[0] / (counts[0] + counts[2]))}`
      : '–';
  const lines = [
    `| product | precision | recall | right | wrong | missed | ${kinds.map((kind) => `${kind} (precision / recall)`).join(' | ')} |`,
    `|---|--:|--:|--:|--:|--:|${kinds.map(() => '--:').join('|')}|`,
    ...results.map(
      ({ name, precision, recall, right, wrong, missed, byKind }) =>
        `| ${name} | ${share(precision)} | ${share(recall)} | ${right} | ${wrong} | ${missed} | ${kinds.map((kind) => cell(byKind[kind])).join(' | ')} |`,
    ),
  ];
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const text = `# Ours and the peers' on the zoo\n\n${machine}. A case about presses counts once, by any name a product has for it.\n\n${lines.join('\n')}\n`;
  writeFileSync(join(folder, 'peers.md'), text);
  writeFileSync(join(folder, 'peers.json'), `${JSON.stringify(results, null, 2)}\n`);
  return lines.join('\n');
};

const clicks = ['click.rage', 'click.dead', 'click.slow', 'click.error'];

/** A press must be told of, or nothing of presses may be. */
const isAboutPresses = ({ fires, silent, may = [] }: Case): boolean =>
  fires.some((kind) => clicks.includes(kind)) ||
  (fires.length === 0 && silent === 'all' && !may.some((kind) => clicks.includes(kind)));

const frustrationsOf = (kinds: readonly string[]): Frustration[] =>
  (Object.keys(kindOf) as Frustration[]).filter((one) => kindOf[one].some((kind) => kinds.includes(kind)));

const readFrom = (runner: Runner, received: Parameters<Awaited<ReturnType<typeof loadPeers>>[number]['read']>[0]) =>
  (runner as Awaited<ReturnType<typeof loadPeers>>[number]).read(received);

const countOf = (name: string, said: ReadonlyMap<Case, Frustration[] | null>): Compared => {
  const count = { right: 0, wrong: 0, missed: 0, broken: 0 };
  const byKind: Compared['byKind'] = {};
  for (const [{ fires, may = [] }, kinds] of said) {
    if (kinds === null) {
      count.broken += 1;
      continue;
    }
    const isPositive = fires.some((kind) => clicks.includes(kind));
    if (isPositive) count[kinds.length > 0 ? 'right' : 'missed'] += 1;
    else if (kinds.length > 0) count.wrong += 1;
    for (const kind of Object.keys(kindOf) as Frustration[]) {
      const counts = (byKind[kind] ??= [0, 0, 0]);
      const must = fires.some((one) => kindOf[kind].includes(one));
      const mayFire = may.some((one) => kindOf[kind].includes(one));
      if (must) counts[kinds.includes(kind) ? 0 : 2] += 1;
      else if (kinds.includes(kind) && !mayFire) counts[1] += 1;
    }
  }
  const { right, wrong, missed } = count;
  return { name, precision: right / (right + wrong), recall: right / (right + missed), ...count, byKind };
};

const share = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(2));
