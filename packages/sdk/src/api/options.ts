import type { Signal, Struggle } from '@harmony-live/protocol';
import type { CustomDetector } from '../detection/custom.ts';
import type { WidgetEvents } from '../widget-loader/widget-host.ts';

/** What `init` takes; the script tag makes it from its attributes. */
export interface HarmonyOptions {
  /** Public site key, `pk_…`. */
  site: string;
  /** Origin of the backend, `https://help.example.com`. The script tag's own origin when left out; npm must give it. */
  host?: string;
  /** A JWT of the host's server, HS256 with the site's secret. */
  user?: string;
  consent?: 'required' | 'granted' | 'denied';
  /** BCP 47; the page's `lang`, then the browser's. */
  locale?: string;
  theme?: 'auto' | 'light' | 'dark';
  position?: 'bottom-end' | 'bottom-start';
  bubble?: 'show' | 'hide';
  /** The app's version. */
  release?: string;
}

/** Purposes a host's own dialog may ask about. Others (seeing the screen, recording) are asked in the widget, each time. */
export interface ConsentPurposes {
  detect?: boolean;
  learn?: boolean;
  publish?: boolean;
}

/** What `Harmony.requestHelp` takes. Nothing is attached: only the widget's form shows a preview. */
export interface HelpInput {
  topic?: string;
  message?: string;
}

/** The public API: `window.Harmony`, and what `createHarmony` returns. No call throws; promises reject with a `code`. */
export interface Harmony {
  readonly version: string;
  /** Calls `fn` with the API as soon as it is there. */
  ready(fn: (harmony: Harmony) => void): void;
  /** Starts. While it runs, a second call does nothing but warn. */
  init(options: HarmonyOptions): void;
  /** Says who the visitor is; sent with the next visit, or at once where one has begun. */
  identify(jwt: string): void;
  /** Forgets the visitor on this device. A refusal of consent outlives it. Resolves when nothing is left. */
  reset(): Promise<void>;
  /**
   * Records the person's own choice, all purposes or single ones. What grants is left out while they have chosen *High* in the
   * widget. Resolves when it was sent or need not be.
   */
  consent(choice: 'granted' | 'denied' | ConsentPurposes): Promise<void>;
  /** App state to go with a help request: a JSON object, 8 KB at most, scrubbed. Each call replaces the last; null clears. */
  context(state: Record<string, unknown> | null): void;
  /** A handled error, to be offered as an attachment of a help request. Kept in memory, the last 20. */
  report(error: unknown, more?: { extra?: unknown }): void;
  /** Opens the panel, waiting for the widget where it is not there yet. */
  open(): Promise<void>;
  close(): void;
  /** Opens the panel with the answers to these words. */
  search(words: string): Promise<void>;
  /** The host's own reason to offer help, such as `checkout-slow`; kept as the signal `custom.NAME`. */
  trigger(name: string): void;
  /** A detector of the host's own. It is watched like ours: what it throws reaches nobody, and three times switch it off. */
  detector(custom: CustomDetector): void;
  /** Asks for a person and opens the panel. @throws an error with a `code` */
  requestHelp(input?: HelpInput): Promise<{ requestId: string }>;
  /** Listens. @returns a function that ends it */
  on<N extends EventName>(name: N, fn: (detail: Events[N]) => void): () => void;
  /** Ends everything: the page is as before. `init` may be called again. */
  shutdown(): void;
}

/** What `on` listeners get, by event: ids and times, never what people wrote. */
export interface Events extends WidgetEvents {
  signal: Signal;
  struggle: Struggle;
  offer: { offerId: string; articleId?: string };
}
export type EventName = keyof Events;
