import { ClientProblem } from '@harmony-live/client';
import { skeleton } from '@harmony-live/ui';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { loadProblem } from '../app/load-problem.ts';

/** What the answer depends on. */
const asks = ['desk', 'siteId', 'days', 'now'] as const;

/**
 * A part of Insights with figures of its own, asked for anew when site, days or time change; what is there stays while the next is on its
 * way, and when it does not come.
 *
 * Event: `loaded` with what is shown now, for who writes it to a file.
 */
export abstract class InsightsPart<Figures> extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  /** One site, or all when undefined. */
  @property({ attribute: false }) accessor siteId: string | undefined;
  /** Today is the last of them. */
  @property({ attribute: false }) accessor days = 30;
  /** Epoch milliseconds; it is read again with it. */
  @property({ attribute: false }) accessor now = 0;
  @state() private accessor figures: Figures | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  /** Which question the answer must belong to. */
  #asked = 0;

  /** Where the figures are, without their range and site. */
  protected abstract readonly path: string;
  /** What the path wants beside range and site. */
  protected readonly query: () => Record<string, string> = () => ({});
  protected abstract renderFigures(figures: Figures): TemplateResult;
  /** While nothing has come yet, and when nothing comes. */
  protected abstract words(): { loading: string; failed: string };

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (asks.some((name) => changed.has(name))) void this.#load();
  }

  protected override render(): TemplateResult {
    const { figures, problem } = this;
    const { loading, failed } = this.words();
    return html`${problem ? loadProblem(failed, problem, () => void this.#load()) : nothing}
    ${
      figures
        ? this.renderFigures(figures)
        : problem
          ? nothing
          : html`<div class="pad late">${skeleton({ label: loading, rows: 2, rowHeight: 60 })}</div>`
    }`;
  }

  async #load(): Promise<void> {
    const asked = ++this.#asked;
    const query = new URLSearchParams({
      days: String(this.days),
      ...this.query(),
      ...(this.siteId === undefined ? {} : { site: this.siteId }),
    });
    try {
      const figures = await this.desk.http.get<Figures>(`${this.path}?${query.toString()}`);
      if (asked !== this.#asked) return;
      this.figures = figures;
      this.problem = null;
      this.dispatchEvent(new CustomEvent<Figures>('loaded', { detail: figures }));
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      if (asked === this.#asked) this.problem = problem;
    }
  }
}
