declare module 'simple-peer' {
  export default class SimplePeer {
    constructor(options: {
      initiator: boolean;
      trickle: boolean;
      config: { iceServers: readonly { urls: string[]; username?: string; credential?: string }[] };
      streams?: MediaStream[];
    });
    on(event: 'signal', fn: (data: Signal) => void): void;
    on(event: 'stream', fn: (stream: MediaStream) => void): void;
    on(event: 'connect' | 'close' | 'error', fn: () => void): void;
    signal(data: object): void;
    destroy(): void;
  }

  export type Signal =
    | { type: 'offer' | 'answer'; sdp: string }
    | {
        type: 'candidate';
        candidate: { candidate: string; sdpMid: string | null; sdpMLineIndex: number | null };
      }
    | { type: 'renegotiate' | 'transceiverRequest' };
}
