import { define, emit, glyphs, iconButton, ring } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { homeView } from '../home/home.ts';
import type { Help, HelpView } from '../help/help.ts';
import { lazy } from '../lazy.ts';
import { panelSheets } from './panel-sheet.ts';
import '../request/request-form.ts';
import '../waiting/waiting.ts';

/** The conversation comes while one waits for it, an article and one's data when they are opened; the rest with the panel. */
const parts = {
  conversation: lazy(() => import('../conversation/conversation.ts')),
  article: lazy(() => import('../article/article.ts')),
  'your-data': lazy(() => import('../your-data/your-data.ts')),
};
type Part = keyof typeof parts;
/** Comes where somebody may be asked, so that nothing moves when they are. */
const consentPart = lazy(() => import('../consent/consent.ts'));
/** Pause before that part is asked for again, milliseconds. */
const retryMs = 3_000;

/** `<harmony-panel>`: the dialog **Help** and the view that stands in it. Tells its owner `h-close`. */
export class PanelElement extends LitElement {
  static override styles = panelSheets;
  static override properties = {
    help: { attribute: false },
    isOpen: { attribute: false },
    comings: { state: true },
    hasConsent: { state: true },
  };

  declare help: Help;
  declare isOpen: boolean;
  /** Which of the lazy parts are here, or on their way. */
  declare comings: Readonly<Partial<Record<Part, 'coming' | 'failed' | 'here'>>>;
  /** The question for consent is here. */
  declare hasConsent: boolean;
  #stop = (): void => {};
  /** What was shown last, and whether the focus was in it: then it goes on to the next view. */
  #shown: HelpView | null = null;
  #isFocusOwed = false;

  constructor() {
    super();
    this.isOpen = false;
    this.comings = {};
    this.hasConsent = false;
    this.addEventListener('keydown', this.#onKey);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.help.subscribe(() => this.requestUpdate());
    if (this.help.host.asksConsent())
      consentPart().then(
        () => (this.hasConsent = true),
        () => {},
      );
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
    // The question goes with its answer, and the focus must not go with it.
    const isAnswered = this.renderRoot?.querySelector('harmony-consent:focus-within') != null && !this.help.asksConsent;
    if (isAnswered) this.renderRoot.querySelector<HTMLElement>('.panel')?.focus();
    if (view !== this.#shown) this.#isFocusOwed = (this.renderRoot as ShadowRoot | undefined)?.activeElement != null;
    this.#shown = view;
    if (view === 'request' && this.isOpen) this.help.prepare();
    const needed = view === 'waiting' ? 'conversation' : view;
    if (needed in parts && this.comings[needed as Part] === undefined) void this.#bring(needed as Part);
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
      ${this.#renderView()} ${this.#renderConsent()}
    </section>`;
  }

  /** Where somebody talks, nothing else is asked. */
  #renderConsent(): TemplateResult | typeof nothing {
    const { help } = this;
    if (!this.hasConsent || help.view === 'conversation' || !help.asksConsent) return nothing;
    return html`<harmony-consent .help=${help}></harmony-consent>`;
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
        if (this.comings.conversation !== 'here') return this.#renderComing('conversation');
        return html`<harmony-conversation data-view .help=${help} .isOpen=${this.isOpen}></harmony-conversation>`;
      case 'article':
        if (this.comings.article !== 'here') return this.#renderComing('article');
        return html`<harmony-article data-view .help=${help} .articleId=${help.articleId}></harmony-article>`;
      case 'your-data':
        if (this.comings['your-data'] !== 'here') return this.#renderComing('your-data');
        return html`<harmony-your-data data-view .help=${help}></harmony-your-data>`;
    }
  }

  #renderComing(part: Part): TemplateResult {
    const words =
      this.comings[part] === 'failed'
        ? msg('This did not load. We try again in a few seconds; nothing is lost.')
        : part === 'conversation'
          ? msg('Somebody is here. The conversation opens.')
          : msg('One moment …');
    return html`<main>
      <p class="row" role="status">${ring({ state: 'alone' })}<span>${words}</span></p>
    </main>`;
  }

  #title(): string {
    const { help } = this;
    switch (help.view) {
      case 'home':
        return help.host.config.site.name;
      case 'article':
        return msg('Answer');
      case 'your-data':
        return msg('Your data');
      case 'request':
        return msg('Talk to a person');
      case 'waiting':
        return msg('Your request');
      case 'conversation':
        return help.request?.expert?.name ?? help.conversation?.state.others[0]?.name ?? msg('Conversation');
    }
  }

  async #bring(part: Part): Promise<void> {
    const say = (coming: 'coming' | 'failed' | 'here'): void =>
      void (this.comings = { ...this.comings, [part]: coming });
    say('coming');
    while (this.comings[part] !== 'here' && this.isConnected) {
      try {
        await parts[part]();
        say('here');
      } catch {
        say('failed');
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
