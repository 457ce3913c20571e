import { applyAppearance, coreSheet, define, knowsTokenColours, plural, ring, tokensSheet } from '@harmony-live/ui';
import type { HelpPrefill, Offer, WidgetHost } from '@harmony-live/sdk';
import { msg, str } from '@lit/localize';
import { adoptStyles, html, LitElement, nothing, unsafeCSS, type TemplateResult } from 'lit';
import css from './widget.css';
import { Help } from './help/help.ts';
import { hasBrand } from './brand.ts';
import { lazy } from './lazy.ts';
import { early, Words } from './words.ts';
import type { Offering } from './offer/offering.ts';
import { cornerFor, liftOver, pageControlAt } from './place.ts';
import { Plain } from './plain/plain.ts';
import type { PanelElement } from './panel/panel.ts';

/** The panel is a part of its own: most people never press. */
const panelPart = lazy(() => import('./panel/panel.ts'));

/** The card of an offer comes with the first one. */
const offerPart = lazy(() => import('./offer/offering.ts'));

/** Pause between tries for a panel that did not come, while a request waits, milliseconds. */
const tryAgainMs = 15_000;

/** The score from which somebody is stuck, where the site has not set another. */
const defaultThreshold = 60;

/** What is typed here is none of the page's shortcuts. */
const stop = (event: Event): void => event.stopPropagation();

/**
 * `<harmony-widget>`: the bubble in the corner, and the panel that a press brings.
 *
 * CSS custom properties: `--harmony-brand`, `--harmony-font`, `--harmony-radius`, `--harmony-z`, `--harmony-offset`.
 * Parts: `bubble`, `offer`, `panel`, `share-frame`, `share-tab`, `trouble`.
 */
export class WidgetElement extends LitElement {
  static override styles = [tokensSheet, coreSheet, unsafeCSS(css)];
  static override properties = {
    phase: { state: true },
    hasPanel: { state: true },
    offering: { state: true },
    isSeeking: { state: true },
  };

  /** `coming`: pressed, and the panel's code is on its way; `failed`: it did not come. */
  declare phase: 'closed' | 'coming' | 'open' | 'failed';
  /** The panel's code is on the page. */
  declare hasPanel: boolean;

  /** What is offered beside the bubble. */
  declare offering: Offering | null;
  /** Somebody looks for help on the page: the bubble says that it is here. */
  declare isSeeking: boolean;

  readonly host: WidgetHost;
  readonly #help: Help;
  readonly #plain: Plain;
  readonly #words: Words;
  #hasWarned = false;
  #triedAt = 0;
  /** What the bubble's place was chosen for. */
  #placedFor = '';

  constructor(host: WidgetHost) {
    super();
    this.host = host;
    this.#help = new Help(host);
    this.#plain = new Plain(this.#help, () => this.requestUpdate());
    this.#words = new Words(host.look.locale, () => this.#dress());
    this.phase = 'closed';
    this.hasPanel = false;
    this.offering = null;
    this.isSeeking = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { look, config } = this.host;
    this.#dress();
    this.setAttribute('data-position', cornerFor(look.position, this.dir));
    // What the page says of its colour comes first.
    if (config.branding.color && !hasBrand(this)) this.style.setProperty('--harmony-brand', config.branding.color);
    // Block marks of common session recorders: a chat is not recorded by them.
    this.classList.add('sentry-block', 'ph-no-capture', 'fs-exclude', 'rr-block', '_lr-hide');
    this.#help.subscribe(() => {
      this.requestUpdate();
      // What is open may speak beside the bubble before anybody opens the panel.
      if (this.#help.request !== null) void this.#words.bring();
      // Somebody waits with the plain form alone: the panel takes over as soon as it can.
      if (this.phase !== 'failed' || this.#help.request === null || Date.now() - this.#triedAt < tryAgainMs) return;
      void this.#bring().then((hasCome) => hasCome && this.phase === 'failed' && (this.phase = 'open'));
    });
    addEventListener('resize', this.#place);
    addEventListener('load', this.#place);
    this.renderRoot.addEventListener('keydown', this.#onKey as EventListener);
    for (const type of ['keyup', 'keypress']) this.renderRoot.addEventListener(type, stop);
    void this.#help.resume();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.offering?.dispose();
    removeEventListener('resize', this.#place);
    removeEventListener('load', this.#place);
    this.#help.dispose();
  }

  async open(): Promise<void> {
    if (this.phase === 'open' || this.phase === 'coming') return;
    void this.#help.resume();
    const { score = 0 } = this.host.attachable().struggle ?? {};
    if (score >= (this.host.config.threshold ?? defaultThreshold)) this.#help.mattersNow();
    this.phase = this.hasPanel ? 'open' : 'coming';
    if (!(await this.#bring())) {
      this.phase = 'failed';
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('.trouble textarea')?.focus();
      return;
    }
    // Closed in the meantime: it stays so.
    if (this.phase === 'coming') this.phase = 'open';
    await this.updateComplete;
    if (this.phase === 'open') this.#panel?.focusFirst();
  }

  close(): void {
    if (this.phase === 'closed') return;
    const hadFocus = this.renderRoot.contains((this.renderRoot as ShadowRoot).activeElement);
    this.phase = 'closed';
    if (hadFocus) void this.updateComplete.then(() => this.#bubble?.focus());
  }

  /** Another tab began help: this one shows the same. */
  resume(): void {
    void this.#help.resume();
  }

  /** Puts an offer beside the bubble, without moving the focus. @returns false while help is open */
  async offer(offer: Offer): Promise<boolean> {
    const isBusy = (): boolean => this.phase !== 'closed' || this.#help.request !== null;
    if (isBusy()) return false;
    const [{ Offering }] = await Promise.all([offerPart(), this.#words.bring()]);
    if (isBusy()) return false;
    this.offering = new Offering(offer, this.host, {
      changed: () => this.requestUpdate(),
      ended: () => (this.offering = null),
      openRequest: () => this.#openAt(() => this.#help.show('request')),
      openArticle: (articleId, offerId) => this.#openAt(() => this.#help.openArticle(articleId, offerId)),
    });
    await this.updateComplete;
    await this.offering?.settle(this.renderRoot, pageControlAt(this));
    return true;
  }

  /** Its colours, its language and its direction; again when the language that was to be spoken did not come. */
  #dress(): void {
    applyAppearance(this, { theme: this.host.look.theme, locale: this.#words.locale });
    this.#help.changed();
  }

  #openAt(go: () => void): void {
    this.#help.mattersNow();
    go();
    void this.open();
  }

  async search(words: string): Promise<void> {
    this.#help.show('home');
    await this.open();
    await this.#panel?.updateComplete;
    this.#help.search?.type(words);
  }

  async requestHelp(prefill: HelpPrefill): Promise<{ requestId: string }> {
    await this.open();
    const text = prefill.message ?? '';
    try {
      const topic = prefill.topic ? { topic: prefill.topic } : {};
      return { requestId: await this.#help.ask({ text, ...topic, language: this.host.look.locale }) };
    } catch (problem) {
      // The site may ask something first: the form says what, with the words that are there.
      this.#help.text = text;
      this.#help.show('request');
      throw problem;
    }
  }

  // Older browsers draw nothing before the fixed colours are there: controls without colour would flash up.
  protected override scheduleUpdate(): void | Promise<unknown> {
    if (this.hasUpdated || knowsTokenColours()) return super.scheduleUpdate();
    return import('@harmony-live/ui/fallback-sheet.ts').then(
      ({ fallbackSheet }) => {
        const { elementStyles } = this.constructor as typeof WidgetElement;
        adoptStyles(this.renderRoot as ShadowRoot, [fallbackSheet, ...elementStyles]);
        return super.scheduleUpdate();
      },
      () => super.scheduleUpdate(),
    );
  }

  protected override render(): TemplateResult {
    const isOpen = this.phase === 'open';
    return html`${this.#help.sharing?.() ?? nothing}
      <div class=${hasBrand(this) ? 'corner h-brand' : 'corner'}>
        ${
          this.hasPanel
            ? html`<harmony-panel
                part="panel"
                ?hidden=${!isOpen}
                .help=${this.#help}
                .isOpen=${isOpen}
                @h-close=${() => this.close()}
              ></harmony-panel>`
            : nothing
        }
        ${this.phase === 'failed' ? this.#plain.render() : nothing}
        ${isOpen || this.offering === null ? nothing : this.offering.render()}
        ${isOpen ? nothing : this.#renderBubble()}
      </div>`;
  }

  protected override updated(): void {
    this.#place();
    // What the bubble then says beside its name is of the catalogue.
    if (this.isSeeking) void this.#words.bring();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.phase === 'failed') this.close();
    event.stopPropagation();
  };

  /** A folded offer opens again; else the panel does. */
  #press(): void {
    if (this.offering?.unfold()) return;
    if (this.offering !== null) this.#help.mattersNow();
    this.offering?.end('accepted');
    void this.open();
  }

  #renderBubble(): TemplateResult | typeof nothing {
    const { unread } = this.#help;
    const name = early(msg('Help'), this.#words.language);
    const seeking = this.isSeeking ? msg('Ask here') : '';
    const note = unread ? plural(unread, { one: '1 new', other: str`${unread} new` }) : seeking;
    if (this.host.look.bubble === 'hide' && unread === 0 && this.offering === null) return nothing;
    return html`<button
      class="bubble"
      part="bubble"
      aria-label=${name}
      aria-describedby=${note ? 'note' : nothing}
      aria-busy=${this.phase === 'coming' ? 'true' : nothing}
      @click=${() => this.#press()}
      @pointerenter=${() => void this.#bring()}
      @focus=${() => void this.#bring()}
    >
      ${ring({ isOnAccent: true })}<span>${name}</span>${
        note ? html`<span class="unread" id="note">${note}</span>` : nothing
      }
    </button>`;
  }

  /** @returns false where the panel's code did not come: told once, and the next press tries again */
  async #bring(): Promise<boolean> {
    this.#triedAt = Date.now();
    try {
      await Promise.all([panelPart(), this.#words.bring()]);
      this.hasPanel = true;
      return true;
    } catch (error) {
      if (!this.#hasWarned)
        this.host.warn(`The help panel could not be loaded; the page is not affected. ${String(error)}`);
      this.#hasWarned = true;
      return false;
    }
  }

  // When it appears or grows, and when the page is another: never while somebody scrolls or reads.
  readonly #place = (): void => {
    const width = this.#bubble?.getBoundingClientRect().width;
    const occasion = [innerWidth, innerHeight, width, document.readyState].join();
    if (!width || occasion === this.#placedFor) return;
    this.#placedFor = occasion;
    this.style.removeProperty('--h-lift');
    const lift = liftOver(this.#bubble!.getBoundingClientRect(), pageControlAt(this), innerHeight / 2);
    this.style.setProperty('--h-lift', `${lift}px`);
  };

  get #bubble(): HTMLElement | null {
    return this.renderRoot.querySelector('.bubble');
  }

  get #panel(): PanelElement | null {
    return this.renderRoot.querySelector('harmony-panel');
  }
}

define('harmony-widget', WidgetElement);
