/**
 * What somebody has typed and not saved yet, by its place: it outlives the view it was typed in, so that looking elsewhere loses
 * nothing. It lies in the page alone, and goes with it.
 */
export class Drafts {
  readonly #kept = new Map<string, unknown>();

  /** True while nothing waits to be saved. */
  get isEmpty(): boolean {
    return this.#kept.size === 0;
  }

  /** What was left in this place, by the page that put it there; undefined where all is saved. */
  find<T>(place: string): T | undefined {
    return this.#kept.get(place) as T | undefined;
  }

  /** Notes what stands in this place, or that it is saved. */
  keep(place: string, draft: unknown, isSaved: boolean): void {
    if (isSaved) this.#kept.delete(place);
    else this.#kept.set(place, draft);
  }
}
