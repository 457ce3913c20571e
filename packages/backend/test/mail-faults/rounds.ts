import { startChild } from '../../../../test/fixtures/child.ts';
import { until } from '../../../../test/fixtures/until.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import { seededRandom } from '../../src/platform/seeded-random.ts';
import {
  openMailHouse,
  mailAddress,
  type MailHouse,
  type Thread,
} from '../../src/channels/email/incoming/mailbox.fixture.ts';
import { readWithFaults, steps, type Step } from './steps.ts';

export interface FaultOptions {
  /** Errors thrown inside the server. */
  throws: number;
  /** Processes that end by SIGKILL; needs a PostgreSQL. */
  kills: number;
  seed: number;
  /** A PostgreSQL with today's schema; without one the embedded database. */
  databaseUrl?: string;
  log?: (line: string) => void;
}

/** What became of mails that each met one fault. */
export interface FaultReport {
  mails: number;
  thrown: number;
  killed: number;
  /** Faults by where they struck. */
  byStep: Map<Step, number>;
  /** Texts and files that are not in the conversation. */
  lost: number;
  /** Texts and files that are in it more than once. */
  doubled: number;
}

interface Answer {
  thread: Thread;
  subject: string;
  hasFile: boolean;
  step: Step;
}

/** More mails of one thread than this in ten minutes would be refused. */
const mailsPerThread = 10;
const withoutFile = steps.filter((step) => !['second', 'third', 'fourth'].includes(step.split(' ')[0]!));

/**
 * Sends mails over SMTP and takes them in over IMAP, with one fault on the way of each, at a step drawn by the seed; then counts
 * what stands in the conversations. A third of them comes before anybody is there.
 */
export const runFaults = async ({ throws, kills, seed, databaseUrl, log }: FaultOptions): Promise<FaultReport> => {
  const random = seededRandom(seed);
  const db = databaseUrl === undefined ? undefined : await openDatabase({ url: databaseUrl });
  const house = await openMailHouse({ isReading: false, ...(db === undefined ? {} : { db }) });
  const byStep = new Map<Step, number>();
  const count = (step: Step): void => void byStep.set(step, (byStep.get(step) ?? 0) + 1);
  try {
    const conversations = new Map<Thread, string>();
    const threads: Thread[] = [];
    for (let made = 0; made < Math.ceil((throws + kills) / mailsPerThread); made += 1) {
      const thread = await house.ask();
      threads.push(thread);
      if (made % 3 !== 1) conversations.set(thread, await house.accept(thread));
    }
    const [drawWithFile, draw] = [dealer(steps, random), dealer(withoutFile, random)];
    const answers = Array.from({ length: throws + kills }, (_, index): Answer => {
      const thread = threads[Math.floor(index / mailsPerThread)]!;
      const hasFile = conversations.has(thread) && index % mailsPerThread < steps.length;
      return { thread, subject: `Answer ${index}.`, hasFile, step: hasFile ? drawWithFile() : draw() };
    });

    const killed = await killAtEach(house, answers.slice(0, kills), databaseUrl, count, log);
    const thrown = await throwAtEach(house, answers, answers.slice(kills), count);
    for (const thread of threads) {
      if (conversations.has(thread)) continue;
      conversations.set(thread, await house.accept(thread));
      await until(async () => (await house.came(thread)).every(({ state }) => state !== 'waiting'), 30_000);
    }
    const report = { mails: answers.length, thrown, killed, byStep, lost: 0, doubled: 0 };
    for (const answer of answers) {
      const conversationId = conversations.get(answer.thread)!;
      for (const found of await timesIn(house, conversationId, answer)) {
        if (found === 0) report.lost += 1;
        if (found > 1) report.doubled += found - 1;
      }
    }
    return report;
  } finally {
    await house.close();
    await db?.close();
  }
};

/** Draws each of them once before any of them again. */
const dealer = <T>(all: readonly T[], random: () => number): (() => T) => {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = [...all];
    return left.splice(Math.floor(random() * left.length), 1)[0]!;
  };
};

/** One process for each: it takes in what its predecessors left, and ends at its step. */
const killAtEach = async (
  house: MailHouse,
  answers: readonly Answer[],
  databaseUrl: string | undefined,
  count: (step: Step) => void,
  log: (line: string) => void = () => {},
): Promise<number> => {
  const { storageDir } = house.app.platform.config;
  for (const [index, answer] of answers.entries()) {
    await send(house, answer);
    const { step, subject } = answer;
    const args = [databaseUrl ?? '', house.servers.imapUrl('help'), storageDir, step, subject];
    const child = startChild(new URL('child.ts', import.meta.url), args);
    const { signal, errors } = await child.ended;
    if (signal !== 'SIGKILL') throw new Error(`The process did not come to "${step}" of ${subject}: ${errors}`);
    count(step);
    if ((index + 1) % 10 === 0) log(`${index + 1} processes killed`);
  }
  return answers.length;
};

/** One process for all; each mail fails once. */
const throwAtEach = async (
  house: MailHouse,
  all: readonly Answer[],
  answers: readonly Answer[],
  count: (step: Step) => void,
): Promise<number> => {
  for (const answer of answers) await send(house, answer);
  const pending = new Map(answers.map(({ subject, step }) => [subject, step]));
  const inbox = readWithFaults(house.app.platform, {
    address: house.servers.imapUrl('help'),
    mailbox: mailAddress,
    strike: (step, subject) => {
      if (pending.get(subject) !== step) return;
      pending.delete(subject);
      count(step);
      throw new Error(`struck at: ${step}`);
    },
  });
  try {
    const threads = [...new Set(all.map(({ thread }) => thread))];
    await until(async () => {
      if (pending.size > 0) return false;
      const came = await Promise.all(threads.map((thread) => house.came(thread)));
      return came.flat().length >= all.length && (await house.unseen()) === 0;
    }, 600_000);
  } finally {
    await inbox.stop();
  }
  return answers.length;
};

const send = (house: MailHouse, { thread, subject, hasFile }: Answer): Promise<void> =>
  house.send(thread, {
    subject,
    text: subject,
    ...(hasFile ? { attachments: [{ filename: `${subject}txt`, content: subject }] } : {}),
  });

/** How often its text is in the conversation, and its file. */
const timesIn = async (house: MailHouse, conversationId: string, { subject, hasFile }: Answer) => {
  const words = await house.words(conversationId);
  const times = (wanted: string): number => words.filter((word) => word === wanted).length;
  return hasFile ? [times(subject), times(`file ${subject}txt`)] : [times(subject)];
};
