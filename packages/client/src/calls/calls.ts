import type { CallEndReason, CallMedia, IceServers, ServerFrames } from '@harmony-live/protocol';
import { newId as newUuid, systemTimers } from '../environment.ts';
import type { ClientProblem } from '../problem.ts';
import type { Calls, CallsOptions, CallsView, CallDeviceProblem, CallPhase } from './call-types.ts';
import { createLink, type Link } from './link.ts';

/** Nobody waits longer than this for an answer. */
const unansweredAfterMs = 45_000;
/** How often the server is told that the call goes on. */
const aliveEveryMs = 20_000;

/** The call that this page takes part in, or sees. */
interface Current {
  callId: string;
  media: CallMedia;
  phase: CallPhase;
  /** True where this page is one of the two ends. */
  isMine: boolean;
  isSharing: boolean;
  /** The side that makes the offer. */
  isInitiator: boolean;
  local: MediaStream | null;
  remote: MediaStream | null;
  link: Link | null;
}

/**
 * Follows the calls of one conversation, which must be joined on `live`. Screen and voice go from browser to browser; only
 * questions, answers and addresses pass through the server.
 */
export const createCalls = (options: CallsOptions): Calls => {
  const { live, http, conversationId, side, devices, loadPeer, timers = systemTimers, newId = newUuid } = options;
  const subscribers = new Set<() => void>();
  let current: Current | null = null;
  let ended: CallsView['ended'] = null;
  let problem: CallsView['problem'] = null;
  let view: CallsView | null = null;
  let answerTimer: unknown;
  let aliveTimer: unknown;

  const changed = (): void => {
    view = null;
    for (const subscriber of [...subscribers]) subscriber();
  };

  const say = (
    call: Pick<Current, 'callId' | 'media'>,
    state: Said,
    more: { consent?: boolean; reason?: CallEndReason } = {},
  ) => live.request({ frame: 'call.state', conversationId, callId: call.callId, media: call.media, state, ...more });

  const fail = (trouble: ClientProblem | CallDeviceProblem): void => {
    problem = trouble;
    finish(null);
  };

  /** Lets go of everything; `how` is what the person reads. */
  const finish = (how: CallsView['ended']): void => {
    timers.clear(answerTimer);
    timers.clear(aliveTimer);
    current?.link?.close();
    current?.local?.getTracks().forEach((track) => track.stop());
    current = null;
    ended = how;
    changed();
  };

  const endNow = (reason: CallEndReason, byMe: boolean): void => {
    if (current === null) return;
    const { media } = current;
    say(current, 'ended', { reason }).catch(() => {
      // The server ends by itself what nobody is behind.
    });
    finish({ media, reason, byMe });
  };

  const begin = (media: CallMedia, phase: CallPhase, more: Partial<Current> = {}): Current => {
    problem = null;
    ended = null;
    const call: Current = {
      ...{ callId: newId(timers.now()), media, phase, isMine: true, isSharing: false, isInitiator: true },
      ...{ local: null, remote: null, link: null },
      ...more,
    };
    current = call;
    changed();
    return call;
  };

  /** @returns null where the person or the device said no */
  const take = async (get: () => Promise<MediaStream>): Promise<MediaStream | null> => {
    try {
      return await get();
    } catch (error) {
      const isMissing = (error as { name?: string }).name === 'NotFoundError';
      problem = { code: isMissing ? 'device/missing' : 'device/refused' };
      changed();
      return null;
    }
  };

  /** The person may also end it in the browser's own bar. */
  const watchEnd = (stream: MediaStream): void => {
    for (const track of stream.getTracks()) {
      track.addEventListener('ended', () => {
        if (current?.local === stream) endNow('stopped', true);
      });
    }
  };

  /** Both have a page behind them: the peers may find each other. */
  const connect = async (call: Current): Promise<void> => {
    if (call.link !== null) return;
    call.link = createLink({
      timers,
      isInitiator: call.isInitiator,
      stream: call.local,
      load: async () => {
        const [module, { iceServers }] = await Promise.all([loadPeer(), http.get<IceServers>('/v1/ice-servers')]);
        return { module, iceServers };
      },
      send: (data) => live.notify({ frame: 'call.signal', callId: call.callId, data }),
      onStream: (stream) => {
        call.remote = stream;
        changed();
      },
      onState: (state) => {
        if (current !== call) return;
        if (state === 'failed') return endNow(call.phase === 'connecting' ? 'cannot-connect' : 'gone', false);
        call.phase = state;
        changed();
        say(call, state).catch(() => {});
        if (state === 'connected') keepAlive(call);
      },
    });
    call.link.open();
  };

  const keepAlive = (call: Current): void => {
    timers.clear(aliveTimer);
    aliveTimer = timers.set(() => {
      if (current !== call) return;
      say(call, 'connected').catch(() => {});
      keepAlive(call);
    }, aliveEveryMs);
  };

  const waitForAnswer = (): void => {
    timers.clear(answerTimer);
    answerTimer = timers.set(() => {
      if (current?.phase === 'asking') endNow('no-answer', true);
    }, unansweredAfterMs);
  };

  const heard = (frame: ServerFrames['call.state']): void => {
    if (frame.conversationId !== conversationId) return;
    const { callId, media, state, startedBy, isReady, reason = 'stopped' } = frame;
    if (current !== null && current.callId !== callId) return;
    if (state === 'ended') {
      if (current !== null) finish({ media, reason, byMe: false });
      return;
    }
    if (current === null) {
      // Somebody else's beginning, or another tab's.
      const isForMe = startedBy !== side;
      const isShown = media === 'screen' && startedBy === 'visitor' && side === 'member';
      begin(media, isShown ? 'connecting' : isForMe && state === 'asked' ? 'asked' : 'elsewhere', {
        ...{ callId, isMine: false, isInitiator: media === 'screen' ? side === 'visitor' : !isForMe },
      });
      if (isShown) void join();
      return;
    }
    if (!current.isMine) {
      if (current.phase === 'asked' && state !== 'asked') {
        current.phase = 'elsewhere';
        changed();
      }
      return;
    }
    if (current.phase === 'asking' && state === 'connecting') {
      timers.clear(answerTimer);
      current.phase = 'connecting';
      changed();
    }
    if (isReady && current.phase !== 'asking') void connect(current);
  };

  /** A member looks at the screen that the visitor shows; in one tab only. */
  const join = async (): Promise<void> => {
    const call = current;
    if (call === null) return;
    call.isMine = true;
    try {
      await say(call, 'connecting');
    } catch {
      call.isMine = false;
      call.phase = 'elsewhere';
      changed();
    }
  };

  const offs = [
    live.on('call.state', heard),
    live.on('call.signal', ({ callId, data }) => {
      if (current?.callId === callId && current.isMine) void current.link?.signal(data);
    }),
    // On a new connection the server has to know again whose it is.
    live.onConnected(() => {
      if (current?.isMine && (current.phase === 'connected' || current.phase === 'recovering'))
        say(current, current.phase).catch(() => {});
    }),
  ];

  return {
    get view() {
      view ??= { call: current === null ? null : shown(current), ended, problem };
      return view;
    },
    subscribe: (fn) => {
      subscribers.add(fn);
      return () => void subscribers.delete(fn);
    },
    ask: async (media) => {
      if (current !== null) return;
      const local = media === 'voice' ? await take(devices.getUserMedia) : null;
      if (media === 'voice' && local === null) return;
      if (local !== null) watchEnd(local);
      // Whoever shows makes the offer; of two voices, whoever asked.
      const call = begin(media, 'asking', { local, isInitiator: media === 'voice' });
      waitForAnswer();
      await say(call, 'asked').catch((trouble: ClientProblem) => fail(trouble));
    },
    shareScreen: async () => {
      if (current !== null) return;
      const local = await take(devices.getDisplayMedia);
      if (local === null) return;
      watchEnd(local);
      const call = begin('screen', 'connecting', { local, isSharing: true, isInitiator: true });
      await say(call, 'connecting', { consent: true }).catch((trouble: ClientProblem) => fail(trouble));
    },
    accept: async () => {
      const call = current;
      if (call?.phase !== 'asked') return;
      const local = await take(call.media === 'screen' ? devices.getDisplayMedia : devices.getUserMedia);
      if (current !== call || local === null) {
        local?.getTracks().forEach((track) => track.stop());
        return;
      }
      watchEnd(local);
      call.isMine = true;
      call.local = local;
      call.isSharing = call.media === 'screen';
      call.phase = 'connecting';
      changed();
      await say(call, 'connecting', { consent: true }).catch((trouble: ClientProblem) => fail(trouble));
    },
    decline: () => endNow('declined', true),
    stop: () => endNow('stopped', true),
    clearEnd: () => {
      ended = null;
      problem = null;
      changed();
    },
    dispose: () => {
      if (current?.isMine) endNow('gone', true);
      offs.forEach((off) => off());
      subscribers.clear();
      timers.clear(answerTimer);
      timers.clear(aliveTimer);
    },
  };
};

type Said = 'asked' | 'connecting' | 'connected' | 'recovering' | 'ended';

const shown = ({ callId, media, phase, isSharing, remote, local }: Current): CallsView['call'] => ({
  ...{ callId, media, phase, isSharing, remote, local },
});
