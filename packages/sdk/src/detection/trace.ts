import type { Signal, SiteConfig } from '@harmony-live/protocol';
import type { Press } from './detector.ts';
import type { Page } from './page.ts';
import type { Verdict } from './score.ts';

/** Why no offer was made of a struggle, or what became of the one that was. */
export type OfferFate =
  /** It stands beside the bubble. */
  | 'shown'
  /** The site only looks on: it would have been shown. */
  | 'shadow'
  /** It would have been shown; this person is one of those who are offered nothing, so that it can be said what offers bring. */
  | 'held-out'
  /** It waits for a pause: 20 s at most. */
  | 'waiting'
  /** No pause came. */
  | 'dropped'
  /** The site makes no offers. */
  | 'site-off'
  /** The person said “Don’t offer again”. */
  | 'never'
  /** The person's caps: once a visit, twice a week, a pause after each “Not now”. */
  | 'capped'
  /** A rule of the gate does not hold. */
  | 'gate'
  /** Another is being shown. */
  | 'one-already'
  /** Help is open, or the card would cover a control. */
  | 'no-room';

/** One step of detection, in the order in which they happen. `at`: milliseconds since the epoch. */
export type TraceEntry =
  | { readonly what: 'signal'; readonly at: number; readonly signal: Signal }
  /** A press when it has begun (`waiting`), and again when its outcome is known; the press says when and what answered. */
  | { readonly what: 'press'; readonly at: number; readonly press: Press; readonly outcome: PressOutcome }
  /** The score after a signal: by family, and what is missing to a struggle. */
  | { readonly what: 'score'; readonly at: number; readonly verdict: Verdict }
  | { readonly what: 'offer'; readonly at: number; readonly fate: OfferFate }
  /** A detector failed three times and was switched off, or the site has switched it off. */
  | { readonly what: 'detector-off'; readonly at: number; readonly kind: string; readonly why: 'failed' | 'site' };

/** `void`: it turned into something else, such as a scroll by touch, or the window was only brought to the front. */
export type PressOutcome = 'waiting' | 'answered' | 'unanswered' | 'late' | 'void';

/** What the overlay reads. It costs nothing while nobody listens. */
export interface DetectionTrace {
  /** What happened so far, the newest 200. */
  entries(): readonly TraceEntry[];
  /** Each entry from now on. @returns what ends it */
  listen(fn: (entry: TraceEntry) => void): () => void;
}

/** The overlay's own chunk exports this; `mount` draws it on the page and returns what removes it. */
export interface OverlayModule {
  mountOverlay(options: OverlayOptions): () => void;
}

/** What the overlay needs of the page. */
export interface OverlayOptions {
  document: Document;
  trace: DetectionTrace;
  /** The verdict at this moment, for it fades. */
  verdict(): Verdict;
  later(fn: () => void, delayMs: number): () => void;
}

/** Whether somebody who builds the page may look: the site allows it, and the address asks for it. */
export const mayDebug = ({ isDebugOn }: Pick<SiteConfig, 'isDebugOn'>, { location }: Pick<Page, 'location'>): boolean =>
  isDebugOn === true && new URLSearchParams(location.search).has('harmony-debug');

/** So many entries are kept for an overlay that opens later. */
const mostEntries = 200;

/** @param isOn false where nobody may look: then nothing is kept */
export const createTrace = (isOn: boolean): DetectionTrace & { add(entry: TraceEntry): void } => {
  const kept: TraceEntry[] = [];
  const listeners = new Set<(entry: TraceEntry) => void>();
  return {
    entries: () => kept,
    listen: (fn) => {
      listeners.add(fn);
      return () => void listeners.delete(fn);
    },
    add: (entry) => {
      if (!isOn) return;
      kept.push(entry);
      if (kept.length > mostEntries) kept.shift();
      for (const fn of listeners) fn(entry);
    },
  };
};
