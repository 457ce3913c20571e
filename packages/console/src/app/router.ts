import { Observable } from './observable.ts';

/** Where the console is: what stands behind `/console/`, cut at the slashes. `[]` is the start. */
export type Place = readonly string[];

/** The console's address bar. Links stay links: a plain click on one below `/console/` is taken over. */
export class Router extends Observable {
  readonly #base: string;
  place: Place;

  constructor(base = '/console/') {
    super();
    this.#base = base;
    this.place = this.#read();
    window.addEventListener('popstate', () => this.#arrive());
    document.addEventListener('click', (event) => this.#follow(event));
  }

  /** Address of a place, for `href`. */
  href(...place: string[]): string {
    return this.#base + place.map(encodeURIComponent).join('/');
  }

  go(...place: string[]): void {
    if (this.href(...place) === location.pathname) return;
    history.pushState(null, '', this.href(...place));
    this.#arrive();
  }

  /** The same without a way back, such as after signing in. */
  replace(...place: string[]): void {
    history.replaceState(null, '', this.href(...place));
    this.#arrive();
  }

  #arrive(): void {
    this.place = this.#read();
    this.changed();
  }

  #read(): Place {
    if (!location.pathname.startsWith(this.#base)) return [];
    return location.pathname.slice(this.#base.length).split('/').filter(Boolean).map(decodeURIComponent);
  }

  #follow(event: MouseEvent): void {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
    if (!link || link.target || link.download || link.origin !== location.origin) return;
    if (!link.pathname.startsWith(this.#base)) return;
    event.preventDefault();
    if (link.pathname === location.pathname) return;
    history.pushState(null, '', link.pathname);
    this.#arrive();
  }
}
