import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long "Copied" stays, in milliseconds. */
const copiedMs = 4_000;

/** Puts a text on the clipboard and says for a moment whether that went. */
export class Copying implements ReactiveController {
  /** What was copied last, by its name; null before, and once it was said for long enough. */
  done: { name: string; isRefused: boolean } | null = null;
  readonly #host: ReactiveControllerHost & HTMLElement;
  #forgetting: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#forgetting);
  }

  /** @param shown where the same text stands: it is selected where the clipboard is not to be had */
  async copy(name: string, text: string, shown: string): Promise<void> {
    let isRefused = false;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // No clipboard outside a secure context, or the person refused: the keyboard can still copy.
      const code = this.#host.querySelector(shown);
      if (code) getSelection()?.selectAllChildren(code);
      isRefused = true;
    }
    this.done = { name, isRefused };
    this.#host.requestUpdate();
    clearTimeout(this.#forgetting);
    this.#forgetting = setTimeout(() => {
      this.done = null;
      this.#host.requestUpdate();
    }, copiedMs);
  }
}
