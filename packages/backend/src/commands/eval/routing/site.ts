import { Failure } from '../../terminal.ts';
import type { Post } from './posts.ts';

/** An answer with the question it belongs to: what its author has solved. */
export interface Answer {
  userId: string;
  askerId: string | null;
  at: number;
  votes: number;
  isAccepted: boolean;
  /** Question and answer. */
  text: string;
}

/** A question of the test: who could have been asked, and who answered. */
export interface Asked {
  id: string;
  askerId: string | null;
  at: number;
  text: string;
  /** Who had at least two answers by then, without the asker. */
  candidates: readonly string[];
  /** Those of them who answered. */
  truth: ReadonlySet<string>;
}

export interface Site {
  name: string;
  /** In the order of time. */
  answers: readonly Answer[];
  tests: readonly Asked[];
  /** The three with most answers. */
  busiest: ReadonlySet<string>;
}

/** Fewer earlier answers than this say nothing. */
const fewestAnswers = 2;
/** The latest questions are the test: a fifth of those that can be, and no more than so many. */
const testShare = 0.2;
const mostTests = 500;
const fewestTests = 10;
const busiestCount = 3;

/**
 * The task, in the order of time: to each of the latest questions, who of those with at least two earlier answers will answer?
 * Questions that none of those answered are left out, as nobody could be right. Askers are no candidates, as somebody who waits
 * is not asked themselves.
 *
 * @throws Failure where too few questions are left
 */
export const siteOf = (name: string, posts: readonly Post[]): Site => {
  const questions = new Map(posts.flatMap((post) => (post.kind === 'question' ? [[post.id, post] as const] : [])));
  const answers = posts.flatMap(({ kind, id, parentId, userId, at, votes, text }): (Answer & { to: string })[] => {
    const question = kind === 'answer' ? questions.get(parentId!) : undefined;
    if (question === undefined || userId === null) return [];
    const isAccepted = question.acceptedAnswerId === id;
    const whole = `${question.text}\n${text}`;
    return [{ to: question.id, userId, askerId: question.userId, at, votes, isAccepted, text: whole }];
  });
  const answerers = Map.groupBy(answers, ({ to }) => to);
  const counts = new Map<string, number>();
  const asked: Asked[] = [];
  let next = 0;
  for (const { id, userId: askerId, at, text } of questions.values()) {
    for (; next < answers.length && answers[next]!.at < at; next += 1) {
      const { userId } = answers[next]!;
      counts.set(userId, (counts.get(userId) ?? 0) + 1);
    }
    const isCandidate = (user: string): boolean => user !== askerId && (counts.get(user) ?? 0) >= fewestAnswers;
    const truth = new Set((answerers.get(id) ?? []).map(({ userId }) => userId).filter(isCandidate));
    if (truth.size > 0)
      asked.push({ id, askerId, at, text, candidates: [...counts.keys()].filter(isCandidate), truth });
  }
  const tests = asked.slice(-Math.min(mostTests, Math.floor(asked.length * testShare)));
  if (asked.length * testShare < fewestTests) {
    throw new Failure(
      `${name}: ${asked.length} questions were answered by somebody with ${fewestAnswers} earlier answers; that is too few.`,
      `At least ${fewestTests / testShare} are needed.`,
    );
  }
  return { name, answers, tests, busiest: busiestOf(answers) };
};

const busiestOf = (answers: readonly Answer[]): Set<string> => {
  const counts = [...Map.groupBy(answers, ({ userId }) => userId)].map(([user, all]) => ({ user, count: all.length }));
  return new Set(
    counts
      .toSorted((a, b) => b.count - a.count)
      .slice(0, busiestCount)
      .map(({ user }) => user),
  );
};

/** The same question without some people; null where nobody is left who answered. */
export const without = (asked: Asked, people: ReadonlySet<string>): Asked | null => {
  const truth = new Set([...asked.truth].filter((user) => !people.has(user)));
  if (truth.size === 0) return null;
  return { ...asked, truth, candidates: asked.candidates.filter((user) => !people.has(user)) };
};
