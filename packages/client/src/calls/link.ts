import type { IceServers, PeerSignal } from '@harmony-live/protocol';
import type { Timers } from '../environment.ts';
import type { Peer, PeerModule } from './call-types.ts';

/** After this long without a connection both are told, and go on in text. */
const connectWithinMs = 7_000;
/** A lost connection is tried again this often, and given up after `recoverWithinMs`. */
const againEveryMs = 4_000;
const recoverWithinMs = 20_000;

export interface LinkOptions {
  timers: Timers;
  isInitiator: boolean;
  stream: MediaStream | null;
  load(): Promise<{ module: PeerModule; iceServers: IceServers['iceServers'] }>;
  send(data: PeerSignal): void;
  onStream(stream: MediaStream): void;
  onState(state: 'connected' | 'recovering' | 'failed'): void;
}

/** Keeps two browsers connected through any number of peers: a lost one is replaced by both sides. */
export interface Link {
  open(): void;
  signal(data: PeerSignal): Promise<void>;
  close(): void;
}

/**
 * Builds the link of one side. A peer destroys itself in an outage and cannot be mended, so each is disposable: whoever
 * notices the loss says `again`, and both begin anew.
 */
export const createLink = (options: LinkOptions): Link => {
  const { timers, isInitiator, stream, load, send, onStream, onState } = options;
  let parts: ReturnType<LinkOptions['load']> | null = null;
  let peer: Peer | null = null;
  let isClosed = false;
  let wasConnected = false;
  let deadline: unknown;
  let retry: unknown;
  /** What came before the peer was there. */
  let early: PeerSignal[] = [];

  const build = async (): Promise<void> => {
    parts ??= load();
    const { module, iceServers } = await parts;
    if (isClosed) return;
    peer?.destroy();
    const mine: Peer = module.createPeer(
      { initiator: isInitiator, stream, iceServers },
      {
        onSignal: (data) => {
          if (peer === mine) send(data);
        },
        onStream: (remote) => {
          if (peer === mine) onStream(remote);
        },
        onConnect: () => {
          if (peer !== mine) return;
          timers.clear(deadline);
          timers.clear(retry);
          wasConnected = true;
          onState('connected');
        },
        onLost: () => {
          if (peer === mine) lost();
        },
      },
    );
    peer = mine;
    const waiting = early;
    early = [];
    for (const data of waiting) mine.signal(data);
  };

  const start = (): void => {
    build().catch(() => {
      if (!isClosed) onState('failed');
    });
  };

  const giveUpAfter = (ms: number): void => {
    timers.clear(deadline);
    deadline = timers.set(() => {
      if (!isClosed) onState('failed');
    }, ms);
  };

  const lost = (): void => {
    if (isClosed) return;
    peer = null;
    if (!wasConnected) return; // The deadline of the first connection decides.
    onState('recovering');
    giveUpAfter(recoverWithinMs);
    again();
  };

  const again = (): void => {
    if (isClosed) return;
    send({ type: 'again' });
    start();
    retry = timers.set(() => {
      if (!isClosed) again();
    }, againEveryMs);
  };

  return {
    open: () => {
      giveUpAfter(connectWithinMs);
      start();
    },
    signal: async (data) => {
      if (isClosed) return;
      if (data.type === 'again') {
        early = [];
        if (wasConnected) onState('recovering');
        return start();
      }
      // An offer begins a new connection where there is one already that has ended for the other side.
      if (peer === null) early.push(data);
      else peer.signal(data);
    },
    close: () => {
      isClosed = true;
      timers.clear(deadline);
      timers.clear(retry);
      peer?.destroy();
      peer = null;
    },
  };
};
