import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** State that lives longer than a view and tells who watches when it changed. */
export class Observable {
  readonly #watchers = new Set<() => void>();

  /** Calls `watcher` after each change; returns the way to stop. */
  subscribe(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  protected changed(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}

/** Renders its host again whenever `source` changes, while the host is on the page. */
export class Watch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #source: () => Pick<Observable, 'subscribe'> | null;
  #stop: (() => void) | null = null;

  /** `source` is asked when the host connects and by `again()`, so it may depend on the host's properties. */
  constructor(host: ReactiveControllerHost, source: () => Pick<Observable, 'subscribe'> | null) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  hostConnected(): void {
    this.again();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = null;
  }

  again(): void {
    this.#stop?.();
    this.#stop = this.#source()?.subscribe(() => this.#host.requestUpdate()) ?? null;
  }
}
