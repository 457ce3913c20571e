import { ClientProblem } from '@harmony-live/client';
import type { Fairness, FairnessItem } from '@harmony-live/protocol';
import {
  clockTime,
  dayLabel,
  duration,
  fullTime,
  languageName,
  plural,
  segments,
  skeleton,
  tag,
} from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../../app/desk.ts';
import { LightElement } from '../../app/light-element.ts';
import { loadProblem } from '../../app/load-problem.ts';
import { OnNews } from '../../app/on-news.ts';
import type { Router } from '../../app/router.ts';
import { adopt } from '../../app/sheets.ts';
import { scoreWords } from '../../figures/numbers.ts';
import { domainWords } from '../../triage/words.ts';
import css from './why.css';
import { adviceWords, fatigueWords, newcomerWords, outcomeWords, passedWords, termWords } from './why-words.ts';

adopt(css);

/** Which days are looked at: today, or today and the six before. */
type Days = '1' | '7';

/** What came to this expert and what went by them, each with why, and what would change it. */
@customElement('harmony-why')
export class WhyView extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  @state() private accessor days: Days = '1';
  @state() private accessor told: Fairness | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  #stops: (() => void)[] = [];
  readonly #reading = new OnNews(this, () => this.#read());

  override connectedCallback(): void {
    super.connectedCallback();
    const { live } = this.desk;
    this.#stops = [live.on('assignment.ended', this.#reading.news), live.on('queue', this.#reading.news)];
    void this.#reading.read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  protected override render(): TemplateResult {
    return html`<header class="view-head">
        <h1 class="grow">${msg('Why these requests')}</h1>
        ${segments<Days>({
          label: msg('Days'),
          name: 'why-days',
          choices: [
            { value: '1', label: msg('Today') },
            { value: '7', label: msg('Last 7 days') },
          ],
          value: this.days,
          size: 'sm',
          onChange: (days) => {
            this.days = days;
            this.told = null;
            void this.#reading.read();
          },
        })}
      </header>
      <div class="scroll" tabindex="0">
        <div class="why-page">
          ${this.problem ? loadProblem(msg('It did not load.'), this.problem, () => void this.#reading.read()) : nothing}
          ${this.told ? this.#renderTold(this.told) : this.problem ? nothing : skeleton({ label: msg('This page loads'), rows: 4, rowHeight: 44 })}
        </div>
      </div>`;
  }

  #renderTold(told: Fairness): TemplateResult {
    const { items, requests, newcomers, fatigue } = told;
    return html`${this.#renderFigures(told)}
      <section class="stack sm">
        <h2 class="sec">${msg('What decides, beside the words')}</h2>
        <ul class="why-rules">
          <li>${newcomerWords(newcomers)}</li>
          <li>${fatigueWords(fatigue)}</li>
          <li>
            ${msg('During a break, while you wrap up and outside your hours nothing is put before you, and it counts for nothing afterwards.')}
          </li>
          <li>${msg('Among those who are equal it goes to whoever was free the longest.')}</li>
        </ul>
      </section>
      <section class="stack sm">
        <h2 class="sec">
          ${msg('Requests')}
          ${items.length < requests ? html`<span class="meta">${msg(str`the latest ${items.length} of ${requests}`)}</span>` : nothing}
        </h2>
        ${
          items.length === 0
            ? html`<p class="sub" role="status">
                ${this.days === '1' ? msg('Nobody has asked today. It has nothing to do with you.') : msg('Nobody has asked in these days. It has nothing to do with you.')}
              </p>`
            : html`<ul class="why-list" aria-label=${msg('Requests')}>
                ${items.map((item) => html`<li>${this.#renderItem(item)}</li>`)}
              </ul>`
        }
      </section>
      ${this.#renderAdvice(told)}`;
  }

  #renderFigures({ requests, asked, accepted, taken, onDutyMs }: Fairness): TemplateResult {
    const figure = (label: string, value: string | number): TemplateResult =>
      html`<div>
        <dt>${label}</dt>
        <dd class="num">${value}</dd>
      </div>`;
    return html`<dl class="why-figs">
      ${figure(msg('Requests'), requests)} ${figure(msg('You were asked'), asked)}
      ${figure(msg('You accepted'), accepted)} ${figure(msg('You took yourself'), taken)}
      ${figure(msg('On duty'), duration(onDutyMs - (onDutyMs % 60_000)))}
    </dl>`;
  }

  #renderItem(item: FairnessItem): TemplateResult {
    const { createdAt, language, domain, text, reasons, terms, asked } = item;
    const time =
      this.days === '1' ? clockTime(createdAt) : `${dayLabel(createdAt, Date.now())}, ${clockTime(createdAt)}`;
    const lines = reasons.flatMap((reason) => passedWords(reason, item) ?? []);
    return html`<p class="row">
        <time class="meta" datetime=${createdAt} title=${fullTime(createdAt)}>${time}</time>
        <b>${outcomeWords(item)}</b>
        <span dir="auto">${tag(domainWords(domain), asked === null ? {} : { tone: 'accent' })}</span>
        <span class="meta">${languageName(language)}</span>
      </p>
      ${
        text === null
          ? html`<p class="meta">${msg('Its words are not yours to read.')}</p>`
          : html`<p class="words" dir="auto" lang=${language}>${text.trim() || msg('Sent without words')}</p>`
      }
      ${
        lines.length === 0
          ? nothing
          : html`<ul class="why-lines sub">
              ${lines.map((line) => html`<li>${line}</li>`)}
            </ul>`
      }
      ${terms.length === 0 ? nothing : compared(item, time)}`;
  }

  #renderAdvice({ items, wentBy }: Fairness): TemplateResult | typeof nothing {
    const advice = adviceWords(items);
    if (advice === null) return nothing;
    return html`<section class="stack sm">
      <h2 class="sec">${msg('What would bring more')}</h2>
      <p>${advice}</p>
      ${
        wentBy.length === 0
          ? nothing
          : html`<p>
              ${msg('While you were there, these went by:')}
              ${wentBy.map(({ domain, count }) => html`<span dir="auto">${tag(countedDomain(domain, count))}</span> `)}
            </p>`
      }
      <p><a class="btn" href=${this.router.href('profile')}>${msg('Look at your profile')}</a></p>
    </section>`;
  }

  async #read(): Promise<void> {
    const { days } = this;
    try {
      const told = await this.desk.http.get<Fairness>(`/v1/experts/me/fairness?days=${days}`);
      if (days !== this.days) return;
      this.told = told;
      this.problem = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    }
  }
}

/** All terms side by side; whoever was asked is nobody by name. */
function compared({ terms }: FairnessItem, time: string): TemplateResult {
  return html`<details>
    <summary>${msg('How you compared')}<span class="sr"> ${time}</span></summary>
    <table class="why-terms">
      <thead>
        <tr>
          <th scope="col">${msg('Of 1')}</th>
          <th scope="col">${msg('You')}</th>
          <th scope="col">${msg('Who was asked')}</th>
          <th scope="col">${msg('Weight')}</th>
        </tr>
      </thead>
      <tbody>
        ${terms.map(
          ({ name, mine, theirs, weight }) =>
            html`<tr>
              <th scope="row">${termWords(name)}</th>
              <td class="num">${scoreWords(mine)}</td>
              <td class="num">${scoreWords(theirs)}</td>
              <td class="num">${scoreWords(weight)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}

const countedDomain = (domain: string, count: number): string =>
  plural(count, { one: str`${domainWords(domain)}: 1 request`, other: str`${domainWords(domain)}: ${count} requests` });

declare global {
  interface HTMLElementTagNameMap {
    'harmony-why': WhyView;
  }
}
