import { addEvidence } from '../../experts/index.ts';
import { announceChanges } from '../../experts/presence.ts';
import { findExpert, markSeen } from '../../experts/store.ts';
import type { MemberCaller } from '../../platform/caller.ts';
import type { FakeClock } from '../../../test/clock.ts';
import { systemClock, uuidv7 } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/database/index.ts';
import { seededRandom } from '../../platform/seeded-random.ts';
import { openHouse, type House, type Line } from '../house.fixture.ts';

/** What is simulated; the same numbers give the same day. */
export interface Simulation {
  requests: number;
  seed: number;
}

/** What came of it. */
export interface Outcome {
  /** Requests that each of the equals got. */
  equals: number[];
  /** Of all questions, those to the one newcomer. */
  newcomersShare: number;
  /** What whoever declines every second question got, as a share of what an equal did. */
  declinersShare: number;
  /** The longest time for which they were not asked, milliseconds. */
  declinersLongestMs: number;
  /** Questions to somebody in the hour of their break. */
  askedInBreak: number;
  /** Of the hours after it, as a share of what an equal got in them. */
  shareAfterBreak: number;
  /** Requests that nobody was asked about. */
  unasked: number;
}

const minuteMs = 60_000;
/** A Monday at nine. */
const begin = Date.parse('2026-01-05T09:00:00Z');
const words = 'The database is slow since this morning';
/** So many are equal in all that can be known of them. */
const equals = 6;
/** Solved problems of each but the newcomer, a week apart. */
const solvedEach = 10;
/** Seldom enough that somebody is always free, often enough that they are not all. */
const arrivalMs = [30_000, 90_000] as const;
const talkMs = [2 * minuteMs, 8 * minuteMs] as const;

interface Person {
  caller: MemberCaller;
  line: Line;
}

/**
 * A day of a team through the whole path of an offer, on a real database: equals, a newcomer who says the same and has solved
 * nothing yet, somebody who declines every second question, and somebody who takes an hour's break. Each request is about the same
 * thing, so that nothing but fairness decides.
 */
export const simulateDay = async (db: Database, { requests, seed }: Simulation): Promise<Outcome> => {
  const clock = clockOf(seed);
  const place = await openHouse(db);
  await place.close();
  const house = await openHouse(db, { organisationId: place.organisationId, siteId: place.siteId, clock });
  try {
    // Apart from the server's own chance, of which it draws as it likes.
    return await new Day(house, db, seededRandom(seed), requests).run();
  } finally {
    await house.close();
  }
};

/** Time that stands still until it is moved, chance from a seed, and ids in the order in which they were made. */
const clockOf = (seed: number): FakeClock => {
  let [now, made] = [begin, 0];
  return {
    ...systemClock,
    now: () => now,
    elapsed: () => now,
    random: seededRandom(~seed),
    newId: () => {
      const bytes = new Uint8Array(10);
      new DataView(bytes.buffer).setUint32(6, (made += 1));
      return uuidv7(now, bytes);
    },
    advance: (ms) => void (now += ms),
    set: (ms) => void (now = ms),
  };
};

/** One day of one house. */
class Day {
  readonly #team = new Map<string, Person>();
  readonly #names = new Map<string, string>();
  /** When which conversation ends, and whose it is. */
  readonly #talks: { id: string; memberId: string; endsAt: number }[] = [];
  readonly #questions: { name: string; at: number; isAccepted: boolean }[] = [];
  #declinersQuestions = 0;
  #unasked = 0;
  readonly #house: House;
  readonly #db: Database;
  readonly #random: () => number;
  readonly #requests: number;

  constructor(house: House, db: Database, random: () => number, requests: number) {
    this.#house = house;
    this.#db = db;
    this.#random = random;
    this.#requests = requests;
  }

  async run(): Promise<Outcome> {
    for (let number = 1; number <= equals; number += 1) await this.#join(`equal ${number}`, solvedEach);
    await this.#join('resting', solvedEach);
    await this.#join('decliner', solvedEach);
    await this.#join('newcomer', 0);
    const meanMs = (arrivalMs[0] + arrivalMs[1]) / 2;
    const breakFrom = begin + (this.#requests * meanMs) / 4;
    const breakUntil = breakFrom + 60 * minuteMs;
    for (let number = 0; number < this.#requests; number += 1) {
      await this.#pass(this.#between(arrivalMs), breakFrom, breakUntil);
      await this.#ask();
    }
    return this.#outcome(breakFrom, breakUntil);
  }

  async #join(name: string, solved: number): Promise<void> {
    const { app, clock } = this.#house;
    const caller = await this.#house.expert(name, { statements: [words], capacity: 2 });
    await this.#inHouse(async (tx) => {
      const expert = await findExpert(tx, caller.memberId, clock.now());
      const items = Array.from({ length: solved }, (_, week) => ({
        ...{ text: words, solvedAt: clock.now() - (week + 1) * 7 * 24 * 60 * minuteMs, isAccepted: true, votes: 2 },
      }));
      await addEvidence(app.platform, tx, expert!.id, items);
    });
    this.#team.set(caller.memberId, { caller, line: await this.#house.onDuty(caller) });
    this.#names.set(caller.memberId, name);
  }

  /** Time goes on: everybody is still there, who is done is free, and one of them takes a break. */
  async #pass(ms: number, breakFrom: number, breakUntil: number): Promise<void> {
    const { app, clock, organisationId } = this.#house;
    const before = clock.now();
    clock.advance(ms);
    for (const talk of this.#talks.filter(({ endsAt }) => endsAt <= clock.now())) {
      this.#talks.splice(this.#talks.indexOf(talk), 1);
      const id = await this.#inHouse((tx) =>
        app.platform.outbox.emit(tx, 'conversation.closed', organisationId, {
          ...{ conversationId: talk.id, requestId: talk.id, visitorId: talk.id, memberIds: [talk.memberId] },
          ...{ reason: 'ended', at: new Date(talk.endsAt).toISOString() },
        }),
      );
      await app.platform.outbox.delivered(id);
    }
    if (before < breakFrom && clock.now() >= breakFrom) {
      const { line } = [...this.#team.values()].find(({ caller }) => caller.name === 'resting')!;
      const quietUntil = new Date(breakUntil).toISOString();
      await line.send({ frame: 'availability', ref: 'break', switch: true, quietUntil });
    }
    await this.#db.asSystem('simulation', async (tx) => {
      await markSeen(tx, [...this.#team.keys()], clock.now());
      await announceChanges(app.platform, tx);
    });
  }

  /** Somebody asks; who is asked answers as they do, until it is accepted. */
  async #ask(): Promise<void> {
    const { clock } = this.#house;
    const { id } = await this.#house.ask(await this.#house.visitor(), { text: words });
    for (;;) {
      const question = await this.#questionAbout(id);
      if (question === null) {
        this.#unasked += 1;
        return;
      }
      const { memberId, assignmentId } = question;
      const [name, { line }] = [this.#names.get(memberId)!, this.#team.get(memberId)!];
      const isAccepted = name !== 'decliner' || (this.#declinersQuestions += 1) % 2 === 1;
      this.#questions.push({ name, at: clock.now(), isAccepted });
      clock.advance(1_000);
      const ref = assignmentId;
      if (!isAccepted) {
        await line.send({ frame: 'assignment.decline', ref, assignmentId });
        continue;
      }
      const answer = await line.send({ frame: 'assignment.accept', ref, assignmentId });
      if (answer.frame !== 'ok' || !('conversationId' in answer)) throw new Error(JSON.stringify(answer));
      const { conversationId } = answer as { conversationId: string };
      this.#talks.push({ id: conversationId, memberId, endsAt: clock.now() + this.#between(talkMs) });
      return;
    }
  }

  /** Who is being asked about it; null when nobody is, a moment after all that could lead to it has been done. */
  async #questionAbout(requestId: string): Promise<{ memberId: string; assignmentId: string } | null> {
    for (let tries = 0; tries < 200; tries += 1) {
      const rows = await this.#inHouse(
        (tx) => tx<{ memberId: string; assignmentId: string }[]>`
          select member_id, id as assignment_id from assignment where request_id = ${requestId} and state = 'offered'`,
      );
      if (rows[0] !== undefined) return rows[0];
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return null;
  }

  #outcome(breakFrom: number, breakUntil: number): Outcome {
    const accepted = (name: string, from = 0): number =>
      this.#questions.filter((one) => one.name === name && one.isAccepted && one.at >= from).length;
    const names = Array.from({ length: equals }, (_, index) => `equal ${index + 1}`);
    const mean = (from = 0): number => names.reduce((sum, name) => sum + accepted(name, from), 0) / equals;
    const asked = (name: string, from = 0, until = Infinity): number =>
      this.#questions.filter((one) => one.name === name && one.at >= from && one.at < until).length;
    return {
      equals: names.map((name) => accepted(name)),
      newcomersShare: asked('newcomer') / this.#questions.length,
      declinersShare: accepted('decliner') / mean(),
      declinersLongestMs: longestBetween(this.#questions.filter(({ name }) => name === 'decliner').map(({ at }) => at)),
      // Not what stood before them as it began.
      askedInBreak: asked('resting', breakFrom + 2 * minuteMs, breakUntil),
      shareAfterBreak: accepted('resting', breakUntil) / mean(breakUntil),
      unasked: this.#unasked,
    };
  }

  #between([from, to]: readonly [number, number]): number {
    return Math.round(from + (to - from) * this.#random());
  }

  #inHouse<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#db.withOrganisation(this.#house.organisationId, work);
  }
}

const longestBetween = (times: readonly number[]): number =>
  times.slice(1).reduce((longest, time, index) => Math.max(longest, time - times[index]!), 0);

/** How unevenly something is shared: 0 for all the same, towards 1 for one who has everything (Gini, 1912). */
export const giniOf = (values: readonly number[]): number => {
  const total = values.reduce((sum, value) => sum + value, 0);
  if (total === 0) return 0;
  const between = values.reduce((sum, one) => sum + values.reduce((all, other) => all + Math.abs(one - other), 0), 0);
  return between / (2 * values.length * total);
};

/** The same requests drawn by lot among the same people. */
export const lotsFor = (shares: readonly number[], seed: number): number[] => {
  const random = seededRandom(seed);
  const drawn = shares.map(() => 0);
  const total = shares.reduce((sum, one) => sum + one, 0);
  for (let number = 0; number < total; number += 1) drawn[Math.floor(random() * drawn.length)]! += 1;
  return drawn;
};
