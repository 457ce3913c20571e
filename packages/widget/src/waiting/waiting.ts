import type { FoundArticles, HelpRequest } from '@harmony-live/protocol';
import {
  button,
  clockTime,
  dayLabel,
  define,
  durationRange,
  glyphs,
  icon,
  languageName,
  note,
  plural,
  ring,
  ruler,
  rulerMax,
  rulerSheet,
  waitWords,
} from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing, unsafeCSS, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';
import { problemWords } from '../help/problem-words.ts';
import { lazy } from '../lazy.ts';
import { panelSheets } from '../panel/panel-sheet.ts';
import { articleLink, Search, searchBox, searchResults } from '../search/search.ts';
import { plainWords } from './plain-words.ts';
import { toldWait } from './told.ts';
import css from './waiting.css';

/** The most articles that are shown unasked. */
const mostMeanwhile = 3;
/** After so many in vain the server asks several at once. */
const askedWidely = 3;
/** Most people stay on the page. */
const byEmailPart = lazy(() => import('./by-email.ts'));

/** `<harmony-waiting>`: the likely wait as a range drawn to scale, what we are doing, what may help meanwhile, the way out. */
export class WaitingElement extends LitElement {
  static override styles = [panelSheets, rulerSheet, unsafeCSS(css)];
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties = {
    help: { attribute: false },
    now: { state: true },
    found: { state: true },
    isBusy: { state: true },
    byEmail: { state: true },
    problem: { state: true },
  };

  declare help: Help;
  declare now: number;
  /** What the search says to the request's own words, which the server has anyway. */
  declare found: readonly { articleId: string; title: string }[];
  declare isBusy: boolean;
  /** `wanted`: pressed, and its code is on its way; `here`: it stands in the view. */
  declare byEmail: 'no' | 'wanted' | 'here';
  declare problem: unknown;
  #stops: (() => void)[] = [];

  constructor() {
    super();
    this.now = Date.now();
    this.found = [];
    this.isBusy = false;
    this.byEmail = 'no';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const timer = setInterval(() => (this.now = Date.now()), 1000);
    this.#stops = [() => clearInterval(timer), this.help.subscribe(() => this.requestUpdate())];
    void this.#find();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  protected override willUpdate(): void {
    if (this.help.request?.email !== undefined && this.byEmail === 'no') void this.#bringByEmail();
  }

  protected override render(): TemplateResult {
    const { request } = this.help;
    if (request?.state === 'expired') return this.#renderExpired();
    const refused = request?.refused;
    const waitedMs = Math.max(0, this.now - this.help.askedAt);
    const { wait, isLate } = toldWait(request?.waitMs ?? { low: 0, high: 0 }, this.help.saidMs, waitedMs);
    return html`<div class="main stack">
        <section class="stack" role="status" aria-label=${msg('Waiting for an expert')}>
          ${
            request?.isNobodyOnDuty
              ? html`<p class="nobody">${msg('Nobody is here right now.')}</p>`
              : html`${isLate ? html`<p>${msg('This takes longer than we said. Now:')}</p>` : nothing}
                  <p class="wait-figure">${durationRange(wait)} <small>${msg('likely wait')}</small></p>
                  ${ruler({ from: wait.low, to: wait.high, now: waitedMs, max: rulerMax(wait.high, waitedMs) })}`
          }
          <p class="sub">${this.#place(request?.position ?? 0)}</p>
        </section>
        <p class="meta" aria-hidden="true">${msg(str`You have waited ${waitWords(waitedMs)}`)}</p>
        <ol class="steps">
          <li>${icon(glyphs.check)}<span>${msg('Your request is here')}</span></li>
          ${refused === undefined ? nothing : html`<li>${icon(glyphs.check)}<span>${this.#triedWords(refused)}</span></li>`}
          <li class="now">${ring({ state: 'alone', size: 18 })}<span>${this.#doing()}</span></li>
        </ol>
        ${this.problem ? note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: problemWords(this.problem) }) : nothing}
        ${
          this.byEmail === 'here'
            ? html`<harmony-by-email .help=${this.help} @h-cancel=${this.#leaveByEmail}></harmony-by-email>`
            : nothing
        }
        ${this.#renderMeanwhile()}
        <p class="sub">
          ${msg('You can close this or go on working on this page. When somebody is here, this becomes the conversation by itself.')}
        </p>
      </div>
      <div class="foot stack sm">
        ${
          this.help.host.config.canMail === true && this.byEmail !== 'here'
            ? button({
                label: msg('Tell me by e-mail'),
                icon: glyphs.mail,
                size: 'md',
                isWide: true,
                isBusy: this.byEmail === 'wanted',
                onClick: () => void this.#bringByEmail(),
              })
            : nothing
        }
        ${button({ label: msg('Cancel request'), size: 'md', isWide: true, isBusy: this.isBusy, onClick: () => void this.#cancel() })}
      </div>`;
  }

  /** What may help before somebody comes; looking keeps the place in line. */
  #renderMeanwhile(): TemplateResult {
    const { help } = this;
    const search = (help.search ??= new Search(help));
    const isSearching = search.words.trim() !== '';
    const known = help.host.known().slice(0, mostMeanwhile);
    const articles = known.length > 0 ? known : this.found;
    return html`<section class="stack sm" aria-label=${msg('Meanwhile')}>
      <h3 class="head">${msg('Meanwhile')} <span class="meta">${msg('Reading keeps your place in line')}</span></h3>
      ${
        isSearching || articles.length === 0
          ? nothing
          : html`<ul class="list" aria-label=${msg('Articles')}>
              ${articles.map(({ articleId, title }) => html`<li>${articleLink(help, articleId, title)}</li>`)}
            </ul>`
      }
      ${searchBox(search)} ${searchResults(help, search)}
    </section>`;
  }

  #renderExpired(): TemplateResult {
    return html`<div class="main stack">
        ${note({ icon: glyphs.clock, tone: 'wait', role: 'status', title: msg('Your request was put aside'), body: msg('This page was away for more than two minutes. Ask again, and you are back in line.') })}
      </div>
      <div class="foot">
        ${button({ label: msg('Ask again'), variant: 'primary', size: 'lg', isWide: true, onClick: () => this.help.show('request') })}
      </div>`;
  }

  #place(position: number): string {
    if (position <= 1) return msg('You are next in line.');
    return plural(position - 1, { one: '1 before you.', other: str`${position - 1} before you.` });
  }

  #triedWords(refused: number): string {
    const tried = plural(refused, {
      one: 'The person we asked is busy.',
      other: str`The ${refused} people we asked are busy.`,
    });
    return refused < askedWidely ? tried : `${tried} ${msg('We ask several at once now.')}`;
  }

  #doing(): string {
    const { request } = this.help;
    if (request?.asking) return askingWords(request.asking);
    if (request && request.reachable > 0) return msg('Looking for the person who fits best');
    const [next, now] = [Date.parse(this.help.host.config.nextDutyAt ?? ''), Date.now()];
    return next > now
      ? msg(str`Waiting for somebody to come on duty, ${dayLabel(next, now)} at ${clockTime(next)}`)
      : msg('Waiting for somebody to come on duty');
  }

  async #find(): Promise<void> {
    const { askedWords, host } = this.help;
    const words = plainWords(askedWords);
    if (words === '' || host.known().length > 0) return;
    const path = `/v1/articles/search?q=${encodeURIComponent(words.slice(0, 400))}&limit=${mostMeanwhile}`;
    try {
      const { items } = await host.read<FoundArticles>(path);
      this.found = items.map(({ id, title }) => ({ articleId: id, title }));
    } catch {
      // Nothing is promised, so nothing is missed.
    }
  }

  async #bringByEmail(): Promise<void> {
    if (this.byEmail === 'wanted') return;
    this.byEmail = 'wanted';
    this.problem = null;
    try {
      await byEmailPart();
      this.byEmail = 'here';
    } catch (problem) {
      this.byEmail = 'no';
      this.problem = problem;
    }
  }

  /** Back to the button that it came from. */
  readonly #leaveByEmail = (): void => {
    this.byEmail = 'no';
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.foot button')?.focus());
  };

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

/** Who is asked, and that they are asked in another language than the person's where it is so. */
function askingWords({ name, others, language }: NonNullable<HelpRequest['asking']>): string {
  const who =
    others === undefined
      ? msg(str`Asking ${name}`)
      : plural(others, { one: str`Asking ${name} and one other`, other: str`Asking ${name} and ${others} others` });
  if (language === undefined) return who;
  return `${who}. ${msg(str`Nobody who speaks your language is free, so we ask in ${languageName(language)}.`)}`;
}

define('harmony-waiting', WaitingElement);
