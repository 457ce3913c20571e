import type { Conversation, ServerFrame, ServerFrames } from '@harmony-live/protocol';
import type { Ledger } from './ledger.ts';
import type { PlannedExpert } from './plan.ts';
import type { Timing } from './timing.ts';
import { isCut, Refused, type Headers, type Line, type Wire } from './wire.ts';

/** Whose connection broke comes back after so long, in simulated milliseconds. */
const backAfterMs = 2_000;
/** From the person's **Not yet** until they try again: this share of the first time. */
const secondTry = 0.5;
/** A proposal that nobody answers is closed after so long, so that the place is free again. In simulated milliseconds. */
const unansweredMs = 10 * 60_000;
/** From accepting until the first words. */
const firstWords = { median: 8, sigma: 0.5 };
/** Between their words while they work on it. */
const nextWords = { median: 150, sigma: 0.4 };

/** Where they work. */
export interface Workplace {
  wire: Wire;
  timing: Timing;
  ledger: Ledger;
  /** Shifts that reach this time go on until everybody has been helped. In simulated milliseconds. */
  endMs: number;
}

/** An expert at work, from their first shift to the end. */
export interface ExpertAtWork {
  /** Ends everything; the switch goes off where the server can still be reached. */
  leave(): Promise<void>;
}

interface Talk {
  requestId: string;
  proposals: number;
  stop: () => void;
}

/** Lets an expert come and go by their shifts, answer what is put before them, and talk. */
export const startExpert = (
  { wire, timing, ledger, endMs }: Workplace,
  planned: PlannedExpert,
  headers: Headers,
): ExpertAtWork => {
  const { chance, conduct, index } = planned;
  const record = ledger.experts[index]!;
  const questions = new Map<string, { requestId: string; stop: () => void }>();
  const talks = new Map<string, Talk>();
  let line: Line | null = null;
  let isOpening = false;
  let isOnShift = false;
  let isGone = false;
  const stops = new Set<() => void>();

  const failed = (error: unknown): void => {
    if (!isGone && !isCut(error)) ledger.refuse(error);
  };
  const attempt = (act: () => Promise<unknown>): void => void act().catch(failed);
  const later = (delayMs: number, act: () => void): (() => void) => {
    const stop = timing.after(delayMs, () => {
      stops.delete(stop);
      if (!isGone) act();
    });
    stops.add(stop);
    return stop;
  };

  const connect = async (): Promise<void> => {
    if (isGone || isOpening || line !== null) return;
    isOpening = true;
    try {
      line = await wire.open(headers, undefined, { frame: hear, closed });
      if (isOnShift) await turn(true);
      await catchUp();
    } catch (error) {
      failed(error);
      later(backAfterMs, () => attempt(connect));
    } finally {
      isOpening = false;
    }
  };
  const closed = (): void => {
    line = null;
    if (isOnShift || talks.size > 0) later(backAfterMs, () => attempt(connect));
  };
  /** What they took without hearing that it is theirs, and what went on or ended while they were away. */
  const catchUp = async (): Promise<void> => {
    const { items } = await wire.call<{ items: Conversation[] }>(headers, 'GET', '/v1/conversations?limit=100');
    for (const { id, requestId, state } of items) {
      // What they talked about before they came here is none of ours.
      if (state === 'open' && ledger.course(requestId).asked.includes(index)) take(id, requestId);
      hearTalk(id, state);
    }
  };
  const turn = async (isOn: boolean): Promise<void> => {
    await line?.ask({ frame: 'availability', switch: isOn });
    ledger.turn(index, isOn && line !== null, timing.now());
  };

  const begin = (): void => {
    isOnShift = true;
    if (line === null) attempt(connect);
    else attempt(() => turn(true));
  };
  const end = (): void => {
    isOnShift = false;
    attempt(() => turn(false));
  };

  const hear = (frame: ServerFrame): void => {
    if (isGone) return;
    if (frame.frame === 'assignment') hearQuestion(frame);
    else if (frame.frame === 'assignment.ended') endQuestion(frame.assignmentId, frame.state);
    else if (frame.frame === 'availability') hearStanding(frame);
    else if (frame.frame === 'conversation') hearTalk(frame.conversationId, frame.state);
  };

  const hearStanding = ({ switch: isOn, because }: ServerFrames['availability']): void => {
    if (isOn || because !== 'three-time-outs' || !record.isOn) return;
    record.switchedOff += 1;
    ledger.turn(index, false, timing.now());
    later(1000 * conduct.returnsAfterSeconds, () => {
      if (isOnShift && line !== null && !record.isOn) attempt(() => turn(true));
    });
  };

  const hearQuestion = ({ assignmentId, request }: ServerFrames['assignment']): void => {
    // A connection that comes back shows again what is open.
    if (questions.has(assignmentId)) return;
    const course = ledger.course(request.id);
    course.asked.push(index);
    course.open.add(index);
    record.open += 1;
    const choice = chance.weighted([conduct.accepts, conduct.declines, 1 - conduct.accepts - conduct.declines]);
    const delayMs = chance.time(conduct.answerSeconds);
    const answer = choice === 0 ? accept : decline;
    const stop = choice === 2 ? () => {} : later(delayMs, () => attempt(() => answer(assignmentId)));
    questions.set(assignmentId, { requestId: request.id, stop });
  };

  const endQuestion = (assignmentId: string, state: string): void => {
    const question = questions.get(assignmentId);
    if (question === undefined) return;
    question.stop();
    questions.delete(assignmentId);
    record.open -= 1;
    ledger.course(question.requestId).open.delete(index);
    if (state === 'timed-out') record.ranOut += 1;
  };

  const decline = async (assignmentId: string): Promise<void> => {
    await line?.ask({ frame: 'assignment.decline', assignmentId, reason: 'busy with something else' });
    record.declined += 1;
    endQuestion(assignmentId, 'declined');
  };

  const accept = async (assignmentId: string): Promise<void> => {
    const question = questions.get(assignmentId);
    if (question === undefined || line === null) return;
    try {
      const { conversationId } = (await line.ask({ frame: 'assignment.accept', assignmentId })) as unknown as {
        conversationId: string;
      };
      take(conversationId, question.requestId);
    } catch (error) {
      if (!isOver(error)) throw error;
      record.tooLate += 1;
      endQuestion(assignmentId, 'withdrawn');
    }
  };

  const take = (conversationId: string, requestId: string): void => {
    for (const [assignmentId, question] of questions) {
      if (question.requestId === requestId) endQuestion(assignmentId, 'accepted');
    }
    if (talks.has(conversationId)) return;
    record.accepted += 1;
    record.load += 1;
    ledger.course(requestId).acceptedBy.push(index);
    beginTalk(conversationId, requestId);
    dropSoon();
  };

  /** Their connection breaks some time after they accepted. */
  const dropSoon = (): void => {
    if (!chance.is(planned.drops)) return;
    later(chance.below(60_000), () => {
      if (line === null) return;
      ledger.faults.drop += 1;
      hangUp();
      closed();
    });
  };

  const beginTalk = (conversationId: string, requestId: string): void => {
    const talk: Talk = { requestId, proposals: 0, stop: () => {} };
    talks.set(conversationId, talk);
    if (chance.is(conduct.vanishes)) return;
    const firstMs = chance.time(firstWords);
    const handlingMs = Math.max(firstMs + 1000, chance.time(conduct.handlingSeconds));
    const until = timing.now() + handlingMs;
    const hello = 'Hello, I am looking at it with you. What do you see right now?';
    talk.stop = later(firstMs, () => work(conversationId, talk, until, hello));
  };

  /** Writes now and then: the server takes a conversation in which nobody writes for ten minutes for over. */
  const work = (conversationId: string, talk: Talk, until: number, words: string): void => {
    attempt(() => write(conversationId, words));
    const nextMs = chance.time(nextWords);
    const leftMs = until - timing.now();
    if (leftMs <= nextMs) talk.stop = later(leftMs, () => attempt(() => propose(conversationId)));
    else talk.stop = later(nextMs, () => work(conversationId, talk, until, 'One moment, I am trying that as well.'));
  };

  const write = async (conversationId: string, body: string): Promise<void> => {
    await wire.call(headers, 'POST', `/v1/conversations/${conversationId}/messages`, {
      ...{ clientId: chance.id(), kind: 'text', body },
    });
  };

  const propose = async (conversationId: string): Promise<void> => {
    const talk = talks.get(conversationId);
    if (talk === undefined) return;
    talk.proposals += 1;
    if (talk.proposals > 2) return close(conversationId);
    talk.stop = later(unansweredMs, () => attempt(() => close(conversationId)));
    await wire.call(headers, 'POST', `/v1/conversations/${conversationId}/resolve`, { outcome: 'solved' });
  };

  const close = async (conversationId: string): Promise<void> => {
    await wire.call(headers, 'POST', `/v1/conversations/${conversationId}/close`, {});
    hearTalk(conversationId, 'closed');
  };

  const hearTalk = (conversationId: string, state: string): void => {
    const talk = talks.get(conversationId);
    if (talk === undefined) return;
    if (state === 'closed' || state === 'resolved') {
      talk.stop();
      talks.delete(conversationId);
      record.load -= 1;
      if (!isOnShift && talks.size === 0) hangUp();
    } else if (state === 'open' && talk.proposals > 0) {
      talk.stop();
      const againMs = secondTry * chance.time(conduct.handlingSeconds);
      work(conversationId, talk, timing.now() + againMs, 'Then let us look again.');
    }
  };

  const hangUp = (): void => {
    line?.close();
    line = null;
  };

  for (const { fromMs, toMs } of planned.shifts) {
    later(fromMs - timing.now(), begin);
    if (toMs < endMs) later(toMs - timing.now(), end);
  }

  return {
    leave: async () => {
      if (record.isOn) await turn(false).catch(() => {});
      isGone = true;
      for (const stop of stops) stop();
      hangUp();
    },
  };
};

/** The person or somebody else was faster: nothing is wrong with that. */
const isOver = (error: unknown): boolean =>
  error instanceof Refused && (error.code === 'assignment/expired' || error.code === 'assignment/taken');
