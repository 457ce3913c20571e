import type { ClientFrames, PeerSignal, ServerFrames } from '@harmony-live/protocol';
import { describe, expect, test } from 'vitest';
import type { Live } from '../live-types.ts';
import type { Http } from '../http.ts';
import { createFakeTimers, settle, type FakeTimers } from '../world.fixture.ts';
import type { Peer, PeerHandlers, PeerOptions } from './call-types.ts';
import { createCalls } from './calls.ts';

type Said = ClientFrames['call.state'];

/** Streams that know whether they were let go. */
const createStream = () => {
  const ended: (() => void)[] = [];
  const track = {
    isStopped: false,
    stop: () => (track.isStopped = true),
    addEventListener: (_: string, fn: () => void) => ended.push(fn),
  };
  return {
    track,
    end: () => ended.forEach((fn) => fn()),
    stream: { getTracks: () => [track] } as unknown as MediaStream,
  };
};

/** One side with a server and peers that do what a test says. */
const createSide = (side: 'visitor' | 'member', timers: FakeTimers, refusal?: string) => {
  const said: Said[] = [];
  const signals: PeerSignal[] = [];
  const heard = new Map<string, (frame: never) => void>();
  const peers: { options: PeerOptions; handlers: PeerHandlers; got: PeerSignal[]; isGone: boolean }[] = [];
  const device = createStream();
  const live = {
    request: async (frame: Said) => {
      said.push(frame);
      if (refusal) throw Object.assign(new Error(refusal), { code: refusal });
      return {};
    },
    notify: ({ data }: { data: PeerSignal }) => void signals.push(data),
    on: (name: string, fn: (frame: never) => void) => {
      heard.set(name, fn);
      return () => heard.delete(name);
    },
    onConnected: () => () => {},
  } as unknown as Live;
  let ids = 0;
  const give = async () => {
    if (refusal === 'device') throw Object.assign(new Error('no'), { name: 'NotAllowedError' });
    return device.stream;
  };
  const calls = createCalls({
    ...{ live, conversationId: 'c', side, timers, newId: () => `call-${(ids += 1)}` },
    http: { get: async () => ({ iceServers: [], expiresAt: '' }) } as unknown as Http,
    devices: { getDisplayMedia: give, getUserMedia: give },
    loadPeer: async () => ({
      createPeer: (options, handlers): Peer => {
        const peer = { options, handlers, got: [] as PeerSignal[], isGone: false };
        peers.push(peer);
        return { signal: (data) => void peer.got.push(data), destroy: () => (peer.isGone = true) };
      },
    }),
  });
  const tell = (frame: Partial<ServerFrames['call.state']>) =>
    heard.get('call.state')!({
      ...{ frame: 'call.state', conversationId: 'c', callId: 'call-1', media: 'screen', state: 'asked' },
      ...{ startedBy: 'member', isReady: false, at: '' },
      ...frame,
    } as never);
  const signal = (data: PeerSignal) => heard.get('call.signal')!({ callId: 'call-1', data } as never);
  return { calls, said, signals, peers, device, tell, signal, states: () => said.map(({ state }) => state) };
};

describe('a visitor who shows their screen', () => {
  const share = async () => {
    const timers = createFakeTimers();
    const side = createSide('visitor', timers);
    await side.calls.shareScreen();
    side.tell({ state: 'connecting', startedBy: 'visitor', isReady: true });
    await settle();
    return { timers, ...side };
  };

  test('agrees with the gesture, makes the offer, and says when it stands', async () => {
    const { calls, said, peers, device } = await share();
    expect(said).toMatchObject([{ state: 'connecting', consent: true, media: 'screen' }]);
    expect(peers).toMatchObject([{ options: { initiator: true, stream: device.stream } }]);
    expect(calls.view.call).toMatchObject({ phase: 'connecting', isSharing: true });
    peers[0]!.handlers.onConnect();
    expect(calls.view.call!.phase).toBe('connected');
    expect(said.at(-1)!.state).toBe('connected');
  });

  test('stops here, or in the browser’s own bar, and the device is let go', async () => {
    for (const stop of ['stop', 'bar'] as const) {
      const { calls, said, peers, device } = await share();
      if (stop === 'stop') calls.stop();
      else device.end();
      expect(said.at(-1)).toMatchObject({ state: 'ended', reason: 'stopped' });
      expect([device.track.isStopped, peers[0]!.isGone, calls.view.call]).toEqual([true, true, null]);
      expect(calls.view.ended).toEqual({ media: 'screen', reason: 'stopped', byMe: true });
    }
  });

  test('is told after seven seconds that it cannot be, and goes on in text', async () => {
    const { calls, timers, said } = await share();
    await timers.pass(6_900);
    expect(calls.view.call).not.toBeNull();
    await timers.pass(200);
    expect(said.at(-1)).toMatchObject({ state: 'ended', reason: 'cannot-connect' });
    expect(calls.view.ended).toMatchObject({ reason: 'cannot-connect', byMe: false });
  });

  test('keeps it through an outage: another peer takes the lost one’s place', async () => {
    const { calls, timers, peers, signals } = await share();
    peers[0]!.handlers.onConnect();
    peers[0]!.handlers.onLost();
    await settle();
    expect(calls.view.call!.phase).toBe('recovering');
    expect(signals.at(-1)).toEqual({ type: 'again' });
    await timers.pass(4_100);
    expect(peers.length).toBeGreaterThanOrEqual(2);
    peers.at(-1)!.handlers.onConnect();
    await timers.pass(30_000);
    expect(calls.view.call!.phase).toBe('connected');
  });

  test('loses it when the other side does not come back', async () => {
    const { calls, timers, peers } = await share();
    peers[0]!.handlers.onConnect();
    peers[0]!.handlers.onLost();
    await timers.pass(21_000);
    expect(calls.view.ended).toMatchObject({ reason: 'gone' });
  });

  test('says nothing to the server when the browser gives no screen', async () => {
    const { calls, said } = createSide('visitor', createFakeTimers(), 'device');
    await calls.shareScreen();
    expect(said).toEqual([]);
    expect(calls.view).toMatchObject({ call: null, problem: { code: 'device/refused' } });
  });

  test('lets the device go when the server refuses', async () => {
    const { calls, device } = createSide('visitor', createFakeTimers(), 'version/stale');
    await calls.shareScreen();
    expect(device.track.isStopped).toBe(true);
    expect(calls.view).toMatchObject({ call: null, problem: { code: 'version/stale' } });
  });
});

describe('a visitor who is asked', () => {
  test('agrees, or says no', async () => {
    for (const answer of ['accept', 'decline'] as const) {
      const { calls, tell, said } = createSide('visitor', createFakeTimers());
      tell({});
      expect(calls.view.call).toMatchObject({ phase: 'asked', media: 'screen' });
      await calls[answer]();
      expect(said).toMatchObject([
        answer === 'accept' ? { state: 'connecting', consent: true } : { state: 'ended', reason: 'declined' },
      ]);
    }
  });

  test('in two tabs answers in one', async () => {
    const { calls, tell } = createSide('visitor', createFakeTimers());
    tell({});
    tell({ state: 'connecting', isReady: true });
    await settle();
    expect(calls.view.call!.phase).toBe('elsewhere');
    tell({ state: 'ended', reason: 'stopped' });
    expect(calls.view.call).toBeNull();
  });
});

describe('a member', () => {
  test('looks at what is shown, and waits for the offer', async () => {
    const { calls, tell, said, peers, signal } = createSide('member', createFakeTimers());
    tell({ state: 'connecting', startedBy: 'visitor' });
    await settle();
    expect(said).toMatchObject([{ state: 'connecting' }]);
    tell({ state: 'connecting', startedBy: 'visitor', isReady: true });
    signal({ type: 'offer', sdp: 'early' });
    await settle();
    expect(peers).toMatchObject([
      { options: { initiator: false, stream: null }, got: [{ type: 'offer', sdp: 'early' }] },
    ]);
    const screen = createStream().stream;
    peers[0]!.handlers.onStream(screen);
    expect(calls.view.call!.remote).toBe(screen);
  });

  test('who asks and hears nothing is told after 45 seconds', async () => {
    const timers = createFakeTimers();
    const { calls, said } = createSide('member', timers);
    await calls.ask('screen');
    expect(said).toMatchObject([{ state: 'asked' }]);
    await timers.pass(45_100);
    expect(calls.view.ended).toMatchObject({ reason: 'no-answer' });
  });

  test('who is told no reads so', async () => {
    const { calls, tell } = createSide('member', createFakeTimers());
    await calls.ask('voice');
    tell({ media: 'voice', state: 'ended', reason: 'declined' });
    expect(calls.view).toMatchObject({ call: null, ended: { reason: 'declined', byMe: false } });
  });
});
