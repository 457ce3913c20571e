import { applyAppearance, coreSheet, define, knowsTokenColours, ring, tokensSheet } from '@harmony-live/ui';
import type { HelpPrefill, Offer, WidgetHost } from '@harmony-live/sdk';
import { msg, str } from '@lit/localize';
import { adoptStyles, html, LitElement, nothing, unsafeCSS, type TemplateResult } from 'lit';
import css from './widget.css';
import { Help } from './help/help.ts';
import { lazy } from './lazy.ts';
import type { Offering } from './offer/offering.ts';
import { liftOver, pageControlAt } from './place.ts';
import type { PanelElement } from './panel/panel.ts';

/** The panel is a part of its own: most people never press. */
const panelPart = lazy(() => import('./panel/panel.ts'));

/** The card of an offer comes with the first one. */
const offerPart = lazy(() => import('./offer/offering.ts'));

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
  #hasWarned = false;
  /** What the bubble's place was chosen for. */
  #placedFor = '';

  constructor(host: WidgetHost) {
    super();
    this.host = host;
    this.#help = new Help(host);
    this.phase = 'closed';
    this.hasPanel = false;
    this.offering = null;
    this.isSeeking = false;
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
    const { Offering } = await offerPart();
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
    const requestId = await this.#help.ask({
      text: prefill.message ?? '',
      ...(prefill.topic ? { topic: prefill.topic } : {}),
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
    return html`${this.#help.sharing?.() ?? nothing}
      <div class=${hasBrand ? 'corner h-brand' : 'corner'}>
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
        ${isOpen || this.offering === null ? nothing : this.offering.render()}
        ${isOpen ? nothing : this.#renderBubble()}
      </div>`;
  }

  protected override updated(): void {
    this.#place();
  }

  /** A folded offer opens again; else the panel does. */
  #press(): void {
    if (this.offering?.unfold()) return;
    if (this.offering !== null) this.#help.mattersNow();
    this.offering?.end('accepted');
    void this.open();
  }

  #renderBubble(): TemplateResult | typeof nothing {
    const { unread } = this.#help;
    const note = unread ? msg(str`${unread} new`) : this.isSeeking ? msg('Ask here') : '';
    if (this.host.look.bubble === 'hide' && unread === 0 && this.offering === null) return nothing;
    return html`<button
      class="bubble"
      part="bubble"
      aria-label=${msg('Help')}
      aria-describedby=${note ? 'note' : nothing}
      aria-busy=${this.phase === 'coming' ? 'true' : nothing}
      @click=${() => this.#press()}
      @pointerenter=${() => void this.#bring()}
      @focus=${() => void this.#bring()}
    >
      ${ring({ isOnAccent: true })}<span>${msg('Help')}</span>${
        note ? html`<span class="unread" id="note">${note}</span>` : nothing
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
