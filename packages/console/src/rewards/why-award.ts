import { ClientProblem } from '@harmony-live/client';
import type { AwardExplanation } from '@harmony-live/protocol';
import { glyphs, note, numberWords, plural, skeleton, tag } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { problemWords } from '../app/problem-words.ts';
import { dayWords, tokens } from './words.ts';

type Step = AwardExplanation['steps'][number];

/** Why an award is what it is: the sum step by step, what went in, and where it stands in the ledger. */
@customElement('harmony-why-award')
export class WhyAward extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor awardId!: string;
  @state() private accessor explanation: AwardExplanation | null = null;
  @state() private accessor problem: ClientProblem | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('awardId')) void this.#load();
  }

  protected override render(): TemplateResult {
    if (this.problem) {
      return note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: problemWords(this.problem) });
    }
    if (!this.explanation) return skeleton({ label: msg('The sum loads'), rows: 4, rowHeight: 24 });
    const { award, steps, inputs, agrees, recomputed, transfers } = this.explanation;
    return html`<div class="why" role="group" aria-label=${msg('Why this amount')}>
      <ol class="eq">
        ${steps.map((step) => html`<li><span>${stepWords(step)}</span><span class="num">${stepValue(step)}</span></li>`)}
      </ol>
      <p class="row">
        ${agrees ? tag(msg('Recomputed just now'), { tone: 'solved' }) : tag(msg('Does not agree'), { tone: 'urgent' })}
        <span>${msg(str`The sum made again is ${tokens(recomputed)}; booked are ${tokens(award.amount)}.`)}</span>
      </p>
      <details>
        <summary>${msg('Rule and inputs')}</summary>
        <p class="meta">${msg(str`Policy ${award.policy}`)}</p>
        <dl class="kvs meta mono">
          ${Object.entries(inputs).map(
            ([name, value]) =>
              html`<dt>${name}</dt>
                <dd>${String(value)}</dd>`,
          )}
        </dl>
        <ul class="transfers">
          ${transfers.map(
            ({ seq, reason, at, hash }) =>
              html`<li>
                <span class="meta">${msg(str`Transfer ${seq}, ${reason}, ${dayWords(at)}`)}</span>
                <span class="hash">${hash}</span>
              </li>`,
          )}
        </ul>
      </details>
      ${transfers.length === 0 ? nothing : html`<p class="meta">${msg('Anybody can recompute these hashes; the documentation says how.')}</p>`}
    </div>`;
  }

  async #load(): Promise<void> {
    try {
      this.explanation = await this.desk.http.get<AwardExplanation>(`/v1/rewards/awards/${this.awardId}`);
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    }
  }
}

function stepWords({ code, params }: Step): string {
  switch (code) {
    case 'base':
      return baseWords(params.complexity);
    case 'quality':
      return params.rating == null
        ? msg('Quality: not rated, or assumed')
        : msg(str`Quality: confirmed, rated ${params.rating} of 5`);
    case 'freshness':
      return metWords(Number(params.earlier ?? 0));
    case 'age':
      return msg('Age of the article');
    case 'amount':
      return msg('Yours');
    default:
      return code;
  }
}

function metWords(earlier: number): string {
  if (earlier === 0) return msg('The first time you two met');
  return plural(earlier, { one: 'You two met once before', other: str`You two met ${earlier} times before` });
}

function baseWords(complexity: unknown): string {
  if (complexity === 1) return msg('A simple problem');
  if (complexity === 3) return msg('A complex problem');
  return complexity === 2 ? msg('A problem of medium size') : msg('An article that helped');
}

function stepValue({ code, value }: Step): string {
  if (code === 'base' || code === 'amount') return tokens(value);
  return `× ${numberWords(value)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-why-award': WhyAward;
  }
}
