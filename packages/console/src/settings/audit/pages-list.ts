import { ClientProblem } from '@harmony-live/client';
import { button, skeleton } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Desk } from '../../app/desk.ts';
import { LightElement } from '../../app/light-element.ts';
import { loadProblem } from '../../app/load-problem.ts';

/** Rows at once. */
const perPage = 30;

/** A list of the trail that is read page by page, newest first; a new query begins it anew. */
export abstract class PagesList<Row> extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @state() protected accessor rows: readonly Row[] | null = null;
  @state() private accessor next: string | null = null;
  @state() private accessor isBusy = false;
  @state() private accessor problem: ClientProblem | null = null;
  #asked = '';

  /** The list's address with its query, without a page. */
  protected abstract get path(): string;
  protected abstract renderRows(rows: readonly Row[]): TemplateResult;
  /** What is said where there are none. */
  protected abstract get nothingWords(): string;

  protected override willUpdate(): void {
    if (this.path === this.#asked) return;
    this.#asked = this.path;
    this.rows = null;
    void this.#load(null);
  }

  protected override render(): TemplateResult {
    const { rows } = this;
    return html`${this.problem ? loadProblem(msg('The trail did not load.'), this.problem, () => void this.#load(this.next)) : nothing}
    ${
      rows === null
        ? this.problem
          ? nothing
          : skeleton({ label: msg('The trail loads'), rows: 6, rowHeight: 48 })
        : rows.length === 0
          ? html`<p class="sub" role="status">${this.nothingWords}</p>`
          : this.renderRows(rows)
    }
    ${
      rows !== null && this.next !== null
        ? html`<p>
            ${button({ label: msg('Show earlier ones'), isBusy: this.isBusy, onClick: () => void this.#load(this.next) })}
          </p>`
        : nothing
    }`;
  }

  async #load(after: string | null): Promise<void> {
    const { path } = this;
    this.isBusy = true;
    const page = `limit=${perPage}${after === null ? '' : `&after=${after}`}`;
    try {
      const address = `${path}${path.includes('?') ? '&' : '?'}${page}`;
      const answer = await this.desk.http.get<{ items: Row[]; next: string | null }>(address);
      // Another query was chosen meanwhile: its own answer comes.
      if (path !== this.path) return;
      this.rows = after === null ? answer.items : [...(this.rows ?? []), ...answer.items];
      this.next = answer.next;
      this.problem = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      if (path === this.path) this.problem = problem;
    } finally {
      this.isBusy = false;
    }
  }
}
