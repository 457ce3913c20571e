import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Command } from '../index.ts';
import { jsonOption } from '../options.ts';
import { Failure, print, printJson, progress } from '../terminal.ts';
import { dataOption, dataPath, inColumns, withInterval } from './output.ts';
import { figuresOf, meanOf, type Figures } from './routing/figures.ts';
import { createMethods, methodNames, placeOf, type MethodName, type Scores } from './routing/methods.ts';
import { readPosts } from './routing/posts.ts';
import { countingIds, openProduct, withDatabase } from './routing/product.ts';
import { siteOf, without, type Asked, type Site } from './routing/site.ts';
import type { Database } from '../../platform/database/index.ts';

/** Beside the product, the methods. */
const names = ['ours', ...methodNames] as const;
type Name = (typeof names)[number];
type Table = Record<Name, Figures>;

interface Measured {
  name: string;
  questions: number;
  /** Mean number of those who could be asked. */
  candidates: number;
  all: Table;
  questionsWithoutBusiest: number;
  withoutBusiest: Table;
}

/**
 * `eval routing`: who will answer? The latest questions of a question-and-answer site, in the order of time; the product's own
 * ranking on its own database beside six simple methods: top-1, top-5, top-10 and mean reciprocal rank, and all of it once more
 * without the site's three busiest people. Exit code 1 when the best simple method is better than ours by more than its own
 * interval on any site, or better on the mean of sites.
 */
export const evalRouting: Command = {
  options: { data: dataOption, json: jsonOption },
  run: async ({ flags }) => {
    const sites: Site[] = [];
    for (const file of postsAt(dataPath(flags))) sites.push(siteOf(basename(dirname(file)), await readPosts(file)));
    const measured = await withDatabase(progress, async (db) => {
      const all: Measured[] = [];
      const newId = countingIds();
      for (const site of sites) {
        progress(`${site.name}: ${site.answers.length} answers, ${site.tests.length} questions to route`);
        all.push(await measure(db, newId, site));
      }
      return all;
    });
    const overall = (of: 'all' | 'withoutBusiest'): Table =>
      tableOf((name) => meanOf(measured.map((one) => one[of][name])));
    const mean = { all: overall('all'), withoutBusiest: overall('withoutBusiest') };
    const isGood =
      measured.every(({ all }) => isNotBelow(all)) && mean.all.ours.mrr.value >= bestOf(mean.all).mrr.value;
    if (flags.json === true) printJson({ ok: isGood, measure: 'MRR of who answers', sites: measured, mean });
    else print([...measured.map(inWords), inWordsMean(mean)].join('\n\n'));
    return isGood ? 0 : 1;
  },
};

/** @throws Failure where there is no dump */
const postsAt = (path: string): string[] => {
  const found = statSync(path, { throwIfNoEntry: false });
  const remedy = 'Give the folder of a Stack Exchange data dump (with Posts.xml in it), or a folder of such folders.';
  if (found === undefined) throw new Failure(`There is nothing at ${path}.`, remedy);
  if (!found.isDirectory()) return [resolve(path)];
  const isThere = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  const own = join(resolve(path), 'Posts.xml');
  if (isThere(own)) return [own];
  const each = readdirSync(path)
    .toSorted()
    .map((name) => join(resolve(path), name, 'Posts.xml'))
    .filter(isThere);
  if (each.length === 0) throw new Failure(`There is no Posts.xml in ${path}, nor in a folder of it.`, remedy);
  return each;
};

/** Walks through the test in the order of time: each question is ranked by what was known when it was asked. */
const measure = async (db: Database, newId: () => string, site: Site): Promise<Measured> => {
  const product = await openProduct(db, newId, site);
  const methods = createMethods();
  const places = { all: placesOf(), withoutBusiest: placesOf() };
  let known = 0;
  for (const asked of site.tests) {
    const from = known;
    while (known < site.answers.length && site.answers[known]!.at < asked.at) methods.add(site.answers[known++]!);
    await product.add(site.answers.slice(from, known));
    const scores = methods.scores(asked);
    const take = async (part: keyof typeof places, question: Asked | null): Promise<void> => {
      if (question === null) return;
      places[part].ours.push(placeIn(await product.rank(question), question));
      for (const name of methodNames) places[part][name].push(placeOf(question, scores[name] as Scores));
    };
    await take('all', asked);
    await take('withoutBusiest', without(asked, site.busiest));
  }
  const candidates = site.tests.reduce((sum, one) => sum + one.candidates.length, 0) / site.tests.length;
  return {
    ...{ name: site.name, questions: site.tests.length, candidates: Math.round(candidates) },
    all: tableOf((name) => figuresOf(places.all[name])),
    questionsWithoutBusiest: places.withoutBusiest.ours.length,
    withoutBusiest: tableOf((name) => figuresOf(places.withoutBusiest[name])),
  };
};

const placeIn = (ranked: readonly string[], { truth }: Asked): number => {
  const at = ranked.findIndex((user) => truth.has(user));
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1;
};

const tableOf = <T>(of: (name: Name) => T): Record<Name, T> =>
  Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, T>;

const placesOf = (): Record<Name, number[]> => tableOf(() => []);

const bestOf = (table: Table): Figures =>
  methodNames
    .map((name: MethodName) => table[name])
    .reduce((best, one) => (one.mrr.value > best.mrr.value ? one : best));

const isNotBelow = (table: Table): boolean => table.ours.mrr.value >= bestOf(table).mrr.low;

const rowsOf = (table: Table): string[][] =>
  names.map((name) => [
    name,
    withInterval(table[name].mrr),
    ...[table[name].top1, table[name].top5, table[name].top10].map(({ value }) => value.toFixed(3)),
  ]);

const inWords = ({ name, questions, candidates, all, questionsWithoutBusiest, withoutBusiest }: Measured): string =>
  [
    `${name}: ${questions} questions, ${candidates} candidates each`,
    inColumns([['', 'MRR', 'top 1', 'top 5', 'top 10'], ...rowsOf(all)]),
    `${name}, without the three busiest: ${questionsWithoutBusiest} questions`,
    inColumns([['', 'MRR', 'top 1', 'top 5', 'top 10'], ...rowsOf(withoutBusiest)]),
  ].join('\n');

const inWordsMean = ({ all, withoutBusiest }: { all: Table; withoutBusiest: Table }): string => {
  const ratio = (table: Table): string => (table.ours.mrr.value / table['activity of 90 days'].mrr.value).toFixed(2);
  return [
    inColumns([
      ['mean of sites, MRR', 'all', 'without the busiest'],
      ...names.map((name) => [name, withInterval(all[name].mrr), withInterval(withoutBusiest[name].mrr)]),
      ['ours / activity of 90 days', ratio(all), ratio(withoutBusiest)],
    ]),
  ].join('\n');
};
