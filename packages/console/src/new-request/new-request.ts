import { scoreOf, scoreWords } from '../figures/numbers.ts';
import { ClientProblem } from '@harmony-live/client';
import { avatar, button, countdownRing, cssVars, duration, glyphs, note, plural, reasonLines } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk, Ended, Offer } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { Watch } from '../app/observable.ts';
import { preferences } from '../app/preferences.ts';
import { problemWords } from '../app/problem-words.ts';
import type { Router } from '../app/router.ts';
import '../handovers/asked.ts';
import { adopt } from '../app/sheets.ts';
import { commandsOf } from '../shortcuts/commands.ts';
import { focused, isTextField, mayTakeFocus } from './focus.ts';
import css from './new-request.css';
import { answeredFields } from './answered-fields.ts';
import { byEmailTag } from './by-email.ts';
import { urgencyTag } from './urgency.ts';
import { endedWords, furtherWords, mainTerms, requestMeta, requestTitle, termWords } from './words.ts';

adopt(css);

/** How often the countdown is told anew, in milliseconds. */
const tickMs = 250;
/** How long the words about a request that went away stay, in milliseconds. */
const toldMs = 5000;

/**
 * The request that is put before this expert, in the corner of the eye: why it came to them, and the time to answer. It takes
 * the focus only from somebody who does nothing; its keys work only inside it.
 */
@customElement('harmony-new-request')
export class NewRequest extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  @state() private accessor now = Date.now();
  @state() private accessor told: { words: string; isProblem: boolean } | null = null;
  @state() private accessor accepting: string | null = null;

  readonly #watch = new Watch(this, () => this.desk);
  #letGo: (() => void) | null = null;
  #lastActAt = 0;
  #shownId: string | null = null;
  #lastEnded: Ended | null = null;
  #focusBefore: Element | null = null;
  #ticking: ReturnType<typeof setInterval> | undefined;
  #forgetting: ReturnType<typeof setTimeout> | undefined;
  readonly #noteAct = (): void => {
    this.#lastActAt = Date.now();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.#lastEnded = this.desk.lastEnded;
    document.addEventListener('keydown', this.#noteAct, true);
    document.addEventListener('pointerdown', this.#noteAct, true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#noteAct, true);
    document.removeEventListener('pointerdown', this.#noteAct, true);
    clearTimeout(this.#forgetting);
    this.#offerCommand(false);
    this.#tick(false);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('desk')) this.#watch.again();
    this.#tick(this.desk.offers.length > 0);
    this.#offerCommand(this.desk.offers.length > 0);
    const { lastEnded } = this.desk;
    if (lastEnded === this.#lastEnded) return;
    this.#lastEnded = lastEnded;
    const words = lastEnded ? endedWords(lastEnded) : undefined;
    if (words) this.#tell(words, false);
  }

  protected override updated(): void {
    const id = this.desk.offers[0]?.assignmentId ?? null;
    if (id === this.#shownId) return;
    this.#shownId = id;
    if (id === null) this.#giveFocusBack();
    else this.#takeFocus();
  }

  protected override render(): TemplateResult {
    const [offer, ...further] = this.desk.offers;
    return html`<p class="sr" aria-live="assertive">
        ${offer ? msg(str`New request: ${requestTitle(offer.request)}. Time to answer: ${duration(offer.timeoutMs)}.`) : nothing}
      </p>
      <div class="alerts">
        <div class="told" role="status">
          ${
            this.told
              ? note({
                  icon: this.told.isProblem ? glyphs.circleAlert : glyphs.info,
                  ...(this.told.isProblem ? { tone: 'urgent' as const } : {}),
                  body: this.told.words,
                })
              : nothing
          }
        </div>
        <harmony-asked .desk=${this.desk} .router=${this.router}></harmony-asked>
        ${offer ? this.#renderOffer(offer, further.length) : nothing}
      </div>`;
  }

  #renderOffer(offer: Offer, further: number): TemplateResult {
    const { request } = offer;
    const leftMs = Math.min(offer.timeoutMs, Math.max(0, Date.parse(offer.expiresAt) - this.now));
    const seconds = secondsOf(leftMs);
    const name = request.visitor.name ?? msg('Visitor');
    return html`<div
      class="alert"
      role="alertdialog"
      aria-label=${msg('New request')}
      aria-describedby="new-request-title"
      @keydown=${(event: KeyboardEvent) => this.#onKey(event, offer)}
    >
      <div class="row">
        ${countdownRing({ share: leftMs / Math.max(1, offer.timeoutMs), words: seconds, label: plural(seconds, { one: '1 second left', other: str`${seconds} seconds left` }) })}
        <div class="grow">
          <p class="meta">${[msg('New request'), furtherWords(further)].filter(Boolean).join(' · ')}</p>
          <h2 class="title" id="new-request-title" tabindex="-1" dir="auto">${requestTitle(request)}</h2>
        </div>
      </div>
      <div class="stack sm">
        <p class="row">
          ${avatar({ id: request.visitor.id, name, size: 'sm' })}
          <span class="grow cut"><b>${name}</b>, ${request.site.name}</span>
          ${urgencyTag(request.urgency)}
        </p>
        ${
          request.text.trim()
            ? html`<blockquote class="sub words" dir="auto" tabindex="0">“${request.text.trim()}”</blockquote>`
            : html`<p class="sub">${msg('Sent without words')}</p>`
        }
        ${answeredFields(request.fields)}
        <p class="meta" dir="auto">${requestMeta(request)}</p>
        ${byEmailTag(request)}
      </div>
      ${renderWhy(offer)}
      <div class="row answers">
        ${button({
          label: msg('Accept'),
          variant: 'primary',
          size: 'md',
          key: 'A',
          isWide: true,
          isBusy: this.accepting === offer.assignmentId,
          onClick: () => void this.#accept(offer.assignmentId),
        })}
        ${button({ label: msg('Decline'), size: 'md', key: 'D', isWide: true, onClick: () => void this.#decline(offer.assignmentId) })}
      </div>
    </div>`;
  }

  #onKey(event: KeyboardEvent, { assignmentId }: Offer): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (!preferences().now.areSingleKeysOn) return;
    const key = event.key.toLowerCase();
    if (key === 'a') void this.#accept(assignmentId);
    else if (key === 'd') void this.#decline(assignmentId);
    else return;
    event.preventDefault();
  }

  async #accept(assignmentId: string): Promise<void> {
    if (this.accepting !== null) return;
    this.accepting = assignmentId;
    try {
      this.router.go('conversations', await this.desk.accept(assignmentId));
    } catch (problem) {
      this.#tellProblem(problem);
    } finally {
      this.accepting = null;
    }
  }

  async #decline(assignmentId: string): Promise<void> {
    if (this.accepting === assignmentId) return;
    await this.desk.decline(assignmentId);
  }

  #tellProblem(problem: unknown): void {
    if (!(problem instanceof ClientProblem)) throw problem;
    // "Grace took this" may have come a moment before the refusal, and says more.
    if (problem.code === 'assignment/taken' && this.told) return;
    this.#tell(problemWords(problem), problem.code !== 'assignment/taken');
  }

  #tell(words: string, isProblem: boolean): void {
    this.told = { words, isProblem };
    clearTimeout(this.#forgetting);
    this.#forgetting = setTimeout(() => (this.told = null), toldMs);
  }

  /** Alt+N comes here from wherever somebody is, and back again when it is over. */
  #offerCommand(isOn: boolean): void {
    if (isOn === (this.#letGo !== null)) return;
    this.#letGo?.();
    this.#letGo = isOn ? commandsOf(this.desk).hold({ 'request.focus': () => this.#goHere() }) : null;
  }

  #goHere(): void {
    const element = focused();
    if (element === null || !this.contains(element)) this.#focusBefore = element;
    this.querySelector<HTMLElement>('#new-request-title')?.focus({ preventScroll: true });
  }

  #takeFocus(): void {
    const element = focused();
    const isHere = element !== null && this.contains(element);
    const isFree = mayTakeFocus({
      now: Date.now(),
      lastActAt: this.#lastActAt,
      isInTextField: isTextField(element),
    });
    if (!isFree && !isHere) return;
    if (!isHere) this.#focusBefore = element;
    this.querySelector<HTMLElement>('#new-request-title')?.focus({
      preventScroll: true,
    });
  }

  #giveFocusBack(): void {
    const before = this.#focusBefore;
    this.#focusBefore = null;
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (isLost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  }

  #tick(isOn: boolean): void {
    if (isOn === (this.#ticking !== undefined)) return;
    if (isOn) this.now = Date.now();
    clearInterval(this.#ticking);
    this.#ticking = isOn ? setInterval(() => (this.now = Date.now()), tickMs) : undefined;
  }
}

function renderWhy({ score, reasons, terms }: Offer): TemplateResult {
  return html`<div class="stack sm">
    <p class="sec">
      ${msg('Why you')}
      <span class="meta">${scoreOf(score, terms)}</span>
    </p>
    <ul class="why-you">
      ${reasonLines(reasons, 'expert').map((line) => html`<li>${line}</li>`)}
    </ul>
    <ul class="terms" aria-label=${msg('What counted')}>
      ${mainTerms(terms).map(
        ({ name, value }) =>
          html`<li>
            <span>${termWords(name)}</span>
            <span class="barx" aria-hidden="true"><i ${cssVars({ '--v': `${value * 100}%` })}></i></span>
            <span class="num">${scoreWords(value)}</span>
          </li>`,
      )}
    </ul>
  </div>`;
}

function secondsOf(ms: number): number {
  return Math.ceil(ms / 1000);
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-new-request': NewRequest;
  }
}
