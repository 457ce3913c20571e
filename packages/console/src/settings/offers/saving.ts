import { ClientProblem, type Http } from '@harmony-live/client';
import type { Site } from '@harmony-live/protocol';
import { applied } from './applied.ts';
import type { Save } from './part.ts';

/** See `Saving`. */
export interface SavingOptions {
  http: Pick<Http, 'patch'>;
  /** The site as the server had it last, before anything is saved from here. */
  site: Site;
  /** Called with the site after each change that was taken. */
  onSaved: (site: Site) => void;
  /** Called when something about it is to be drawn anew. */
  onChange: () => void;
}

/**
 * Saves the changes of one site, one after another: each begins from what the one before it left, so that two switches
 * pressed in a row do not undo one another. What is chosen shows at once, and goes back where it was not taken.
 */
export class Saving {
  /** Why the last change of a control was not taken. */
  readonly problems = new Map<string, ClientProblem>();
  /** When something was saved last, epoch milliseconds; null before, and while something is on its way. */
  savedAt: number | null = null;
  readonly #options: SavingOptions;
  #site: Site;
  #waiting: readonly Parameters<Save>[1][] = [];
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: SavingOptions) {
    this.#options = options;
    this.#site = options.site;
  }

  /** News of the site from elsewhere. */
  set site(site: Site) {
    this.#site = site;
  }

  /** The site as it is chosen. */
  get chosen(): Site {
    return this.#waiting.reduce((site, change) => applied(site, change(site)), this.#site);
  }

  readonly save: Save = (control, change) => {
    this.#waiting = [...this.#waiting, change];
    this.problems.delete(control);
    this.savedAt = null;
    this.#options.onChange();
    const sent = this.#last.then(() => this.#send(control, change));
    // What breaks here is told to whoever asked; the next one goes its way.
    this.#last = sent.catch(() => {});
    return sent;
  };

  async #send(...[control, change]: Parameters<Save>): Promise<boolean> {
    const { http, onSaved, onChange } = this.#options;
    try {
      this.#site = await http.patch<Site>(`/v1/sites/${this.#site.id}`, change(this.#site));
      this.savedAt = Date.now();
      onSaved(this.#site);
      return true;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problems.set(control, problem);
      return false;
    } finally {
      this.#waiting = this.#waiting.filter((one) => one !== change);
      onChange();
    }
  }
}
