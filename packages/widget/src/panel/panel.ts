import { define, emit, glyphs, iconButton, ring } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { homeView } from '../home/home.ts';
import type { Help, HelpView } from '../help/help.ts';
import { lazy } from '../lazy.ts';
import { panelSheets } from './panel-sheet.ts';
import '../request/request-form.ts';
import '../waiting/waiting.ts';

/** The conversation comes while one waits for it; the other views come with the panel. */
const conversationPart = lazy(() => import('../conversation/conversation.ts'));
/** Pause before that part is asked for again, milliseconds. */
const retryMs = 3_000;

/** `<harmony-panel>`: the dialog **Help** and the view that stands in it. Tells its owner `h-close`. */
export class PanelElement extends LitElement {
  static override styles = panelSheets;
  static override properties = {
    help: { attribute: false },
    isOpen: { attribute: false },
    talk: { state: true },
  };

  declare help: Help;
  declare isOpen: boolean;
  /** Whether the code of the conversation is here. */
  declare talk: 'absent' | 'coming' | 'failed' | 'here';
  #stop = (): void => {};
  /** What was shown last, and whether the focus was in it: then it goes on to the next view. */
  #shown: HelpView | null = null;
  #isFocusOwed = false;

  constructor() {
    super();
    this.isOpen = false;
    this.talk = 'absent';
    this.addEventListener('keydown', this.#onKey);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.help.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  /** What one would use first: the textbox where there is one; never a button that takes something back. */
  focusFirst(): void {
    const view = this.renderRoot.querySelector<LitElement>('[data-view]');
    const inView = view?.shadowRoot?.querySelector<HTMLElement>('textarea, h-composer');
    const isHome = this.help.view === 'home';
    (inView ?? (isHome ? view : this.renderRoot.querySelector<HTMLElement>('.panel')))?.focus();
  }

  protected override willUpdate(): void {
    const { view } = this.help;
    if (view !== this.#shown) this.#isFocusOwed = (this.renderRoot as ShadowRoot | undefined)?.activeElement != null;
    this.#shown = view;
    if (view === 'request' && this.isOpen) this.help.prepare();
    if (this.talk === 'absent' && (view === 'waiting' || view === 'conversation')) void this.#bringTalk();
  }

  protected override updated(): void {
    const view = this.renderRoot.querySelector<LitElement>('[data-view]');
    if (!this.#isFocusOwed || view === null) return;
    this.#isFocusOwed = false;
    void Promise.resolve(view.updateComplete).then(() => this.isOpen && this.focusFirst());
  }

  protected override render(): TemplateResult {
    return html`<section class="panel" role="dialog" aria-label=${msg('Help')} tabindex="-1">
      <header class="bar">
        ${
          this.help.view === 'home'
            ? nothing
            : iconButton({
                label: msg('Back'),
                icon: glyphs.chevronLeft,
                size: 'md',
                onClick: () => this.help.show('home'),
              })
        }
        <h2 class="grow cut">${this.#title()}</h2>
        ${iconButton({ label: msg('Close'), icon: glyphs.x, size: 'md', onClick: () => emit(this, 'h-close', null) })}
      </header>
      ${this.#renderView()}
    </section>`;
  }

  #renderView(): TemplateResult {
    const { help } = this;
    switch (help.view) {
      case 'home':
        return homeView(help);
      case 'request':
        return html`<harmony-request-form data-view .help=${help}></harmony-request-form>`;
      case 'waiting':
        return html`<harmony-waiting data-view .help=${help}></harmony-waiting>`;
      case 'conversation':
        if (this.talk !== 'here') return this.#renderComing();
        return html`<harmony-conversation data-view .help=${help} .isOpen=${this.isOpen}></harmony-conversation>`;
    }
  }

  #renderComing(): TemplateResult {
    const words =
      this.talk === 'failed'
        ? msg('This did not load. We try again in a few seconds; nothing is lost.')
        : msg('Somebody is here. The conversation opens.');
    return html`<main>
      <p class="row" role="status">${ring({ state: 'alone' })}<span>${words}</span></p>
    </main>`;
  }

  #title(): string {
    const { help } = this;
    switch (help.view) {
      case 'home':
        return help.host.config.site.name;
      case 'request':
        return msg('Talk to a person');
      case 'waiting':
        return msg('Your request');
      case 'conversation':
        return help.request?.expert?.name ?? help.conversation?.state.others[0]?.name ?? msg('Conversation');
    }
  }

  async #bringTalk(): Promise<void> {
    this.talk = 'coming';
    while (this.talk !== 'here' && this.isConnected) {
      try {
        await conversationPart();
        this.talk = 'here';
      } catch {
        this.talk = 'failed';
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    event.stopPropagation();
    emit(this, 'h-close', null);
  };
}

define('harmony-panel', PanelElement);
