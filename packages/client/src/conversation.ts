import type { Conversation, ConversationState, Message, Presence, Sender, ServerFrames } from '@harmony-live/protocol';
import { backoffMs } from './backoff.ts';
import type { ConversationModel, ConversationOptions, ConversationView, Participant } from './conversation-types.ts';
import { viewOf } from './conversation-view.ts';
import { newId as newUuid, systemTimers } from './environment.ts';
import type { PushedName } from './live-types.ts';
import { createMessageLog } from './message-log.ts';
import { createOutgoingStore } from './outgoing.ts';
import { isPassing, type ClientProblem } from './problem.ts';
import { createSending } from './sending.ts';
import { createOthersTyping, createOwnTyping } from './typing.ts';

/** The most messages that one request brings. */
const pageSize = 100;
/** A hole in the numbers may close by itself: what is missing is often just behind. */
const gapGraceMs = 500;

/**
 * Follows one conversation from now on: reads its history, joins it at each connection, sends what waits on the device.
 * `live` must be connected by its owner. Ends with `dispose()`.
 */
export const createConversation = (options: ConversationOptions): ConversationModel => {
  const { live, http, conversationId, me, storage, timers = systemTimers, newId = newUuid, onError } = options;
  const path = `/v1/conversations/${conversationId}`;
  const log = createMessageLog();
  const others = new Map<string, Participant>();
  const readByOthers = new Map<string, number>();
  const subscribers = new Set<() => void>();
  let details: Conversation | null = null;
  let state: ConversationState | null = null;
  let problem: ClientProblem | null = null;
  let isLoaded = false;
  let readSeq = 0;
  let expectedSeq = 0;
  let presence: Presence = 'here';
  /** Each connection begins a new run; what an older one still has under way changes nothing any more. */
  let run = 0;
  let troubles = 0;
  let retryTimer: unknown;
  let gapTimer: unknown;
  let marking: Promise<unknown> = Promise.resolve();
  let view: ConversationView | null = null;
  let isTelling = false;

  const changed = (): void => {
    view = null;
    if (isTelling) return;
    isTelling = true;
    queueMicrotask(() => {
      isTelling = false;
      for (const subscriber of [...subscribers]) {
        try {
          subscriber();
        } catch (error) {
          onError?.(error);
        }
      }
    });
  };

  const isMe = ({ kind, id }: Sender): boolean => kind === me.kind && id === me.id;
  const ownTyping = createOwnTyping(timers, (isTyping) => live.notify({ frame: 'typing', conversationId, isTyping }));
  const othersTyping = createOthersTyping(timers, changed);
  const sending = createSending({
    live,
    conversationId,
    store: createOutgoingStore(storage, conversationId),
    timers,
    onStored: ({ clientId, body }, { id, seq, at }) => take({ id, seq, clientId, from: me, kind: 'text', body, at }),
    onChange: changed,
  });

  const take = (message: Message): void => {
    if (!log.add(message)) return;
    if (message.clientId !== null && isMe(message.from)) sending.confirm(message.clientId);
    othersTyping.remove(message.from);
    if (message.kind === 'closed') state = 'closed';
    const isNew = message.kind === 'joined' && !isMe(message.from) && !others.has(keyOf(message.from));
    const isGone = message.kind === 'left' && !isMe(message.from) && others.has(keyOf(message.from));
    if ((isNew || isGone) && isLoaded) void refresh();
    expect(message.seq);
    changed();
  };

  const takeDetails = (fresh: Conversation): void => {
    details = fresh;
    state = fresh.state;
    readSeq = Math.max(readSeq, fresh.readSeq);
    others.clear();
    for (const participant of fresh.participants) if (!isMe(participant)) others.set(keyOf(participant), participant);
    readByOthers.set('', fresh.otherReadSeq);
    changed();
  };

  /** History first, then the live end of it: whatever comes between is replayed by the join. */
  const sync = async (): Promise<void> => {
    run += 1;
    const mine = run;
    timers.clear(retryTimer);
    try {
      if (details === null) takeDetails(await http.get<Conversation>(path));
      if (!isLoaded) await readPages(mine);
      if (mine !== run) return;
      isLoaded = true;
      changed();
      // Those who lead look on: they hear what is said, and their colleagues know that they do.
      if (!isParticipant() && me.kind !== 'member') return;
      const { lastSeq } = await live.request({ frame: 'join', conversationId, after: log.lastSeq });
      if (mine !== run) return;
      troubles = 0;
      expect(lastSeq);
      if (readSeq > 0) live.notify({ frame: 'read', conversationId, seq: readSeq });
      if (presence === 'away') live.notify({ frame: 'presence', conversationId, status: presence });
      sending.open(isParticipant());
    } catch (error) {
      if (mine === run) heed(error as ClientProblem, sync);
    }
  };

  const readPages = async (mine: number): Promise<void> => {
    for (let next: string | null = String(log.lastSeq); next !== null;) {
      const page: MessagePage = await http.get(`${path}/messages?after=${next}&limit=${pageSize}`);
      if (mine !== run) return;
      page.items.forEach(take);
      next = page.next;
    }
  };

  /** The numbers have no holes, so one that lies beyond the next says that something is missing. */
  const expect = (seq: number): void => {
    expectedSeq = Math.max(expectedSeq, seq);
    if (log.lastSeq < expectedSeq) gapTimer ??= timers.set(closeGap, gapGraceMs);
  };

  const closeGap = (): void => {
    gapTimer = undefined;
    if (log.lastSeq < expectedSeq) readPages(run).catch((error: ClientProblem) => heed(error, closeGap));
  };

  /** What changed by other ways than messages: state, participants, or that it is gone. */
  const refresh = async (): Promise<void> => {
    const mine = run;
    const wasIn = details === null || isParticipant();
    try {
      const fresh = await http.get<Conversation>(path);
      if (mine !== run) return;
      const isBack = problem !== null;
      if (isBack) isLoaded = false;
      problem = null;
      takeDetails(fresh);
      // Whoever comes, comes back, or looks on from now on joins anew: the server knows them in their old part.
      if (isBack || wasIn !== isParticipant()) await sync();
    } catch (error) {
      if (mine === run) heed(error as ClientProblem, refresh);
    }
  };

  const heed = (trouble: ClientProblem, again: () => unknown): void => {
    // Without a connection the next one begins anew; the sign-in may be renewed by then as well.
    if (live.status.state !== 'online' || trouble.status === 401) return;
    if (isPassing(trouble)) {
      retryTimer = timers.set(() => void again(), trouble.retryAfterMs ?? backoffMs(troubles++, timers.random()));
      return;
    }
    problem = trouble;
    log.clear();
    expectedSeq = 0;
    sending.open(false);
    sending.clear();
    changed();
  };

  const isParticipant = (): boolean => details?.participants.some(isMe) ?? true;

  const hear = <N extends PushedName>(name: N, fn: (frame: ServerFrames[N]) => void): (() => void) =>
    live.on(name, (frame) => {
      if ('conversationId' in frame && frame.conversationId === conversationId) fn(frame);
    });

  const offs = [
    live.onState(({ state: connection }) => {
      if (connection !== 'online') {
        run += 1;
        sending.open(false);
        othersTyping.clear();
      }
      changed();
    }),
    live.onConnected(() => void sync()),
    hear('message', take),
    hear('conversation', () => void refresh()),
    hear('typing', ({ from, isTyping }) => isMe(from) || othersTyping.set(from, isTyping)),
    hear('read', ({ from, seq }) => {
      if (isMe(from)) readSeq = Math.max(readSeq, seq);
      else readByOthers.set(keyOf(from), Math.max(readByOthers.get(keyOf(from)) ?? 0, seq));
      changed();
    }),
    hear('presence', ({ from, status }) => {
      if (isMe(from)) return;
      others.set(keyOf(from), { ...others.get(keyOf(from)), ...from, isHere: status === 'here' });
      changed();
    }),
  ];

  return {
    get state() {
      return (view ??= viewOf({
        conversationId,
        me,
        isLoaded,
        messages: log.all(),
        lastSeq: log.lastSeq,
        unsent: sending.unsent,
        typing: othersTyping.all,
        others: [...others.values()],
        state,
        canWrite: problem === null && state !== 'closed' && isParticipant(),
        readSeq,
        otherReadSeq: Math.max(0, ...readByOthers.values()),
        details,
        connection: live.status,
        problem,
      }));
    },
    subscribe: (fn) => {
      subscribers.add(fn);
      return () => void subscribers.delete(fn);
    },
    send: (text) => {
      const body = text.trim();
      if (body === '') return null;
      const clientId = newId();
      ownTyping.forget();
      sending.add({ clientId, body, writtenAt: timers.now() });
      changed();
      return clientId;
    },
    retry: (clientId) => {
      sending.retry(clientId);
      changed();
    },
    remove: (clientId) => {
      sending.remove(clientId);
      changed();
    },
    markRead: () => {
      if (log.lastSeq <= readSeq) return;
      readSeq = log.lastSeq;
      live.notify({ frame: 'read', conversationId, seq: readSeq });
      changed();
    },
    setTyping: ownTyping.set,
    setPresence: (status) => {
      presence = status;
      live.notify({ frame: 'presence', conversationId, status });
    },
    resolve: async (outcome) => {
      // Requests may overtake each other, and what is marked after the end is no solution any more.
      await marking;
      takeDetails(await http.post<Conversation>(`${path}/resolve`, { outcome }));
    },
    markSolution: async (seq) => {
      const marked = http.post<Conversation>(`${path}/solution`, { seq });
      marking = marked.catch(() => {});
      takeDetails(await marked);
    },
    rate: async (rating, thanks) =>
      takeDetails(await http.post<Conversation>(`${path}/rating`, { rating, ...(thanks ? { thanks } : {}) })),
    giveBack: async () => void (await http.post(`${path}/return`)),
    close: async () => takeDetails(await http.post<Conversation>(`${path}/close`)),
    dispose: () => {
      run += 1;
      ownTyping.stop();
      live.notify({ frame: 'presence', conversationId, status: 'away' });
      offs.forEach((off) => off());
      sending.open(false);
      othersTyping.clear();
      timers.clear(retryTimer);
      timers.clear(gapTimer);
      subscribers.clear();
    },
  };
};

/** `MessageList` of the protocol. */
interface MessagePage {
  items: Message[];
  next: string | null;
}

const keyOf = ({ kind, id }: Sender): string => `${kind}:${id}`;
