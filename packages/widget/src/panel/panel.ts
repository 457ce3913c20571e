import { clockTime, define, emit, glyphs, iconButton, note, ring } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { siteTitle } from '../home/greeting.ts';
import { homeView } from '../home/home.ts';
import type { Help, HelpView } from '../help/help.ts';
import { wordsPart } from '../help/problem.ts';
import { lazy } from '../lazy.ts';
import { panelSheets } from './panel-sheet.ts';
import { fitToSeen } from './seen.ts';
import '../request/request-form.ts';

/** A view beside the file that it stands on, instead of one after the other. */
const withWords = async <Part>(part: Promise<Part>): Promise<Part> => (await Promise.all([part, wordsPart()]))[0];

/** What is needed once a request was sent, or something is opened; the rest comes with the panel. */
const parts = {
  waiting: lazy(() => withWords(import('../waiting/waiting.ts'))),
  later: lazy(() => withWords(import('../later/later.ts'))),
  past: lazy(() => import('../past/past-conversation.ts')),
  noticed: lazy(() => import('../offer/noticed.ts')),
  questions: lazy(() => import('../request/questions.ts')),
  nobody: lazy(() => withWords(import('../home/nobody.ts'))),
  conversation: lazy(() => import('../conversation/conversation.ts')),
  article: lazy(() => withWords(import('../article/article.ts'))),
  'your-data': lazy(() => withWords(import('../your-data/your-data.ts'))),
};
type Part = keyof typeof parts;
/** Comes where somebody may be asked, so that nothing moves when they are. */
const consentPart = lazy(() => import('../consent/consent.ts'));
/** The lists of what was: only where this device knows who asks. */
const pastPart = lazy(() => import('../past/past.ts'));
/** Pause before that part is asked for again, milliseconds. */
const retryMs = 3_000;

/** Whoever has another time, or is answered within a day, need not wait here. */
const waitingPart = ({ request }: Help): 'later' | 'waiting' =>
  request?.state === 'scheduled' || (request?.state === 'queued' && request.dueAt) ? 'later' : 'waiting';

/** `<harmony-panel>`: the dialog **Help** and the view that stands in it. Tells its owner `h-close`. */
export class PanelElement extends LitElement {
  static override styles = panelSheets;
  static override properties = {
    help: { attribute: false },
    isOpen: { attribute: false },
    comings: { state: true },
    hasConsent: { state: true },
    offlineSince: { state: true },
  };

  declare help: Help;
  declare isOpen: boolean;
  /** Which of the lazy parts are here, or on their way. */
  declare comings: Readonly<Partial<Record<Part, 'coming' | 'failed' | 'here'>>>;
  /** The question for consent is here. */
  declare hasConsent: boolean;
  /** Epoch milliseconds; 0 while there is a network. */
  declare offlineSince: number;
  #stops: (() => void)[] = [];
  #wasOpen = false;
  /** What is said at once to who cannot see it. */
  #news = '';
  /** What was shown last, and whether the focus was in it: then it goes on to the next view. */
  #shown: HelpView | null = null;
  #isFocusOwed = false;

  constructor() {
    super();
    this.isOpen = false;
    this.comings = {};
    this.hasConsent = false;
    this.offlineSince = navigator.onLine ? 0 : Date.now();
    this.addEventListener('keydown', this.#onKey);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of ['online', 'offline']) addEventListener(type, this.#onNetwork);
    this.#stops = [this.help.subscribe(() => this.requestUpdate()), fitToSeen(this)];
    if (this.help.host.asksConsent())
      consentPart().then(
        () => (this.hasConsent = true),
        () => {},
      );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of ['online', 'offline']) removeEventListener(type, this.#onNetwork);
    for (const stop of this.#stops) stop();
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
    if (this.#shown === 'waiting' && view === 'conversation') this.#news = msg(str`${this.#title()} is here.`);
    const hasEnded = this.#shown === 'conversation' && view === 'home';
    if (this.isOpen && (!this.#wasOpen || hasEnded)) void this.#recall();
    this.#shown = view;
    this.#wasOpen = this.isOpen;
    for (const part of this.#needed()) if (this.comings[part] === undefined) void this.#bring(part);
  }

  /** Parts of the view, what is needed next, and what this page needs: where something was noticed, is asked, or nobody is. */
  #needed(): Part[] {
    const { host, view } = this.help;
    const { signals, struggle } = host.attachable();
    const { fields, reachable } = host.config;
    const needed: string[] = view === 'waiting' ? [waitingPart(this.help), 'conversation'] : [view];
    if (signals || struggle) needed.push('noticed');
    if (Array.isArray(fields) && fields.length > 0) needed.push('questions');
    if (reachable === 'later') needed.push('nobody');
    return needed.filter((part): part is Part => part in parts);
  }

  protected override updated(): void {
    const view = this.renderRoot.querySelector<LitElement>('[data-view]');
    if (!this.#isFocusOwed) return;
    // Until it has come, the focus waits where Escape still works.
    if (view === null) return this.renderRoot.querySelector<HTMLElement>('.panel')?.focus();
    this.#isFocusOwed = false;
    void Promise.resolve(view.updateComplete).then(() => this.isOpen && this.focusFirst());
  }

  protected override render(): TemplateResult {
    return html`<section class="panel" role="dialog" aria-label=${msg('Help')} tabindex="-1">
      <div class="bar">
        ${
          this.help.view === 'home'
            ? nothing
            : iconButton({
                label: msg('Back'),
                icon: glyphs.chevronLeft,
                size: 'md',
                onClick: () => this.help.back(),
              })
        }
        <h2 class="grow cut">${this.#title()}</h2>
        <p class="sr" role="alert">${this.#news}</p>
        ${iconButton({ label: msg('Close'), icon: glyphs.x, size: 'md', onClick: () => emit(this, 'h-close', null) })}
      </div>
      ${this.offlineSince === 0 ? nothing : this.#renderOffline()} ${this.#renderView()} ${this.#renderConsent()}
    </section>`;
  }

  #renderOffline(): TemplateResult {
    const kept =
      this.help.view === 'waiting'
        ? msg('Your place in line is kept for two minutes.')
        : msg('What you write is kept and sent when you are back.');
    return html`<div class="strip">
      ${note({
        icon: glyphs.wifiOff,
        tone: 'wait',
        role: 'status',
        title: msg(str`You are offline since ${clockTime(this.offlineSince)}.`),
        body: kept,
      })}
    </div>`;
  }

  /** Where somebody talks, nothing else is asked. */
  #renderConsent(): TemplateResult | typeof nothing {
    const { help } = this;
    if (!this.hasConsent || !help.asksConsent || ['conversation', 'your-data'].includes(help.view)) return nothing;
    return html`<harmony-consent .help=${help}></harmony-consent>`;
  }

  #renderView(): TemplateResult {
    const { help } = this;
    switch (help.view) {
      case 'home':
        return homeView(help);
      case 'request':
        // Its text begins with what was noticed, in words; without them it is empty.
        if (this.comings.noticed === 'coming') return this.#renderComing('noticed');
        // Without an answer that the site insists on a request would be refused.
        if ((this.comings.questions ?? 'here') !== 'here') return this.#renderComing('questions');
        return html`<harmony-request-form data-view .help=${help}></harmony-request-form>`;
      case 'waiting':
        if (this.comings[waitingPart(help)] !== 'here') return this.#renderComing(waitingPart(help));
        if (waitingPart(help) === 'later') return html`<harmony-later data-view .help=${help}></harmony-later>`;
        return html`<harmony-waiting data-view .help=${help}></harmony-waiting>`;
      case 'past':
        if (this.comings.past !== 'here') return this.#renderComing('past');
        return html`<harmony-past data-view .help=${help}></harmony-past>`;
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
    const isFailed = this.comings[part] === 'failed';
    const words = isFailed
      ? msg('This did not load. We try again in a few seconds; nothing is lost.')
      : part === 'conversation'
        ? msg('Somebody is here. The conversation opens.')
        : part === 'waiting'
          ? msg('Your request is here.')
          : msg('One moment …');
    return html`<div class="main">
      <p class=${isFailed ? 'row' : 'row late'} role="status">${ring({ state: 'alone' })}<span>${words}</span></p>
    </div>`;
  }

  #title(): string {
    const { help } = this;
    switch (help.view) {
      case 'home':
        return siteTitle(help);
      case 'article':
        return msg('Answer');
      case 'your-data':
        return msg('Your data');
      case 'past':
        return help.past?.current?.topic || msg('Conversation');
      case 'request':
        return msg('Talk to a person');
      case 'waiting':
        return msg('Your request');
      case 'conversation':
        return help.conversation?.state.others[0]?.name ?? help.request?.expert?.name ?? msg('Conversation');
    }
  }

  async #bring(part: Part): Promise<void> {
    const say = (coming: 'coming' | 'failed' | 'here'): void =>
      void (this.comings = { ...this.comings, [part]: coming });
    say('coming');
    while (this.comings[part] !== 'here' && this.isConnected) {
      try {
        const module = await parts[part]();
        if (part === 'noticed' || part === 'questions' || part === 'nobody')
          Object.assign(this.help.extras, { [part]: module });
        say('here');
      } catch {
        say('failed');
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  }

  /** What was asked before. A visit starts only where the device knows whose it is. */
  async #recall(): Promise<void> {
    const { help } = this;
    try {
      if ((await help.host.resumeVisit()) === null) return;
      const { Past } = await pastPart();
      help.past ??= new Past(help);
      await help.past.load();
    } catch {
      // The start works without; the next opening tries again.
    }
  }

  readonly #onNetwork = ({ type }: Event): void => {
    this.offlineSince = type === 'online' ? 0 : Date.now();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    event.stopPropagation();
    emit(this, 'h-close', null);
  };
}

define('harmony-panel', PanelElement);
