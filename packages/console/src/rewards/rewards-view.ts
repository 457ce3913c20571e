import { ClientProblem } from '@harmony-live/client';
import type { Award, LedgerVerdict, OwnRewards } from '@harmony-live/protocol';
import { button, glyphs, note, plural, skeleton, tag } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { problemWords } from '../app/problem-words.ts';
import type { Router } from '../app/router.ts';
import { adopt } from '../app/sheets.ts';
import { dayWords, tokens } from './words.ts';
import './why-award.ts';
import css from './rewards.css';

adopt(css);

/** An award is made when the rating arrives, or later by itself: the list looks again this often, in milliseconds. */
const lookEveryMs = 10_000;

/** What came back: thanks first, then people helped, then tokens, each of which can be recomputed in front of its owner. */
@customElement('harmony-rewards')
export class RewardsView extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  @state() private accessor own: OwnRewards | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor why: string | null = null;
  @state() private accessor verdict: LedgerVerdict | ClientProblem | 'checking' | null = null;
  #stops: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    const timer = setInterval(() => void this.#load(), lookEveryMs);
    this.#stops = [() => clearInterval(timer), this.desk.live.on('conversation', () => void this.#load())];
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  protected override render(): TemplateResult {
    return html`<header class="view-head"><h1>${msg('Rewards')}</h1></header>
      <div class="scroll">${this.own ? this.#renderOwn(this.own) : this.#renderWait()}</div>`;
  }

  #renderWait(): TemplateResult {
    return html`<div class="pad">
      ${
        this.problem
          ? note({
              icon: glyphs.circleAlert,
              tone: 'urgent',
              role: 'alert',
              title: msg('Your rewards did not load.'),
              body: html`${problemWords(this.problem)}
                <p class="again">${button({ label: msg('Try now'), onClick: () => void this.#load() })}</p>`,
            })
          : skeleton({ label: msg('Your rewards load'), rows: 4, rowHeight: 44 })
      }
    </div>`;
  }

  #renderOwn({ thanks, peopleHelped, available, onHold, items }: OwnRewards): TemplateResult {
    return html`<div class="rewards">
      ${
        thanks.length === 0
          ? nothing
          : html`<section class="stack sm">
              <h2 class="sec">${msg('Thanks')}</h2>
              <div class="thanks">
                ${thanks.map(
                  ({ text, at }) =>
                    html`<blockquote>
                      <p dir="auto">${text}</p>
                      <footer class="meta">${dayWords(at)}</footer>
                    </blockquote>`,
                )}
              </div>
            </section>`
      }
      <dl class="figs trio">
        <div>
          <dt>${msg('People helped')}</dt>
          <dd class="num">${peopleHelped}</dd>
        </div>
        <div>
          <dt>${msg('Tokens')}</dt>
          <dd class="num">${tokens(available)}</dd>
        </div>
        <div>
          <dt>${msg('On hold')}</dt>
          <dd class="num">${tokens(onHold)}</dd>
        </div>
      </dl>
      <section class="stack sm">
        <h2 class="sec">${msg('Entries')}</h2>
        ${items.length === 0 ? this.#renderNone() : this.#renderEntries(items)}
      </section>
      <section class="stack sm">
        <h2 class="sec">${msg('The ledger')}</h2>
        <p class="sub">
          ${msg('Each entry carries the hash of the one before it: one that is changed, removed or slipped in shows.')}
        </p>
        <div class="row">
          ${button({
            label: msg('Check the ledger'),
            isBusy: this.verdict === 'checking',
            onClick: () => void this.#verify(),
          })}
          <span role="status">${this.#renderVerdict()}</span>
        </div>
      </section>
    </div>`;
  }

  #renderNone(): TemplateResult {
    return html`<p class="sub">
      ${msg('Nothing yet. When somebody says that you solved their problem, what it was worth stands here, with its sum.')}
    </p>`;
  }

  #renderEntries(items: readonly Award[]): TemplateResult {
    return html`<ul class="entries" aria-label=${msg('Entries')}>
      ${repeat(
        items,
        ({ id }) => id,
        (award) => this.#renderEntry(award),
      )}
    </ul>`;
  }

  #renderEntry(award: Award): TemplateResult {
    const isOpen = this.why === award.id;
    const what = award.reason === 'royalty' ? msg('Your article helped somebody') : msg('You solved a problem');
    return html`<li class=${isOpen ? 'entry on' : 'entry'}>
      <span class="meta day">${dayWords(award.madeAt)}</span>
      <span class="what">
        <b>${what}</b>
        ${
          award.conversationId
            ? html`<a class="meta" href=${this.router.href('conversations', award.conversationId)}
                >${msg('The conversation')}</a
              >`
            : nothing
        }
        ${
          award.articleId
            ? html`<a class="meta" href=${this.router.href('knowledge', award.articleId)}>${msg('The article')}</a>`
            : nothing
        }
      </span>
      <span class="state">${stateTag(award)}</span>
      <b class="num amount">${award.state === 'reversed' ? tokens(0) : `+${tokens(award.amount)}`}</b>
      ${button({
        label: msg('Why?'),
        variant: 'quiet',
        onClick: () => (this.why = isOpen ? null : award.id),
      })}
      ${isOpen ? html`<harmony-why-award .desk=${this.desk} .awardId=${award.id}></harmony-why-award>` : nothing}
    </li>`;
  }

  #renderVerdict(): TemplateResult | string {
    const { verdict } = this;
    if (verdict === null || verdict === 'checking') return '';
    if (verdict instanceof ClientProblem) return problemWords(verdict);
    if (verdict.ok)
      return html`${tag(msg('Whole'), { tone: 'solved' })}
      ${plural(verdict.transfers, { one: '1 transfer, recomputed', other: str`${verdict.transfers} transfers, each recomputed` })}`;
    const { seq, reason } = verdict.firstBad ?? { seq: 0, reason: '' };
    return html`${tag(msg('Broken'), { tone: 'urgent' })} ${msg(str`Transfer ${seq}: ${reason}`)}`;
  }

  async #verify(): Promise<void> {
    this.verdict = 'checking';
    try {
      this.verdict = await this.desk.http.get<LedgerVerdict>('/v1/rewards/verify');
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.verdict = problem;
    }
  }

  async #load(): Promise<void> {
    try {
      this.own = await this.desk.http.get<OwnRewards>('/v1/rewards?limit=100');
      this.problem = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    }
  }
}

function stateTag({ state: awardState, heldUntil }: Award): TemplateResult {
  switch (awardState) {
    case 'held':
      return tag(msg(str`On hold until ${dayWords(heldUntil)}`), { tone: 'wait' });
    case 'settled':
      return tag(msg('Settled'), { tone: 'solved' });
    case 'reversed':
      return tag(msg('Reversed'), { tone: 'urgent' });
    case 'flagged':
      return tag(msg('A person is looking at it'), { tone: 'wait' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-rewards': RewardsView;
  }
}
