import { baseSheet, define, glyphs, iconButton } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, LitElement, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import '../conversation/conversation.ts';
import { homeView } from '../home/home.ts';
import type { Help } from '../help/help.ts';
import '../request/request-form.ts';
import '../waiting/waiting.ts';
import css from './panel.css';

/** `<harmony-panel>`: the dialog **Help** and the view that stands in it. Tells its owner `h-close`. */
export class PanelElement extends LitElement {
  static override styles = [baseSheet, unsafeCSS(css)];
  @property({ attribute: false }) accessor help!: Help;
  @property({ attribute: false }) accessor isOpen = false;
  #stop: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#onKey);
    if (this.help) this.#stop = this.help.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('help')) return;
    this.#stop?.();
    this.#stop = this.help.subscribe(() => this.requestUpdate());
  }

  /** The first thing one would use: a textbox if there is one, else the first button of the view. */
  focusFirst(): void {
    const view = this.renderRoot.querySelector<HTMLElement>('[data-view]');
    (view ?? this.renderRoot.querySelector<HTMLElement>('.panel'))?.focus();
  }

  protected override render(): TemplateResult {
    const { view } = this.help;
    const isHome = view === 'home';
    return html`<section class="panel" role="dialog" aria-label=${msg('Help')} tabindex="-1">
      <header class="bar">
        ${
          isHome
            ? nothing
            : iconButton({
                label: msg('Back'),
                icon: glyphs.chevronLeft,
                size: 'md',
                onClick: () => this.help.show('home'),
              })
        }
        <h2 class="grow cut">${this.#title()}</h2>
        ${iconButton({ label: msg('Close'), icon: glyphs.x, size: 'md', onClick: () => this.#close() })}
      </header>
      ${this.#renderView()}
    </section>`;
  }

  #renderView(): TemplateResult {
    switch (this.help.view) {
      case 'home':
        return homeView(this.help);
      case 'request':
        return html`<harmony-request-form data-view .help=${this.help}></harmony-request-form>`;
      case 'waiting':
        return html`<harmony-waiting data-view .help=${this.help}></harmony-waiting>`;
      case 'conversation':
        return html`<harmony-conversation data-view .help=${this.help} .isOpen=${this.isOpen}></harmony-conversation>`;
    }
  }

  #title(): string {
    switch (this.help.view) {
      case 'home':
        return this.help.host.config.site.name;
      case 'request':
        return msg('Talk to a person');
      case 'waiting':
        return msg('Your request');
      case 'conversation':
        return this.help.request?.expert?.name ?? this.help.conversation?.state.others[0]?.name ?? msg('Conversation');
    }
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('h-close'));
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    event.stopPropagation();
    this.#close();
  };
}

define('harmony-panel', PanelElement);
