import type { LitElement, ReactiveController } from 'lit';

/**
 * Keeps the focus in the panel when what had it goes away with an update, such as a button that did its work: it goes to what
 * comes next (`data-next`), else to the panel itself, where Escape still closes.
 */
export class KeepFocus implements ReactiveController {
  readonly #host: LitElement;
  #had: Element | null = null;

  constructor(host: LitElement) {
    this.#host = host;
  }

  hostUpdate(): void {
    this.#had = this.#host.shadowRoot?.activeElement ?? null;
  }

  hostUpdated(): void {
    if (this.#had === null || this.#had.isConnected) return;
    const next = this.#host.shadowRoot?.querySelector<HTMLElement>('[data-next]');
    (next ?? (this.#host.getRootNode() as ShadowRoot).querySelector<HTMLElement>('.panel'))?.focus();
  }
}
