import { windows, type Case } from './case.ts';
import type { Engine } from './engines.ts';
import { Cannot, Late } from './hand.ts';
import { kindsOf, type Told } from './ours.ts';
import type { Zoo } from './server.ts';
import { isGood, judge, skip, type Verdict } from './verdict.ts';

/** A person looks at a page before touching it; in this time everything has loaded, and what moves by itself has moved. */
export const readingMs = 1_700;

/** Nobody in the zoo is busy for longer: the longest is two minutes of ordinary use. */
const mostMs = 240_000;

export interface VisitOptions {
  engine: Engine;
  zoo: Zoo;
  /** Ours has a part of its own that must be there first. */
  waitFor?: RegExp | undefined;
  /** Added to the settling of each case: peers judge later than we do. */
  patienceMs?: number;
}

/**
 * Opens a case's page in a profile of its own, does what its person does, waits until the last verdict has fallen.
 *
 * @returns what was told; `late` only from the first thing that the person did
 */
export const visit = async (one: Case, number: number, options: VisitOptions): Promise<Told[]> => {
  const { engine, zoo, waitFor, patienceMs = 0 } = options;
  const page = await engine.open(zoo.addressOf(number), one.needs === 'touch');
  const { hand } = page;
  try {
    if (waitFor) await page.hasLoaded(waitFor);
    await hand.wait(readingMs);
    const { length: read } = await page.told();
    await inTime(one.do(hand));
    await hand.wait((one.settleMs ?? windows.plainMs) + patienceMs);
    return (await page.told()).filter(({ name }, place) => name !== 'late' || place >= read);
  } finally {
    await page.close();
  }
};

/** A driver may wait for ever, as for a dialog that nobody closes. */
const inTime = async (act: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the driver does not come back')), mostMs);
  });
  await Promise.race([act, over]).finally(() => clearTimeout(timer));
};

/**
 * The same, judged. A page that broke is a verdict too. A wrong verdict of a visit on which the machine could not keep up,
 * be it with the hand or with the page's own timers, says nothing of us: the visit is made again, twice at most.
 */
export const visitAndJudge = async (one: Case, number: number, options: VisitOptions, left = 2): Promise<Verdict> => {
  const reason = one.notIn?.[options.engine.name];
  if (reason !== undefined) return skip(one, reason);
  try {
    const told = await visit(one, number, options);
    const names = new Set(told.map(({ name }) => name));
    const verdict = judge(one, kindsOf(told), names.has('struggle'));
    const isVoid = names.has('late') && !isGood(verdict) && left > 0;
    return isVoid ? await visitAndJudge(one, number, options, left - 1) : verdict;
  } catch (error) {
    if (error instanceof Cannot) return skip(one, error.message);
    if (error instanceof Late && left > 0) return visitAndJudge(one, number, options, left - 1);
    return judge(one, [], false, String(error instanceof Error ? error.message || error.name : error).split('\n')[0]);
  }
};

/** Runs over the numbers, so many at a time. */
export const pool = async <T>(items: readonly T[], width: number, run: (item: T) => Promise<void>): Promise<void> => {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await run(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
};
