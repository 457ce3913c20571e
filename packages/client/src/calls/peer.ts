import type { PeerSignal } from '@harmony-live/protocol';
import SimplePeer, { type Signal } from 'simple-peer';
import type { Peer, PeerHandlers, PeerOptions } from './call-types.ts';

/** `PeerModule`: a connection of simple-peer. Loaded at the first call only. */
export const createPeer = ({ initiator, stream, iceServers }: PeerOptions, handlers: PeerHandlers): Peer => {
  const peer = new SimplePeer({
    initiator,
    trickle: true,
    config: { iceServers },
    ...(stream === null ? {} : { streams: [stream] }),
  });
  let isOver = false;
  const lose = (): void => {
    if (isOver) return;
    isOver = true;
    handlers.onLost();
  };
  peer.on('signal', (data) => handlers.onSignal(slim(data)));
  peer.on('stream', (remote) => handlers.onStream(remote));
  peer.on('connect', () => handlers.onConnect());
  peer.on('close', lose);
  peer.on('error', lose);
  return {
    signal: (data) => {
      if (!isOver) peer.signal(data.type === 'renegotiate' ? { ...data, renegotiate: true } : data);
    },
    destroy: () => {
      isOver = true;
      peer.destroy();
    },
  };
};

/** Only what the wire takes. */
const slim = (data: Signal): PeerSignal => {
  if (data.type === 'candidate') {
    const { candidate, sdpMid, sdpMLineIndex } = data.candidate;
    return { type: 'candidate', candidate: { candidate, sdpMid, sdpMLineIndex } };
  }
  if (data.type === 'offer' || data.type === 'answer') return { type: data.type, sdp: data.sdp };
  return { type: 'renegotiate' };
};
