import { ClientProblem } from '@harmony-live/client';
import type { FirstSteps } from '@harmony-live/protocol';
import { allows, routeAccess } from '@harmony-live/protocol/roles';
import { button, glyphs, icon } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { OnNews } from '../app/on-news.ts';
import { problemWords } from '../app/problem-words.ts';
import type { Router } from '../app/router.ts';
import { adopt } from '../app/sheets.ts';
import css from './first-steps.css';
import { stepHint, stepLink, stepName } from './words.ts';

adopt(css);

/** How often it looks whether a step was taken, beside what it hears, in milliseconds. */
const lookMs = 15_000;

/**
 * What a new workspace does first. Each step ticks itself; the list is gone when all are done, or somebody has put it away.
 * Samples to look at can be added and taken away in one press.
 */
@customElement('harmony-first-steps')
export class FirstStepsList extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  @state() private accessor first: FirstSteps | null = null;
  @state() private accessor isBusy = false;
  @state() private accessor problem: ClientProblem | null = null;
  #stops: (() => void)[] = [];
  readonly #reading = new OnNews(this, () => this.#read());

  override connectedCallback(): void {
    super.connectedCallback();
    if (!allows(routeAccess['GET /v1/first-steps'], this.desk.me.role)) return;
    const { live } = this.desk;
    const { news } = this.#reading;
    const ticking = setInterval(() => {
      if (!document.hidden && !this.#isOver) void this.#reading.read();
    }, lookMs);
    this.#stops = [
      () => clearInterval(ticking),
      live.on('site', news),
      live.on('queue', news),
      live.on('conversation', news),
      live.onConnected(() => void this.#reading.read()),
    ];
    void this.#reading.read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { first } = this;
    if (first === null) return nothing;
    if (this.#isOver) return first.hasSamples ? this.#renderSamples(true) : nothing;
    const done = first.steps.filter(({ isDone }) => isDone).length;
    return html`<section class="first-steps stack sm" aria-label=${msg('First steps')}>
      <div class="row">
        <h2 class="h2 grow">${msg('First steps')}</h2>
        <span class="meta" role="status">${msg(str`${done} of ${first.steps.length} done`)}</span>
        ${button({ label: msg('Put away'), variant: 'quiet', isDisabled: this.isBusy, onClick: () => void this.#act('POST', '/v1/first-steps/dismiss') })}
      </div>
      <ol class="rows steps">
        ${first.steps.map(({ id, isDone }) => {
          const { href, isElsewhere } = stepLink(id, first, this.router);
          return html`<li class=${isDone ? 'done' : ''}>
            <span class=${isDone ? 'ok' : 'wt'}>${icon(isDone ? glyphs.circleCheck : glyphs.circleDashed)}</span>
            <span>
              ${
                isDone || href === null
                  ? html`<b>${stepName(id)}</b>`
                  : html`<a
                      href=${href}
                      target=${isElsewhere ? '_blank' : nothing}
                      rel=${isElsewhere ? 'noopener' : nothing}
                      >${stepName(id)}</a
                    >`
              }
              <span class="sr">${isDone ? msg('Done') : msg('To do')}</span>
              ${isDone ? nothing : html`<span class="meta">${stepHint(id)}</span>`}
            </span>
          </li>`;
        })}
      </ol>
      ${this.#renderSamples(first.hasSamples)}
    </section>`;
  }

  #renderSamples(hasSamples: boolean): TemplateResult {
    return html`<div class="stack sm">
      <p class="row wrap samples">
        ${
          hasSamples
            ? button({
                label: msg('Remove the samples'),
                icon: glyphs.trash2,
                isBusy: this.isBusy,
                onClick: () => void this.#act('DELETE', '/v1/samples'),
              })
            : button({
                label: msg('Add samples to look at'),
                icon: glyphs.plus,
                isBusy: this.isBusy,
                onClick: () => void this.#act('POST', '/v1/samples'),
              })
        }
        <span class="hint"
          >${
            hasSamples
              ? msg('A dozen articles and a conversation. What you have written on stays yours.')
              : msg('A dozen articles and a conversation, gone again in one press.')
          }</span
        >
      </p>
      ${this.problem ? html`<p class="hint bad" role="alert">${problemWords(this.problem)}</p>` : nothing}
    </div>`;
  }

  get #isOver(): boolean {
    const { first } = this;
    return first !== null && (first.isDismissed || first.steps.every(({ isDone }) => isDone));
  }

  async #act(method: 'POST' | 'DELETE', path: string): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.problem = null;
    try {
      const { http } = this.desk;
      await (method === 'POST' ? http.post(path) : http.delete(path));
      await this.#reading.read();
      void this.desk.loadConversations();
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    } finally {
      this.isBusy = false;
    }
  }

  async #read(): Promise<void> {
    try {
      this.first = await this.desk.http.get<FirstSteps>('/v1/first-steps');
    } catch (problem) {
      // It is a help to begin with, and comes with the next look.
      if (!(problem instanceof ClientProblem)) throw problem;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-first-steps': FirstStepsList;
  }
}
