import type {
  AttachedFile,
  Conversation,
  ConversationState,
  Me,
  Message,
  Presence,
  Sender,
} from '@harmony-live/protocol';
import type { Timers } from './environment.ts';
import type { Http } from './http.ts';
import type { Live, LiveStatus } from './live-types.ts';
import type { ClientProblem } from './problem.ts';

/**
 * What became of an own message.
 *
 * - `waiting` kept on the device, because there is no connection; sent by itself later
 * - `sending` on its way
 * - `sent` stored by the server: never lost, never doubled
 * - `read` another participant has read it
 * - `failed` refused (`problem` says why); stays until `retry` or `remove`
 */
export type Delivery = 'waiting' | 'sending' | 'sent' | 'read' | 'failed';

/** One line of the log as a screen shows it: a stored message, or an own one that is not stored yet. */
export interface LogEntry {
  /** Stays the same from writing to reading: the key for lists. */
  readonly key: string;
  /** Null until it is stored; those come after all others, in the order of writing. */
  readonly seq: number | null;
  readonly clientId: string | null;
  readonly from: Sender;
  /** `text` has a body, `file` a file; for `joined`, `left`, `closed` the body is empty and the screen has the words. */
  readonly kind: Message['kind'];
  readonly body: string;
  /** Of the kind `file`: name, type, size and where it is. */
  readonly file?: AttachedFile;
  /** RFC 3339; of the server once stored, before that of this device. */
  readonly at: string;
  readonly isMine: boolean;
  /** Null for what others wrote and for entries of the system. */
  readonly delivery: Delivery | null;
  /** Set when `delivery` is `failed`. */
  readonly problem: ClientProblem | null;
}

export type Participant = Conversation['participants'][number];

/** Everything a screen needs of a conversation. A new object on every change, so `===` tells whether anything did. */
export interface ConversationView {
  readonly conversationId: string;
  /** False until the history was read for the first time. */
  readonly isLoaded: boolean;
  /** Stored messages in the order of `seq`, then own ones that wait. */
  readonly messages: readonly LogEntry[];
  /** Others who are writing this moment. */
  readonly typing: readonly Sender[];
  /** The other participants, and whether they are here. */
  readonly others: readonly Participant[];
  /** Null until loaded. */
  readonly state: ConversationState | null;
  /** True while it is open and the person takes part; coordinators may only read. */
  readonly canWrite: boolean;
  /** Texts and files of others beyond what this person has read, on any device. */
  readonly unreadCount: number;
  readonly lastSeq: number;
  /** What `GET /v1/conversations/:id` said last: topic, expert, request. Its `participants`, `state` and numbers age. */
  readonly details: Conversation | null;
  readonly connection: LiveStatus;
  /** Why there is no conversation to show: `conversation/not-found` (also after an erasure). */
  readonly problem: ClientProblem | null;
}

/** One conversation as one person sees it; widget and console render `state`. */
export interface ConversationModel {
  readonly state: ConversationView;
  /** Called after every change, not at once. @returns a function that ends it */
  subscribe(fn: () => void): () => void;
  /**
   * Keeps the text on the device and sends it as soon as possible, in order. Whitespace around it is cut.
   *
   * @returns the message's clientId, or null when nothing is left of it
   */
  send(text: string): string | null;
  /** Tries a failed message again. */
  retry(clientId: string): void;
  /** Drops a failed message for good. */
  remove(clientId: string): void;
  /** Everything that is shown was seen. */
  markRead(): void;
  /** Call on every key: it is sent at most every 3 s and stops by itself 6 s after the last call. */
  setTyping(isTyping: boolean): void;
  /** `away` when the person looks elsewhere (a hidden tab); `here` is what joining says by itself. */
  setPresence(status: Presence): void;
  /** A member proposes or takes back; the visitor confirms, or says that it is not solved yet. @throws ClientProblem */
  resolve(outcome: 'solved' | 'not-yet'): Promise<void>;
  /** A member marks a message as the solution. @throws ClientProblem */
  markSolution(seq: number): Promise<void>;
  /** The visitor says what the help was worth, once. @throws ClientProblem */
  rate(rating: number, thanks?: string): Promise<void>;
  /** Ends the conversation for both. @throws ClientProblem */
  close(): Promise<void>;
  /** Somebody else is to come: a member hands it back, a visitor asks for another before the first answer. */
  giveBack(): Promise<void>;
  /** Lets go of everything. Messages that wait stay on the device for the next time. */
  dispose(): void;
}

/**
 * Where own messages wait. `localStorage` and `sessionStorage` fit, and share what waits between tabs without doubling it;
 * `createMemoryStorage()` keeps nothing beyond the page. A storage that throws is treated as one that keeps nothing.
 */
export interface KeyValueStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface ConversationOptions {
  live: Live;
  http: Http;
  conversationId: string;
  /** The visitor or member who reads and writes here. */
  me: Pick<Me, 'kind' | 'id' | 'name'>;
  storage: KeyValueStorage;
  timers?: Timers;
  newId?: () => string;
  /** Told what a subscriber threw. Default: ignored. */
  onError?: (error: unknown) => void;
}
