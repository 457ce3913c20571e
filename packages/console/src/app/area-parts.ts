import { Observable } from './observable.ts';

/** Areas whose code comes when they are first looked at: whoever only answers people needs none of it. */
const loads = {
  knowledge: () => import('../knowledge/knowledge-view.ts'),
  insights: () => import('../insights/insights-view.ts'),
  rewards: () => import('../rewards/rewards-view.ts'),
  profile: () => import('../profile/profile-view.ts'),
  settings: () => import('../settings/settings-view.ts'),
};
type LateArea = keyof typeof loads;

/** How long after the first screen the other areas are fetched, so that none is waited for, milliseconds. */
const fetchAfterMs = 3_000;

/** The code of the console's areas, as far as it is here. */
export class AreaParts extends Observable {
  readonly #here = new Set<string>();
  readonly #coming = new Map<LateArea, Promise<void>>();
  readonly #failed = new Set<string>();

  constructor() {
    super();
    setTimeout(() => void this.#fetchAll(), fetchAfterMs);
  }

  /** `here`; `coming`, and told when it has come; `failed`, until somebody tries again. */
  state(area: string): 'here' | 'coming' | 'failed' {
    if (!isLate(area) || this.#here.has(area)) return 'here';
    if (this.#failed.has(area)) return 'failed';
    void this.bring(area);
    return 'coming';
  }

  /** Loads it, once. Never fails: it is told by `state`. */
  bring(area: string): Promise<void> {
    if (!isLate(area)) return Promise.resolve();
    const known = this.#coming.get(area);
    if (known) return known;
    this.#failed.delete(area);
    const coming = loads[area]().then(
      () => void this.#here.add(area),
      () => {
        this.#failed.add(area);
        this.#coming.delete(area);
      },
    );
    this.#coming.set(area, coming);
    return coming.then(() => this.changed());
  }

  async #fetchAll(): Promise<void> {
    for (const area of Object.keys(loads)) if (!this.#failed.has(area)) await this.bring(area);
  }
}

const isLate = (area: string): area is LateArea => Object.hasOwn(loads, area);
