import { applyAppearance, coreSheet, define, knowsTokenColours, ring, tokensSheet } from '@harmony-live/ui';
import type { HelpPrefill, Offer, OfferAnswer, WidgetHost } from '@harmony-live/sdk';
import { msg, str } from '@lit/localize';
import { adoptStyles, html, LitElement, nothing, unsafeCSS, type TemplateResult } from 'lit';
import css from './widget.css';
import { Help } from './help/help.ts';
import { lazy } from './lazy.ts';
import { coversControl, liftOver, pageControlAt } from './place.ts';
import type { PanelElement } from './panel/panel.ts';

/** The panel is a part of its own: most people never press. */
const panelPart = lazy(() => import('./panel/panel.ts'));

/** The card of an offer comes with the first one. */
const offerPart = lazy(() => import('./offer/offer.ts'));
/** Untouched for this long, an offer folds into the bubble's label, milliseconds. */
const foldAfterMs = 20_000;

/** What is typed here is none of the page's shortcuts. */
const stop = (event: Event): void => event.stopPropagation();

/**
 * `<harmony-widget>`: the bubble in the corner, and the panel that a press brings.
 *
 * CSS custom properties: `--harmony-brand`, `--harmony-font`, `--harmony-radius`, `--harmony-z`, `--harmony-offset`.
 * Parts: `bubble`, `offer`, `panel`, `trouble`.
 */
export class WidgetElement extends LitElement {
  static override styles = [tokensSheet, coreSheet, unsafeCSS(css)];
  static override properties = {
    phase: { state: true },
    hasPanel: { state: true },
    offered: { state: true },
    isFolded: { state: true },
  };

  /** `coming`: pressed, and the panel's code is on its way; `failed`: it did not come. */
  declare phase: 'closed' | 'coming' | 'open' | 'failed';
  /** The panel's code is on the page. */
  declare hasPanel: boolean;

  /** The offer beside the bubble; `isFolded`: its words alone. */
  declare offered: Offer | null;
  declare isFolded: boolean;

  readonly host: WidgetHost;
  readonly #help: Help;
  #hasWarned = false;
  #foldTimer: ReturnType<typeof setTimeout> | undefined;
  /** The card would lie over something that the page needs: it stays folded. */
  #isCovering = false;
  /** What the bubble's place was chosen for. */
  #placedFor = '';

  constructor(host: WidgetHost) {
    super();
    this.host = host;
    this.#help = new Help(host);
    this.phase = 'closed';
    this.hasPanel = false;
    this.offered = null;
    this.isFolded = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { look, config } = this.host;
    applyAppearance(this, look);
    this.setAttribute('data-position', look.position);
    if (config.branding.color) this.style.setProperty('--harmony-brand', config.branding.color);
    // Block marks of common session recorders: a chat is not recorded by them.
    this.classList.add('sentry-block', 'ph-no-capture', 'fs-exclude', 'rr-block', '_lr-hide');
    this.#help.subscribe(() => this.requestUpdate());
    addEventListener('resize', this.#place);
    addEventListener('load', this.#place);
    for (const type of ['keydown', 'keyup', 'keypress']) this.renderRoot.addEventListener(type, stop);
    void this.#help.resume();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#foldTimer);
    removeEventListener('resize', this.#place);
    removeEventListener('load', this.#place);
    this.#help.dispose();
  }

  async open(): Promise<void> {
    if (this.phase === 'open' || this.phase === 'coming') return;
    void this.#help.resume();
    this.phase = this.hasPanel ? 'open' : 'coming';
    if (!(await this.#bring())) {
      this.phase = 'failed';
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
    await offerPart();
    if (isBusy()) return false;
    this.offered = offer;
    this.isFolded = false;
    this.#isCovering = false;
    await this.updateComplete;
    const card = this.renderRoot.querySelector<LitElement>('harmony-offer');
    await card?.updateComplete;
    if (card !== null && coversControl(card.getBoundingClientRect(), pageControlAt(this))) {
      this.#isCovering = true;
      this.isFolded = true;
    }
    this.#foldTimer = setTimeout(() => {
      this.isFolded = true;
      this.host.answerOffer(offer.id, 'ignored');
    }, foldAfterMs);
    return true;
  }

  search(words: string): void {
    this.#help.show('home');
    this.#help.search.type(words);
    void this.open();
  }

  async requestHelp(prefill: HelpPrefill): Promise<{ requestId: string }> {
    await this.open();
    const requestId = await this.#help.ask({
      text: prefill.message ?? '',
      ...(prefill.topic ? { topic: prefill.topic } : {}),
      context: this.host.attachable(),
      language: this.host.look.locale,
    });
    return { requestId };
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
    const hasBrand = this.host.config.branding.color !== null;
    return html`<div class=${hasBrand ? 'corner h-brand' : 'corner'}>
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
      ${
        this.phase === 'failed'
          ? html`<p class="trouble" part="trouble" role="alert">
              ${msg('Help did not load. Press again to try once more.')}
            </p>`
          : nothing
      }
      ${isOpen || this.offered === null ? nothing : this.#renderOffer(this.offered)}
      ${isOpen ? nothing : this.#renderBubble()}
    </div>`;
  }

  protected override updated(): void {
    this.#place();
  }

  #renderOffer(offer: Offer): TemplateResult {
    return html`<harmony-offer
      part="offer"
      .offer=${offer}
      .isFolded=${this.isFolded}
      .isReachable=${this.host.config.reachable === 'now'}
      @pointerenter=${() => clearTimeout(this.#foldTimer)}
      @focusin=${() => clearTimeout(this.#foldTimer)}
      @h-fold=${() => (this.isFolded = true)}
      @h-answer=${(event: CustomEvent<{ answer: OfferAnswer }>) => this.#answer(event.detail.answer)}
      @h-article=${(event: CustomEvent<{ articleId: string }>) => {
        this.#endOffer('accepted');
        this.#help.openArticle(event.detail.articleId);
        void this.open();
      }}
    ></harmony-offer>`;
  }

  #answer(answer: OfferAnswer): void {
    this.#endOffer(answer);
    if (answer !== 'accepted') return;
    this.#help.show('request');
    void this.open();
  }

  #endOffer(answer: OfferAnswer): void {
    if (this.offered === null) return;
    clearTimeout(this.#foldTimer);
    this.host.answerOffer(this.offered.id, answer);
    this.offered = null;
  }

  /** A folded offer opens again; else the panel does. */
  #press(): void {
    if (this.offered !== null && this.isFolded && !this.#isCovering) {
      this.isFolded = false;
      return;
    }
    this.#endOffer('accepted');
    void this.open();
  }

  #renderBubble(): TemplateResult | typeof nothing {
    const { unread } = this.#help;
    if (this.host.look.bubble === 'hide' && unread === 0 && this.offered === null) return nothing;
    return html`<button
      class="bubble"
      part="bubble"
      aria-label=${msg('Help')}
      aria-describedby=${unread ? 'unread' : nothing}
      aria-busy=${this.phase === 'coming' ? 'true' : nothing}
      @click=${() => this.#press()}
      @pointerenter=${() => void this.#bring()}
      @focus=${() => void this.#bring()}
    >
      ${ring({ isOnAccent: true })}<span>${msg('Help')}</span>${
        unread ? html`<span class="unread" id="unread">${msg(str`${unread} new`)}</span>` : nothing
      }
    </button>`;
  }

  /** @returns false where the panel's code did not come: told once, and the next press tries again */
  async #bring(): Promise<boolean> {
    try {
      await panelPart();
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
