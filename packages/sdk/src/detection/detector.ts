import type { Signal, SignalKind } from '@harmony-live/protocol';
import type { Page } from './page.ts';

/** Two families that agree make a struggle; one alone does not. */
export type Family = 'click' | 'error' | 'form' | 'nav' | 'help' | 'perf' | 'custom';

/** Constants of one detector: times in milliseconds, distances in CSS pixels, shares 0–1. A site may set each. */
export type Limits = Readonly<Record<string, number>>;

/**
 * One kind of sign: what it listens to, and when it speaks. Detectors are a list; a site can switch each off, weigh it
 * differently and move its limits (`detectors` in `GET /v1/config`).
 */
export interface Detector<L extends Limits = Limits> {
  readonly kind: SignalKind;
  readonly family: Family;
  /** How strongly it speaks before fading, 0–100. */
  readonly weight: number;
  /** Its constants, each with its source beside it. */
  readonly limits: L;
  /** Begins to watch. @returns what ends it; listening by `watch.hear` and the feeds ends by itself */
  start(watch: Watch, limits: L): void | (() => void);
}

/** What a detector tells. */
export interface Sign {
  /** Where: told as tag, role and selector, without text. */
  root?: Element;
  /** A template, scrubbed. */
  message?: string;
  /** The problem's mark; by default kind's family, page and selector. */
  mark?: string;
  /** How many events it sums up; 1 by default. */
  count?: number;
  /** Instead of the detector's own. */
  weight?: number;
  /** The provisional sign whose place it takes: that one's weight is taken back. */
  replaces?: Signal;
  /** Counts and durations, in buckets. */
  data?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * What the page and the other parts give a detector. Nothing here throws back: a handler that fails is counted, and after
 * three failures its detector is switched off and says so once.
 */
export interface Watch {
  readonly page: Page;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Kept for this tab from one load to the next; null while nothing may be kept (any consent state but `on`). */
  kept(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  /** Calls `fn` once after `delayMs`. @returns what takes it back */
  later(fn: () => void, delayMs: number): () => void;
  /** Listens on `window`, capturing and passive: one listener a type for all detectors. @returns what ends it */
  hear<K extends keyof WindowEventMap>(type: K, fn: (event: WindowEventMap[K]) => void): () => void;
  hear(type: string, fn: (event: Event) => void): () => void;
  /** Tells a sign of this detector. */
  tell(sign: Sign): Signal;
  /** For what others call: what `fn` throws is counted and kept from them, and once the detector is off it is not called. */
  guarded<A extends unknown[]>(fn: (...args: A) => void): (...args: A) => void;
  /** True within our own elements and where the page wants nobody to look (`data-harmony-ignore`). */
  isIgnored(event: Event): boolean;

  /** Each press, once the page has had it: as the pointer has gone up, or before anything that comes of it sooner. */
  onPress(fn: (press: Press) => void): () => void;
  /**
   * Each press again, when its outcome is known: 2.5 s after it, or when its request has come back, 7 s at most. One that
   * had no answer by then comes once more when the page answers before 7 s.
   */
  onVerdict(fn: (press: Press) => void): () => void;
  /** Each request of the page's own, when it has begun; `fn` may return what hears of its end. */
  onRequest(fn: (request: PageRequest) => ((outcome: RequestOutcome) => void) | void): () => void;
  /** Each error of the page, after noise has been left out. */
  onError(fn: (error: PageError) => void): () => void;
  /** Each page shown in this document after the first, by whatever router. */
  onPage(fn: (visit: PageVisit) => void): () => void;
}

/** One press of the pointer (or, `isKeyboard`, of a key that clicks) and what became of it. */
export interface Press {
  readonly root: Element;
  /** What was under the pointer. */
  readonly target: Element;
  readonly isInteractive: boolean;
  readonly isKeyboard: boolean;
  readonly x: number;
  readonly y: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** When the page did something visible or audible; null as long as it has not. */
  answeredAt: number | null;
  /** What answered, for the overlay: such as `mutation`, `input`, `scroll`, `request`. */
  answeredBy: string | null;
  /** Requests that it started and that have not come back. */
  pending: number;
  /** When the last of them came back. */
  respondedAt: number | null;
  /** An error was traced to it: each press explains one. */
  isSpent: boolean;
  /** What it met was switched off (`disabled`, `aria-disabled`). */
  readonly isDisabled: boolean;
  /** The page showed within 300 ms that it works on it (`aria-busy`, a progress bar). */
  isBusyShown: boolean;
  /** The sign told of it that may still be taken back. */
  provisional: Signal | null;
}

/** A request of the page, as far as anybody may know it: no query, no body, no header. */
export interface PageRequest {
  readonly method: string;
  /** Path template; of another origin with its host. */
  readonly endpoint: string;
  readonly at: number;
  /** It began within 2 s of a trusted input, or while a press waited. */
  readonly isUserCaused: boolean;
  /** The press that it came from. */
  readonly press: Press | null;
}

/** How a request ended. */
export interface RequestOutcome {
  /** 0 where nothing came back. */
  readonly status: number;
  readonly wasAborted: boolean;
  /** Status 0 that nobody aborted, ≥ 500, or 4xx other than 401 and 404. */
  readonly hasFailed: boolean;
  readonly tookMs: number;
}

/** An error that the page let through, or wrote to its console. */
export interface PageError {
  readonly kind: 'error.uncaught' | 'error.rejection' | 'error.console' | 'error.resource' | 'error.policy';
  /** A template, scrubbed. */
  readonly message: string;
  /** The problem's mark, from type, message and the first frame of the page's own code. */
  readonly fingerprint: string;
  /** Frames of the page's own code, the innermost first: function and path template, at most 3. */
  readonly frames: readonly string[];
  readonly at: number;
}

/** A page shown without loading a document. */
export interface PageVisit {
  readonly from: string;
  /** Path template. */
  readonly to: string;
  readonly how: 'push' | 'replace' | 'traverse';
  readonly at: number;
}
