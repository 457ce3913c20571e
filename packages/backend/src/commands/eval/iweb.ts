import { readFileSync } from 'node:fs';
import type { Command } from '../index.ts';
import { jsonOption } from '../options.ts';
import { Failure, print, printJson } from '../terminal.ts';
import { filesAt } from './messages.ts';
import { dataOption, dataPath, inColumns, rounded, withInterval } from './output.ts';
import { peers, type Click } from './peers.ts';
import { auc, bootstrap, seeded, type Estimate } from './statistics.ts';
import { loadPressRules, rageBurstsOf, waitsOf, type Load, type PressRules } from './waits.ts';

/** What our better rule should reach (`docs/evaluations.md`). */
const goal = 0.8;

/** A session that somebody rated from 1 (bad) to 5 (good). */
export interface Session {
  subject: string;
  rating: number;
  clicks: Click[];
  loads: Load[];
}

/** How bad a rule holds a session to be; only the order counts. */
type Rule = (session: Session) => number;

/**
 * `eval iweb`: how well a rule tells sessions rated 1–2 from those rated 4–5, as AUC with intervals by drawing subjects again.
 * Ours: the longest wait for an answer, and the share of clicks unanswered when the product gives up on an instant answer; and bursts of which none was answered. Beside
 * them the rage rules of other products, and the mere number of clicks. Exit code 1 when none of ours reaches 0.80.
 */
export const evalIweb: Command = {
  options: { data: dataOption, json: jsonOption },
  run: async ({ flags }) => {
    const sessions = readSessions(dataPath(flags));
    const rules = allRules(await loadPressRules());
    const results = Object.entries(rules).map(([name, { isOurs, rule }]) => ({
      ...{ name, isOurs },
      auc: measure(sessions, rule),
    }));
    const isGood = results.some(({ isOurs, auc: { value } }) => isOurs && value >= goal);
    const counts = { sessions: sessions.length, subjects: bySubject(sessions).length };
    if (flags.json === true) printJson({ ok: isGood, measure: 'AUC', goal, ...counts, rules: results });
    else {
      print(`${counts.sessions} sessions of ${counts.subjects} people, bad (1–2) against good (4–5)\n`);
      const rows = results.map(({ name, isOurs, auc: area }) => [name, isOurs ? 'ours' : '', withInterval(area)]);
      print(inColumns([['rule', '', 'AUC'], ...rows]));
    }
    return isGood ? 0 : 1;
  },
};

const allRules = (pressRules: PressRules): Readonly<Record<string, { isOurs: boolean; rule: Rule }>> => {
  const waits = ({ clicks, loads }: Session): number[] => waitsOf(clicks, loads, pressRules);
  const { answerWithinMs } = pressRules.thresholds;
  const ours: Record<string, Rule> = {
    'longest wait': (session) => Math.max(0, ...waits(session)),
    'share unanswered': (session) =>
      waits(session).filter((ms) => ms >= answerWithinMs).length / Math.max(1, session.clicks.length),
    'unanswered rage': ({ clicks, loads }) => rageBurstsOf(clicks, loads, pressRules),
  };
  const theirs: Record<string, Rule> = Object.fromEntries(
    Object.entries(peers).map(([name, rule]) => [`${name}, rage`, ({ clicks }: Session) => rule(clicks)]),
  );
  const mark = (of: Record<string, Rule>, isOurs: boolean) =>
    Object.entries(of).map(([name, rule]) => [name, { isOurs, rule }] as const);
  return Object.fromEntries([
    ...mark(ours, true),
    ...mark(theirs, false),
    ...mark({ 'number of clicks': ({ clicks }) => clicks.length }, false),
  ]);
};

const measure = (sessions: readonly Session[], rule: Rule): Estimate => {
  const scored = sessions.map((session) => ({ ...session, score: rule(session) }));
  return rounded(
    bootstrap(
      bySubject(scored),
      (drawn) => {
        const all = drawn.flat();
        const of = (isIn: (rating: number) => boolean) =>
          all.filter(({ rating }) => isIn(rating)).map(({ score }) => score);
        return auc(
          of((rating) => rating <= 2),
          of((rating) => rating >= 4),
        );
      },
      seeded(1),
    ),
  );
};

const bySubject = <T extends Session>(sessions: readonly T[]): T[][] => [
  ...Map.groupBy(sessions, ({ subject }) => subject).values(),
];

const shape =
  'Each line is JSON { subject, rating 1–5, clicks: [[ms, x, y]…], loads: [[startMs, durationMs or null]…] } (.jsonl).';

/** @throws Failure where there are no sessions */
export const readSessions = (path: string): Session[] => {
  const lines = filesAt(path, /\.jsonl$/).flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  const sessions = lines.filter((line) => line.trim() !== '').map(readSession);
  if (sessions.length === 0) throw new Failure(`There are no sessions at ${path}.`, shape);
  return sessions;
};

const readSession = (line: string): Session => {
  try {
    const { subject, rating, clicks, loads } = JSON.parse(line) as Record<string, unknown>;
    if (typeof rating === 'number' && Array.isArray(clicks) && Array.isArray(loads)) {
      return {
        ...{ subject: String(subject), rating },
        clicks: (clicks as [number, number, number][])
          .map(([at, x, y]) => ({ at, x, y }))
          .toSorted((a, b) => a.at - b.at),
        loads: (loads as [number, number | null][])
          .map(([startAt, durationMs]) => ({ startAt, durationMs }))
          .toSorted((a, b) => a.startAt - b.startAt),
      };
    }
  } catch {
    // Said below, with the line.
  }
  throw new Failure(`This is no session: ${line.slice(0, 80)}`, shape);
};
