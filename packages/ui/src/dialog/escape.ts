import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** See `EscapeController`. */
export interface EscapeOptions {
  isOpen: () => boolean;
  close: () => void;
}

/**
 * Closes something that is not modal (the widget's panel, a drawer) with Escape, and only the topmost: a key climbs from
 * the inside out, and whoever closes for it lets nobody above hear it. Giving the focus back is the owner's part.
 */
export class EscapeController implements ReactiveController {
  #host: ReactiveControllerHost & HTMLElement;
  #options: EscapeOptions;

  constructor(host: ReactiveControllerHost & HTMLElement, options: EscapeOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('keydown', this.#onKeydown);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('keydown', this.#onKeydown);
  }

  #onKeydown = (event: KeyboardEvent): void => {
    // While an input method composes, Escape takes back the word.
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented || !this.#options.isOpen()) return;
    event.preventDefault();
    event.stopPropagation();
    this.#options.close();
  };
}
