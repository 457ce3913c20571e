import { ClientProblem } from '@harmony-live/client';
import type { ChangeRetention, Retention, RetentionOf } from '@harmony-live/protocol';
import { button, fullTime, skeleton } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Desk } from '../../app/desk.ts';
import { LightElement } from '../../app/light-element.ts';
import { loadProblem } from '../../app/load-problem.ts';
import { problemWords } from '../../app/problem-words.ts';
import { numberWords } from '../../figures/numbers.ts';
import { partSection } from '../offers/part.ts';
import { daysOf, daysWords, kindHint, kindName, nextWords, type Kind } from './words.ts';

/**
 * For how many days a workspace keeps what, and what goes tonight. Who may not change it reads it.
 *
 * Event: `saved` with the time of the last saving (epoch milliseconds), null while one is on its way.
 */
@customElement('harmony-retention')
export class RetentionPage extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor canEdit = false;
  @state() private accessor retention: Retention | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  /** What is typed and not yet kept. */
  @state() private accessor typed: Partial<Record<Kind, string>> = {};
  @state() private accessor errors: Partial<Record<Kind, string>> = {};
  @state() private accessor saving: Kind | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  protected override render(): TemplateResult {
    const { retention } = this;
    return html`<div class="offers">
      ${this.canEdit ? nothing : html`<p class="sub">${msg('Your role reads this; owners and admins change it.')}</p>`}
      ${this.problem ? loadProblem(msg('How long things are kept did not load.'), this.problem, () => void this.#load()) : nothing}
      ${
        retention === null
          ? this.problem
            ? nothing
            : skeleton({ label: msg('The settings load'), rows: 4, rowHeight: 60 })
          : html`<p class="sub">
                ${msg(str`What is past its time is deleted each night, for the next time at ${fullTime(retention.nextRunAt)}. What is deleted cannot be brought back.`)}
              </p>
              ${retention.kinds.map((kind) => this.#renderKind(kind))}
              <p class="hint">
                ${msg('Letters are not kept once they are sent. The ledger of rewards is kept for as long as the workspace exists, under pseudonyms.')}
              </p>`
      }
    </div>`;
  }

  #renderKind(one: RetentionOf): TemplateResult {
    const { kind, days, isSet, defaultDays, leastDays, kept, next } = one;
    const id = `days-${kind}`;
    const error = this.errors[kind];
    return partSection(
      kindName(kind),
      kindHint(kind),
      html`<form class="days-row" novalidate @submit=${(event: SubmitEvent) => this.#onSubmit(event, one)}>
          <div class="field">
            <label for=${id}>${msg('Days')}<span class="sr">, ${kindName(kind)}</span></label>
            <input
              class=${error ? 'input bad' : 'input'}
              id=${id}
              inputmode="numeric"
              autocomplete="off"
              placeholder=${msg('Kept')}
              .value=${live(this.typed[kind] ?? (days === null ? '' : String(days)))}
              ?disabled=${!this.canEdit}
              aria-invalid=${error ? 'true' : nothing}
              aria-describedby=${error ? `${id}-error` : `${id}-hint`}
              @input=${(event: Event) => this.#onType(kind, (event.target as HTMLInputElement).value)}
            />
          </div>
          ${
            this.canEdit
              ? html`${button({ label: html`${msg('Save')}<span class="sr">, ${kindName(kind)}</span>`, type: 'submit', isBusy: this.saving === kind })}
                ${
                  isSet
                    ? button({
                        label:
                          defaultDays === null ? msg('Keep for good') : msg(str`Back to ${daysWords(defaultDays)}`),
                        variant: 'quiet',
                        onClick: () => void this.#save(kind, null),
                      })
                    : nothing
                }`
              : nothing
          }
        </form>
        ${
          error
            ? html`<p class="hint bad" id=${`${id}-error`} role="alert">${error}</p>`
            : html`<p class="hint" id=${`${id}-hint`}>
                ${days === null ? msg('Kept until somebody deletes them.') : msg(str`${daysWords(leastDays)} at least.`)}
              </p>`
        }
        <p class="meta">${msg(str`Kept now: ${numberWords(kept)}.`)} <b>${nextWords(next)}</b></p>`,
    );
  }

  #onType(kind: Kind, value: string): void {
    this.typed = { ...this.typed, [kind]: value };
    this.errors = { ...this.errors, [kind]: undefined };
  }

  #onSubmit(event: SubmitEvent, { kind, leastDays }: RetentionOf): void {
    event.preventDefault();
    const typed = this.typed[kind];
    if (typed === undefined) return;
    const days = daysOf(typed);
    if (days === 'none') void this.#save(kind, null);
    else if (days === null || days < leastDays)
      this.errors = { ...this.errors, [kind]: msg(str`Write a number: ${daysWords(leastDays)} at least.`) };
    else void this.#save(kind, days);
  }

  async #save(kind: Kind, days: number | null): Promise<void> {
    this.saving = kind;
    this.#tell(null);
    try {
      const change: ChangeRetention = { [kind]: days };
      this.retention = await this.desk.http.patch<Retention>('/v1/retention', change);
      this.typed = { ...this.typed, [kind]: undefined };
      this.errors = { ...this.errors, [kind]: undefined };
      this.#tell(Date.now());
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.errors = { ...this.errors, [kind]: problem.reason ?? problemWords(problem) };
    } finally {
      this.saving = null;
    }
  }

  #tell(at: number | null): void {
    this.dispatchEvent(new CustomEvent<number | null>('saved', { detail: at }));
  }

  async #load(): Promise<void> {
    try {
      this.retention = await this.desk.http.get<Retention>('/v1/retention');
      this.problem = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-retention': RetentionPage;
  }
}
