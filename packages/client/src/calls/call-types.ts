import type { CallEndReason, CallMedia, IceServers, PeerSignal } from '@harmony-live/protocol';
import type { Timers } from '../environment.ts';
import type { Http } from '../http.ts';
import type { Live } from '../live-types.ts';
import type { ClientProblem } from '../problem.ts';

/**
 * Where a call stands for this person.
 *
 * - `asking` the other side has been asked and has not answered
 * - `asked` the other side asks: `accept` needs a gesture of the person
 * - `connecting` both agreed; `connected` and `recovering` speak for themselves
 * - `elsewhere` it goes on in another tab of this person
 */
export type CallPhase = 'asking' | 'asked' | 'connecting' | 'connected' | 'recovering' | 'elsewhere';

/** A call as a screen shows it. */
export interface CallView {
  readonly callId: string;
  readonly media: CallMedia;
  readonly phase: CallPhase;
  /** True for the visitor while their screen is the one that is shown. */
  readonly isSharing: boolean;
  /** What the other side sends; null until it arrives. */
  readonly remote: MediaStream | null;
  /** What this side sends. */
  readonly local: MediaStream | null;
}

/** What the screen renders. A new object on every change. */
export interface CallsView {
  /** Null while there is none. */
  readonly call: CallView | null;
  /** How the last call ended, until another one begins or `clearEnd`; `failed` is what the device or the server said. */
  readonly ended: { media: CallMedia; reason: CallEndReason; byMe: boolean } | null;
  readonly problem: ClientProblem | CallDeviceProblem | null;
}

/** The browser gave no screen or microphone. */
export interface CallDeviceProblem {
  code: 'device/refused' | 'device/missing';
}

/** Voice and shared screen of one conversation. */
export interface Calls {
  readonly view: CallsView;
  subscribe(fn: () => void): () => void;
  /** Asks the other side: for a voice call, or (a member) to see the visitor's screen. For voice call it in a gesture. */
  ask(media: CallMedia): Promise<void>;
  /** The visitor shows their screen. Call it in the gesture of **Allow**: the browser asks which window. */
  shareScreen(): Promise<void>;
  /** Says yes to what was asked. Call it in the gesture of **Allow**. */
  accept(): Promise<void>;
  decline(): void;
  /** Ends the call, or takes the question back. */
  stop(): void;
  /** The person has read how the last call ended. */
  clearEnd(): void;
  dispose(): void;
}

/** One side of a connection between two browsers. A peer is never mended: another one takes its place. */
export interface Peer {
  signal(data: PeerSignal): void;
  destroy(): void;
}

export interface PeerHandlers {
  onSignal(data: PeerSignal): void;
  onStream(stream: MediaStream): void;
  onConnect(): void;
  /** It is lost: closed, failed, or the other side went. */
  onLost(): void;
}

export interface PeerOptions {
  initiator: boolean;
  stream: MediaStream | null;
  iceServers: IceServers['iceServers'];
}

/** The chunk that is loaded at the first call. */
export interface PeerModule {
  createPeer(options: PeerOptions, handlers: PeerHandlers): Peer;
}

/** The devices, as a browser gives them. */
export interface Devices {
  getDisplayMedia(): Promise<MediaStream>;
  getUserMedia(): Promise<MediaStream>;
}

export interface CallsOptions {
  live: Live;
  http: Http;
  conversationId: string;
  side: 'visitor' | 'member';
  devices: Devices;
  loadPeer(): Promise<PeerModule>;
  timers?: Timers;
  newId?: () => string;
}
