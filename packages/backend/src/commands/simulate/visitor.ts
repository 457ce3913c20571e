import type { Conversation, HelpRequest, MessageReceipt, ServerFrame, VisitStarted } from '@harmony-live/protocol';
import type { Workplace } from './expert.ts';
import { doubleMessage, doubleRequest, lostMessage, type Outcome } from './ledger.ts';
import type { PlannedVisitor } from './plan.ts';
import { isCut, Refused, type Line, type Method } from './wire.ts';

/** Who was promised a person leaves when that person says nothing for so long. In simulated milliseconds. */
const silenceMs = 180_000;
/** Whose connection broke is back after so long; whoever loads the page again is sooner. */
const backAfterMs = { drop: 6_000, reload: 1_500 };
/** How long they think before they say that it is solved, or not. */
const thinking = { median: 15, sigma: 0.6 };

/** Where they come: the site with its page, and the world that experts live in too. */
export interface Site extends Workplace {
  key: string;
  origin: string;
}

/** A visitor from asking to the end. */
export interface VisitorThere {
  /** Resolves when they are gone. */
  done: Promise<void>;
  /** Ends it at once; what waits is cancelled where the server can still be reached. */
  leave(): Promise<void>;
}

/** Lets a visitor ask, wait, talk and go, as planned. */
export const startVisitor = (site: Site, planned: PlannedVisitor): VisitorThere => {
  const { wire, timing, ledger } = site;
  const { chance } = planned;
  const record = ledger.ask(planned, timing.now());
  const { promise: done, resolve: finished } = Promise.withResolvers<void>();
  const stops = new Set<() => void>();
  /** What the server has acknowledged, by the client's own id. */
  const sent = new Map<string, number>();
  let visit: Pick<VisitStarted, 'token' | 'visitorKey'> | null = null;
  let line: Line | null = null;
  let conversationId: string | null = null;
  let isDeciding = false;
  let isGone = false;
  let stopSilence = (): void => {};

  const attempt = (act: () => Promise<unknown>): void =>
    void act().catch((error: unknown) => {
      if (!isGone && !isCut(error)) ledger.refuse(error);
    });
  const later = (delayMs: number, act: () => void): (() => void) => {
    const stop = timing.after(delayMs, () => {
      stops.delete(stop);
      if (!isGone) act();
    });
    stops.add(stop);
    return stop;
  };

  const startVisit = async (): Promise<void> => {
    const known = visit?.visitorKey === undefined ? {} : { visitorKey: visit.visitorKey };
    const { origin } = site;
    const { token, visitorKey } = await wire.call<VisitStarted>({ origin }, 'POST', '/v1/visits', {
      ...{ site: site.key, locale: planned.language, ...known },
    });
    visit = { token, visitorKey: visitorKey ?? visit?.visitorKey };
  };

  /** As this visitor, with a fresh token where the old one has run out. */
  const call = async <T>(method: Method, path: string, body?: object): Promise<T> => {
    const headers = () => ({ origin: site.origin, authorization: `Bearer ${visit!.token}` });
    try {
      return await wire.call<T>(headers(), method, path, body);
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'token/expired') throw error;
      await startVisit();
      return wire.call<T>(headers(), method, path, body);
    }
  };

  const connect = async (): Promise<void> => {
    if (isGone || line !== null) return;
    try {
      const opened = await wire.open({ origin: site.origin }, visit!.token, { frame: hear, closed });
      if (isGone) return opened.close();
      line = opened;
      await catchUp();
    } catch (error) {
      if (error instanceof Refused && error.code === 'token/expired') await startVisit();
      else if (!isCut(error)) ledger.refuse(error);
      if (line === null) later(backAfterMs.reload, () => attempt(connect));
    }
  };
  const closed = (): void => {
    line = null;
    // Tokens last fifteen minutes; a line that ended may have ended with one.
    later(backAfterMs.reload, () => attempt(async () => (await startVisit(), await connect())));
  };

  const ask = async (): Promise<void> => {
    const body = {
      clientId: chance.id(),
      text: planned.text,
      language: planned.language,
      urgency: planned.urgency,
      context: { page: { path: '/simulated' } },
    };
    const create = (): Promise<HelpRequest> => call<HelpRequest>('POST', '/v1/help-requests', body);
    await startVisit();
    if (planned.isRetried) ledger.faults.retry += 1;
    const [request, again] = await Promise.all(planned.isRetried ? [create(), create()] : [create()]);
    if (again !== undefined && again.id !== request!.id) record.violations.push(doubleRequest);
    const { id, waitMs, reachable } = request!;
    record.id = id;
    const [lowMs, highMs] = [timing.ofServer(waitMs.low), timing.ofServer(waitMs.high)];
    record.estimate = { lowMs, highMs, reachable };
    await connect();
  };

  const cancel = async (): Promise<void> => {
    if (record.isMatchedNow) return;
    follow(await call<HelpRequest>('DELETE', `/v1/help-requests/${record.id}`));
  };

  /** Where things stand, for whoever was away. */
  const catchUp = async (): Promise<void> => {
    follow(await call<HelpRequest>('GET', `/v1/help-requests/${record.id}`));
    if (conversationId === null || line === null) return;
    await line.ask({ frame: 'join', conversationId, after: 0 });
    const { state } = await call<Conversation>('GET', `/v1/conversations/${conversationId}`);
    hearConversation(state);
  };

  const hear = (frame: ServerFrame): void => {
    if (isGone) return;
    if (frame.frame === 'request' && frame.requestId === record.id) follow(frame);
    else if (frame.frame === 'conversation' && frame.conversationId === conversationId) hearConversation(frame.state);
    else if (frame.frame === 'message' && frame.from.kind === 'member' && frame.kind === 'text') {
      record.firstAnswerAt ??= timing.now();
      stopSilence();
    }
  };

  const follow = ({ state, conversationId: found }: Pick<HelpRequest, 'state' | 'conversationId'>): void => {
    if (isGone) return;
    if (state === 'cancelled' || state === 'expired') return end(state);
    if (state === 'queued' && record.isMatchedNow) {
      record.isMatchedNow = false;
      record.requeued += 1;
      conversationId = null;
      stopSilence();
    }
    if (state !== 'matched' || found === undefined || found === conversationId) return;
    conversationId = found;
    record.matchedAt ??= timing.now();
    record.isMatchedNow = true;
    stopSilence = later(silenceMs, () => attempt(giveUp));
    attempt(enter);
  };

  const enter = async (): Promise<void> => {
    await line?.ask({ frame: 'join', conversationId: conversationId!, after: 0 });
    await write('Thank you for coming. It happens each time I try.');
  };

  const write = async (body: string): Promise<void> => {
    if (conversationId === null || line === null) return;
    const message = { frame: 'message' as const, conversationId, clientId: chance.id(), kind: 'text' as const, body };
    if (planned.isDuplicated) ledger.faults.duplicate += 1;
    const receipts = await Promise.all(Array.from({ length: planned.isDuplicated ? 2 : 1 }, () => line!.ask(message)));
    const [first, second] = receipts as unknown as MessageReceipt[];
    if (second !== undefined && second.seq !== first!.seq) record.violations.push(doubleMessage);
    sent.set(message.clientId, first!.seq);
  };

  const hearConversation = (state: string): void => {
    if (isGone || conversationId === null) return;
    if (state === 'proposed' && !isDeciding) {
      isDeciding = true;
      later(chance.time(thinking), () => attempt(decide));
    } else if (state === 'closed') attempt(() => leaveWith(record.firstAnswerAt === null ? 'left-alone' : 'helped'));
  };

  const decide = async (): Promise<void> => {
    const helper = ledger.experts[ledger.course(record.id!).acceptedBy.at(-1) ?? -1]?.expert;
    const isTheirs = helper !== undefined && planned.groups.includes(helper.group);
    const isSolved = chance.is(isTheirs ? helper.conduct.solves : (helper?.conduct.solvesOthers ?? 0));
    const path = `/v1/conversations/${conversationId}`;
    try {
      await call('POST', `${path}/resolve`, { outcome: isSolved ? 'solved' : 'not-yet' });
      record.isSolved = isSolved;
    } finally {
      // Whoever said that it is solved has decided for good, whatever they are told once more.
      isDeciding = record.isSolved;
    }
    if (!isSolved) return;
    if (planned.stars !== null) await call('POST', `${path}/rating`, { rating: planned.stars });
    await leaveWith('helped');
  };

  const giveUp = async (): Promise<void> => {
    if (record.firstAnswerAt !== null) return;
    await call('POST', `/v1/conversations/${conversationId}/close`, {});
    await leaveWith('left-alone');
  };

  /** Before they go they read it all: what was acknowledged must be there, once. */
  const leaveWith = async (outcome: Outcome): Promise<void> => {
    if (isGone) return;
    try {
      const { items } = await call<{ items: { clientId: string | null; seq: number }[] }>(
        'GET',
        `/v1/conversations/${conversationId}/messages?after=0&limit=100`,
      );
      for (const [clientId, seq] of sent) {
        const there = items.filter((item) => item.clientId === clientId);
        if (there.length === 0) record.violations.push(lostMessage);
        else if (there.length > 1 || there[0]!.seq !== seq) record.violations.push(doubleMessage);
      }
    } catch (error) {
      ledger.refuse(error);
    }
    end(outcome);
  };

  const end = (outcome: Outcome): void => {
    if (isGone) return;
    isGone = true;
    record.outcome = outcome;
    record.endedAt = timing.now();
    for (const stop of stops) stop();
    line?.close();
    line = null;
    finished();
  };

  const breakOff = (kind: 'drop' | 'reload'): void => {
    if (line === null) return;
    ledger.faults[kind] += 1;
    line.close();
    line = null;
    const comeBack = async (): Promise<void> => {
      if (kind === 'reload') await startVisit();
      await connect();
    };
    later(backAfterMs[kind], () => attempt(comeBack));
  };

  ask().then(
    () => {
      if (isGone) return;
      later(record.askedAt + planned.patienceMs - timing.now(), () => attempt(cancel));
      for (const kind of ['drop', 'reload'] as const) {
        const afterMs = planned[`${kind}AfterMs`];
        if (afterMs !== null) later(afterMs, () => breakOff(kind));
      }
    },
    (error: unknown) => {
      ledger.refuse(error);
      if (record.id === null) end('refused');
    },
  );

  return {
    done,
    leave: async () => {
      if (!isGone && record.id !== null && !record.isMatchedNow) {
        await call('DELETE', `/v1/help-requests/${record.id}`).catch(() => {});
      }
      if (!isGone && conversationId !== null) {
        await call('POST', `/v1/conversations/${conversationId}/close`, {}).catch(() => {});
      }
      end('unfinished');
    },
  };
};
