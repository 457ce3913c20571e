import { button, define, durationRange, glyphs, icon, note, ring, ruler, rulerMax, waitWords } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing, unsafeCSS, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';
import { problemWords } from '../help/problem-words.ts';
import { panelSheets } from '../panel/panel-sheet.ts';
import css from './waiting.css';

/** `<harmony-waiting>`: the likely wait as a range drawn to scale, what we are doing, and the way out. */
export class WaitingElement extends LitElement {
  static override styles = [panelSheets, unsafeCSS(css)];
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties = {
    help: { attribute: false },
    now: { state: true },
    isBusy: { state: true },
    problem: { state: true },
  };

  declare help: Help;
  declare now: number;
  declare isBusy: boolean;
  declare problem: unknown;
  #stops: (() => void)[] = [];

  constructor() {
    super();
    this.now = Date.now();
    this.isBusy = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const timer = setInterval(() => (this.now = Date.now()), 1000);
    this.#stops = [() => clearInterval(timer), this.help.subscribe(() => this.requestUpdate())];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  protected override render(): TemplateResult {
    const { request } = this.help;
    if (request?.state === 'expired') return this.#renderExpired();
    const waitedMs = Math.max(0, this.now - this.help.askedAt);
    const wait = request?.waitMs ?? { low: 0, high: 0 };
    return html`<main class="stack">
        <section class="stack" role="status" aria-label=${msg('Waiting for an expert')}>
          <p class="wait-figure">${durationRange(wait)} <small>${msg('likely wait')}</small></p>
          ${ruler({ from: wait.low, to: wait.high, now: waitedMs, max: rulerMax(wait.high, waitedMs) })}
          <p class="sub">${this.#place(request?.position ?? 0)}</p>
        </section>
        <p class="meta" aria-hidden="true">${msg(str`You have waited ${waitWords(waitedMs)}`)}</p>
        <ol class="steps">
          <li>${icon(glyphs.check)}<span>${msg('Your request is here')}</span></li>
          <li class="now">${ring({ state: 'alone', size: 18 })}<span>${this.#doing()}</span></li>
        </ol>
        <p class="sub">
          ${msg('You can close this or go on working on this page. When somebody is here, this becomes the conversation by itself.')}
        </p>
        ${this.problem ? note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: problemWords(this.problem) }) : nothing}
      </main>
      <div class="foot">
        ${button({ label: msg('Cancel request'), size: 'md', isWide: true, isBusy: this.isBusy, onClick: () => void this.#cancel() })}
      </div>`;
  }

  #renderExpired(): TemplateResult {
    return html`<main class="stack">
        ${note({ icon: glyphs.clock, tone: 'wait', role: 'status', title: msg('Your request was put aside'), body: msg('This page was away for more than two minutes. Ask again, and you are back in line.') })}
      </main>
      <div class="foot">
        ${button({ label: msg('Ask again'), variant: 'primary', size: 'lg', isWide: true, onClick: () => this.help.show('request') })}
      </div>`;
  }

  #place(position: number): string {
    if (position <= 1) return msg('You are next in line.');
    return msg(str`${position - 1} before you.`);
  }

  #doing(): string {
    const { request } = this.help;
    if (request?.asking) return msg(str`Asking ${request.asking.name}`);
    return request && request.reachable > 0
      ? msg('Looking for the person who fits best')
      : msg('Waiting for somebody to come on duty');
  }

  async #cancel(): Promise<void> {
    this.isBusy = true;
    this.problem = null;
    try {
      await this.help.cancel();
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.isBusy = false;
    }
  }
}

define('harmony-waiting', WaitingElement);
