import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { once } from './once.ts';

/** From one reading to the next, milliseconds: one request moves the queue several times within a second. */
const restMs = 1_000;
/** Where many consoles hear the same news, they do not all ask in the same moment. Milliseconds. */
const spreadMs = 150;

type Seen = Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;

/**
 * Reads something of the server's for an element, as often as its news is worth: a thousand consoles in hidden tabs ask nothing,
 * and a burst of news costs two readings. Answers never overtake each other.
 */
export class OnNews implements ReactiveController {
  readonly #page: Seen;
  #lastAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOwed = false;
  /** Reads now. */
  readonly read: () => Promise<void>;

  /** @param page whether anybody sees it */
  constructor(host: Pick<ReactiveControllerHost, 'addController'>, read: () => Promise<void>, page: Seen = document) {
    this.#page = page;
    this.read = once(() => {
      this.#lastAt = performance.now();
      return read();
    });
    host.addController(this);
  }

  /** There is news: it is read soon; while nobody sees the page, when it is looked at again. */
  readonly news = (): void => {
    if (this.#page.hidden) {
      this.#isOwed = true;
      return;
    }
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        void this.read();
      },
      Math.max(0, this.#lastAt + restMs - performance.now()) + Math.random() * spreadMs,
    );
  };

  hostConnected(): void {
    this.#page.addEventListener('visibilitychange', this.#looked);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#page.removeEventListener('visibilitychange', this.#looked);
  }

  readonly #looked = (): void => {
    if (this.#page.hidden || !this.#isOwed) return;
    this.#isOwed = false;
    void this.read();
  };
}
