import type {
  KnownProblem,
  NoticedSignal,
  OfferAnswer,
  Reason,
  SiteConfig,
  Step,
  Struggle,
} from '@harmony-live/protocol';
import type { Wishes } from '../consent/choice.ts';
import type { Choice } from '../consent/state.ts';

/** Where the widget stands and how it looks: from the script tag's attributes. */
export interface WidgetLook {
  theme: 'auto' | 'light' | 'dark';
  position: 'bottom-end' | 'bottom-start';
  bubble: 'show' | 'hide';
  /** BCP 47. */
  locale: string;
}

/** A visit that was started: what authorises the widget's calls. */
export interface Visit {
  visitorId: string;
  token: string;
  name?: string | undefined;
}

/** One thing that may go along with a request, in words and as it will be sent. */
export interface Attachable {
  page?: { path: string; title?: string };
  app?: Record<string, unknown>;
  errors?: { message: string; at: string }[];
  release?: string;
  signals?: NoticedSignal[];
  struggle?: Struggle;
  steps?: Step[];
}

/** Help that is offered: what was noticed, and what is known about it. */
export interface Offer {
  id: string;
  reasons: Reason[];
  known: KnownProblem | null;
}

/** What the widget may tell the page; `message` and `request` carry ids and times only. */
export interface WidgetEvents {
  request: { requestId: string; at: string };
  matched: { requestId: string; conversationId: string; at: string };
  message: { conversationId: string; seq: number; at: string };
  resolved: { conversationId: string; at: string };
  'offer-accepted': { offerId: string };
  'offer-dismissed': { offerId: string };
  error: { code: string };
}

/**
 * Everything the widget needs of the page, given by the SDK. The widget reaches neither storage nor globals by itself, so
 * that consent is decided in one place.
 */
export interface WidgetHost {
  /** The backend's origin, without a slash at the end. */
  backend: string;
  config: SiteConfig;
  look: WidgetLook;
  /** Starts or resumes the visit, for somebody who asks for help. Keeps the visitor key until `setHelpOpen(false)`. @throws when refused */
  startVisit(): Promise<Visit>;
  /** Resumes a visit whose key was kept; null when there is none to resume. */
  resumeVisit(): Promise<Visit | null>;
  /** The token as it stands; null before a visit. */
  token(): string | null;
  /** Gets a new token. False: none to be had. */
  renew(): Promise<boolean>;
  /** Whether a request or conversation is open: the visitor key is kept on the device while it is. */
  setHelpOpen(isOpen: boolean): void;
  /** Problems among what was noticed here that a published article answers, the newest first. */
  known(): KnownProblem[];
  /** Ends an offer with what the person said to it. */
  answerOffer(offerId: string, answer: OfferAnswer): void;
  /** Reads with the site's key; nobody is named. @throws when refused */
  read<T>(path: string): Promise<T>;
  /** Says something as this visitor, whose visit is started where there is none. @throws when refused */
  say<T>(path: string, body: object): Promise<T>;
  /** Everything that is kept about the visitor; null where this device knows none. @throws when refused */
  myData(): Promise<Record<string, unknown> | null>;
  /** Erases it, and forgets the visitor here. @throws when refused */
  eraseMe(): Promise<void>;
  /** Whether the person may be asked to let the page tell what goes wrong: nobody has asked, and nothing is settled. */
  asksConsent(): boolean;
  /** What they agree to or refuse, each purpose by itself, kept and recorded as theirs. */
  consent(choice: Choice): void;
  /** How they want to be helped: kept on the device in every state, sent nowhere; and what they chose. Changes what is given. */
  wishes(change?: Wishes): Wishes & Choice;
  newId(): string;
  /** What could be attached right now. */
  attachable(): Attachable;
  /** Where messages that wait are kept: the device while help is open, else memory. */
  storage: Storage | MemoryStorage;
  emit<N extends keyof WidgetEvents>(name: N, detail: WidgetEvents[N]): void;
  /** Tells the developer of the page, in the console. */
  warn(message: string): void;
}

/** The part of `Storage` that the widget uses. */
export interface MemoryStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface HelpPrefill {
  topic?: string | undefined;
  message?: string | undefined;
}

/** What the SDK may ask of a mounted widget. */
export interface WidgetHandle {
  open(): void;
  close(): void;
  /** Goes on with a request that another tab has opened; does nothing where there is none, or it is shown already. */
  resume(): void;
  /** Puts an offer beside the bubble. @returns false where it cannot be shown: help is open, or it would cover a control */
  offer(offer: Offer): Promise<boolean>;
  /** Somebody looks for help, or no longer: the bubble's label says so. */
  setSeeking(isSeeking: boolean): void;
  /** Opens the panel and searches. */
  search(words: string): void;
  /** Opens the request form filled in and sends it; resolves once the server has it. */
  requestHelp(prefill: HelpPrefill): Promise<{ requestId: string }>;
  /** Removes the element and closes connections. */
  destroy(): void;
}

/** What the widget's module exports. */
export interface WidgetModule {
  mount(host: WidgetHost): WidgetHandle;
}
