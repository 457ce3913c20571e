import { msg } from '@lit/localize';
import { button, glyphs, note } from '@harmony-live/ui';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { areaName } from '../shell/areas.ts';
import type { ConsoleArea } from '@harmony-live/protocol';
import { problemWords } from './problem-words.ts';
import { Desk } from './desk.ts';
import { focusHeading, setTitle } from './heading.ts';
import { LightElement } from './light-element.ts';
import { Watch } from './observable.ts';
import { Router } from './router.ts';
import { Session } from './session.ts';
import '../conversations/conversations-view.ts';
import '../insights/insights-view.ts';
import '../knowledge/knowledge-view.ts';
import '../new-request/new-request.ts';
import '../profile/profile-view.ts';
import '../queue/queue-view.ts';
import '../rewards/rewards-view.ts';
import '../settings/settings-view.ts';
import '../shell/shell.ts';
import '../sign-in/create-workspace.ts';
import '../sign-in/sign-in.ts';
import '../sign-in/verify-email.ts';

/** `<harmony-console>`: decides between signing in and the desk, and which view stands on the desk. */
@customElement('harmony-console')
export class ConsoleApp extends LightElement {
  readonly #router = new Router();
  readonly #session = new Session();
  #desk: Desk | null = null;
  /** The page that was shown last, by its name; null before the first, which takes no focus from anybody. */
  #shown: string | null = null;

  constructor() {
    super();
    new Watch(this, () => this.#router);
    new Watch(this, () => this.#session);
    this.#session.subscribe(() => this.#changeDesk());
    void this.#session.load();
  }

  protected override render(): TemplateResult {
    const [first, token] = this.#router.place;
    if (first === 'verify' && token) {
      return html`<harmony-verify-email
        .http=${this.#session.http}
        .token=${token}
        .router=${this.#router}
      ></harmony-verify-email>`;
    }
    const { state } = this.#session;
    switch (state.kind) {
      case 'loading':
        return html`<p class="sr" role="status">${msg('The console loads')}</p>`;
      case 'failed':
        return html`<main class="alone">
          ${note({
            icon: glyphs.circleAlert,
            tone: 'urgent',
            role: 'alert',
            title: msg('The console did not load.'),
            body: html`<p>${problemWords(state.problem)}</p>
              ${button({ label: msg('Try now'), onClick: () => void this.#session.load() })}`,
          })}
        </main>`;
      case 'out':
        return first === 'create'
          ? html`<harmony-create-workspace
              .session=${this.#session}
              .router=${this.#router}
            ></harmony-create-workspace>`
          : html`<harmony-sign-in .session=${this.#session} .router=${this.#router}></harmony-sign-in>`;
      case 'in':
        return this.#renderDesk(this.#desk!);
    }
  }

  protected override updated(): void {
    const page = this.#page;
    if (page === null || page.key === this.#shown) return;
    const isFirst = this.#shown === null;
    this.#shown = page.key;
    setTitle(page.name);
    // What lies below is drawn after this; a chosen conversation sees to the focus itself.
    if (!isFirst && !page.hasOwnFocus) void this.#drawn().then(() => focusHeading(this));
  }

  /** What is on screen: `key` changes with the page, `name` is the tab's. */
  get #page(): { key: string; name: string; hasOwnFocus?: boolean } | null {
    const [first, second] = this.#router.place;
    const { kind } = this.#session.state;
    if (first === 'verify' && second) return { key: 'verify', name: msg('Your e-mail address') };
    switch (kind) {
      case 'loading':
        return null;
      case 'failed':
        return { key: 'failed', name: msg('The console did not load.') };
      case 'out':
        return first === 'create'
          ? { key: 'create', name: msg('Create your workspace') }
          : { key: 'sign-in', name: msg('Sign in') };
      case 'in': {
        const area = this.#area(this.#desk!);
        const isChosen = area === 'conversations' && second !== undefined;
        if (area === 'settings' && this.#offersOf !== undefined) {
          return { key: `settings/offers/${this.#offersOf}`, name: msg('Offers') };
        }
        return { key: isChosen ? `${area}/${second}` : area, name: areaName(area), hasOwnFocus: isChosen };
      }
    }
  }

  /** Resolves once the view below and its frame are drawn, and a dialog that led here has given the focus back. */
  #drawn(): Promise<void> {
    return new Promise((resolve) => requestAnimationFrame(() => resolve()));
  }

  #renderDesk(desk: Desk): TemplateResult {
    const area = this.#area(desk);
    return html`<harmony-shell
      .desk=${desk}
      .session=${this.#session}
      .router=${this.#router}
      .area=${area}
      .view=${this.#renderView(desk, area)}
    ></harmony-shell>`;
  }

  #renderView(desk: Desk, area: ConsoleArea): TemplateResult {
    const router = this.#router;
    switch (area) {
      case 'queue':
        return html`<harmony-queue .desk=${desk} .router=${router}></harmony-queue>`;
      case 'conversations':
        return html`<harmony-conversations .desk=${desk} .router=${router}></harmony-conversations>`;
      case 'knowledge':
        return html`<harmony-knowledge .desk=${desk} .router=${router} .chosen=${router.place[1]}></harmony-knowledge>`;
      case 'insights':
        return html`<harmony-insights .desk=${desk} .router=${router}></harmony-insights>`;
      case 'rewards':
        return html`<harmony-rewards .desk=${desk} .router=${router}></harmony-rewards>`;
      case 'profile':
        return html`<harmony-profile .desk=${desk}></harmony-profile>`;
      case 'settings':
        return html`<harmony-settings .desk=${desk} .router=${router} .offersOf=${this.#offersOf}></harmony-settings>`;
    }
  }

  /** Id of the site whose offers are set: `settings/offers/<id>`. */
  get #offersOf(): string | undefined {
    const [, second, third] = this.#router.place;
    return second === 'offers' ? third : undefined;
  }

  /** The area of the address, or the first that this role may see. */
  #area(desk: Desk): ConsoleArea {
    const [first] = this.#router.place;
    return desk.areas.find((area) => area === first) ?? desk.areas[0] ?? 'settings';
  }

  #changeDesk(): void {
    const { state } = this.#session;
    if (state.kind === 'in' && this.#desk?.me.memberId === state.me.memberId) return;
    // Nothing of the one who was here stays in the address for the next.
    if (state.kind === 'out' && state.because === undefined && this.#desk) this.#router.replace();
    this.#desk?.dispose();
    this.#desk = state.kind === 'in' ? new Desk(state.me, this.#session.http, () => this.#session.end()) : null;
    if (state.kind === 'in' && this.#router.place[0] === 'create') this.#router.replace('settings');
  }
}
