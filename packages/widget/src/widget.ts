import { applyAppearance, baseSheet, define, tokensSheet } from '@harmony-live/ui';
import { ring } from '@harmony-live/ui';
import type { HelpPrefill, WidgetHost } from '@harmony-live/sdk';
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing, unsafeCSS, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import css from './widget.css';
import { Help } from './help/help.ts';
import type { PanelElement } from './panel/panel.ts';

/**
 * `<harmony-widget>`: the bubble in the corner, and the panel that a press brings.
 *
 * CSS custom properties: `--harmony-brand`, `--harmony-font`, `--harmony-radius`, `--harmony-z`, `--harmony-offset`.
 * Parts: `bubble`, `panel`.
 */
export class WidgetElement extends LitElement {
  static override styles = [tokensSheet, baseSheet, unsafeCSS(css)];

  @property({ attribute: false }) accessor host!: WidgetHost;
  @state() private accessor isOpen = false;
  /** The panel's code is on the page. */
  @state() private accessor hasPanel = false;
  @query('.bubble') private accessor bubble!: HTMLButtonElement | null;
  @query('harmony-panel') private accessor panel!: PanelElement | null;

  #help!: Help;

  override connectedCallback(): void {
    super.connectedCallback();
    const { look, config } = this.host;
    applyAppearance(this, look);
    this.setAttribute('data-position', look.position);
    if (config.branding.color) this.style.setProperty('--harmony-brand', config.branding.color);
    // Block marks of common session recorders: a chat is not recorded by them.
    this.classList.add('sentry-block', 'ph-no-capture', 'fs-exclude', 'rr-block', '_lr-hide');
    this.#help = new Help(this.host);
    this.#help.subscribe(() => this.requestUpdate());
    void this.#help.resume();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#help.dispose();
  }

  async open(): Promise<void> {
    await this.#bring();
    this.isOpen = true;
    await this.updateComplete;
    this.panel?.focusFirst();
  }

  close(): void {
    this.isOpen = false;
    void this.updateComplete.then(() => this.bubble?.focus());
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

  protected override render(): TemplateResult {
    const unread = this.#help.unread;
    const hasBrand = this.host.config.branding.color !== null;
    const isShown = this.host.look.bubble === 'show' || unread > 0;
    return html`<div class=${hasBrand ? 'corner h-brand' : 'corner'}>
      ${
        this.hasPanel
          ? html`<harmony-panel
              part="panel"
              ?hidden=${!this.isOpen}
              .help=${this.#help}
              .isOpen=${this.isOpen}
              @h-close=${() => this.close()}
            ></harmony-panel>`
          : nothing
      }
      ${
        isShown && !this.isOpen
          ? html`<button
              class="bubble"
              part="bubble"
              aria-label=${msg('Help')}
              aria-describedby=${unread ? 'unread' : nothing}
              @click=${() => void this.open()}
              @pointerenter=${() => void this.#bring()}
              @focus=${() => void this.#bring()}
            >
              ${ring({ isOnAccent: true })}<span>${msg('Help')}</span>${
                unread ? html`<span class="unread" id="unread">${msg(str`${unread} new`)}</span>` : nothing
              }
            </button>`
          : nothing
      }
    </div>`;
  }

  /** The panel is a chunk of its own: most people never press. */
  async #bring(): Promise<void> {
    if (this.hasPanel) return;
    await import('./panel/panel.ts');
    this.hasPanel = true;
    await this.updateComplete;
  }
}

define('harmony-widget', WidgetElement);
