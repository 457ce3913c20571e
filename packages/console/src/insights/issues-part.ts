import { ClientProblem } from '@harmony-live/client';
import type { Issue, IssueState } from '@harmony-live/protocol';
import { button, segments, skeleton } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { loadProblem } from '../app/load-problem.ts';
import type { Answer } from './answer.ts';
import { issuesTable } from './issue-rows.ts';

type Shown = IssueState | 'all';

/** Rows of one page of the list; more on request. */
const pageSize = 20;
/** The list is looked at again with the figures once it is so old, in milliseconds. */
const oldAfterMs = 30_000;

/** Problems that signals tell of, by state, those seen last first. */
@customElement('harmony-issues')
export class IssuesPart extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  /** One site, or all when undefined. */
  @property({ attribute: false }) accessor siteId: string | undefined;
  @property({ attribute: false }) accessor isTable = false;
  /** Epoch milliseconds. */
  @property({ attribute: false }) accessor now = 0;
  @property({ attribute: false }) accessor siteName!: (siteId: string) => string | undefined;
  @property({ attribute: false }) accessor answer!: (issue: Issue) => Answer;
  @state() private accessor shown: Shown = 'all';
  @state() private accessor issues: readonly Issue[] | null = null;
  @state() private accessor next: string | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor isLoading = false;
  /** Which question the answer must belong to, and when it was asked. */
  #asked = 0;
  #askedAt = 0;
  /** Asks once more for what failed: the list, or more of it. */
  #again = (): void => {};

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOther = changed.has('desk') || changed.has('siteId');
    // Where more was asked for, the list stays as it is read.
    const isOld = this.now - this.#askedAt > oldAfterMs && (this.issues ?? []).length <= pageSize;
    if (isOther || isOld) void this.#load();
  }

  protected override render(): TemplateResult {
    return html`<section>
      <h2 class="sec">${msg('Issues')} <span class="meta">${msg('those seen last first')}</span></h2>
      <div class="issue-states">
        ${segments<Shown>({
          label: msg('Issues shown'),
          name: 'issue-state',
          size: 'sm',
          value: this.shown,
          choices: [
            { value: 'all', label: msg('All') },
            { value: 'open', label: msg('Open') },
            { value: 'known', label: msg('Known') },
            { value: 'gone', label: msg('Gone') },
          ],
          onChange: (value) => {
            this.shown = value;
            void this.#load();
          },
        })}
      </div>
      ${this.problem ? loadProblem(msg('The issues did not load.'), this.problem, () => this.#again()) : nothing}
      ${this.#renderIssues()}
    </section>`;
  }

  #renderIssues(): TemplateResult | typeof nothing {
    const { issues } = this;
    if (issues === null) {
      if (this.problem) return nothing;
      return html`<div class="late">${skeleton({ label: msg('The issues load'), rows: 3, rowHeight: 72 })}</div>`;
    }
    if (issues.length === 0) return html`<p class="sub" role="status">${emptyWords(this.shown)}</p>`;
    return html`<div aria-busy=${this.isLoading ? 'true' : nothing}>
      ${issuesTable({
        issues,
        isTable: this.isTable,
        now: this.now,
        siteName: this.siteName,
        answer: this.answer,
      })}
      ${
        this.next === null
          ? nothing
          : html`<p class="again">
              ${button({ label: msg('Show more'), isBusy: this.isLoading, onClick: () => void this.#loadMore(issues) })}
            </p>`
      }
    </div>`;
  }

  #load(): Promise<void> {
    this.#again = () => void this.#load();
    return this.#ask('', []);
  }

  #loadMore(before: readonly Issue[]): Promise<void> {
    this.#again = () => void this.#loadMore(before);
    return this.#ask(`&after=${this.next}`, before);
  }

  async #ask(after: string, before: readonly Issue[]): Promise<void> {
    const asked = ++this.#asked;
    this.#askedAt = Date.now();
    this.isLoading = true;
    const site = this.siteId === undefined ? '' : `&site=${this.siteId}`;
    const shown = this.shown === 'all' ? '' : `&state=${this.shown}`;
    try {
      const page = await this.desk.http.get<{ items: Issue[]; next: string | null }>(
        `/v1/insights/issues?limit=${pageSize}${site}${shown}${after}`,
      );
      if (asked !== this.#asked) return;
      this.issues = [...before, ...page.items];
      this.next = page.next;
      this.problem = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      if (asked === this.#asked) this.problem = problem;
    } finally {
      if (asked === this.#asked) this.isLoading = false;
    }
  }
}

function emptyWords(shown: Shown): string {
  switch (shown) {
    case 'all':
      return msg(
        'Nothing yet. Errors and failed requests of people who agreed are gathered here within a minute, one row a problem.',
      );
    case 'open':
      return msg('No problem is open. A new one, or one that is met again, comes here by itself.');
    case 'known':
      return msg(
        'No article answers a problem yet. Write one from an open problem; once published, it is offered first.',
      );
    case 'gone':
      return msg('Nothing is gone yet. A problem that nobody met for two weeks moves here by itself.');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-issues': IssuesPart;
  }
}
