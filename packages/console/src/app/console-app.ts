import { msg } from '@lit/localize';
import { button, glyphs, note, skeleton } from '@harmony-live/ui';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { areaName } from '../shell/areas.ts';
import type { ConsoleArea } from '@harmony-live/protocol';
import { AreaParts } from './area-parts.ts';
import { setBadge } from './badge.ts';
import { problemWords } from './problem-words.ts';
import { Desk } from './desk.ts';
import { focusHeading, setTitle, setWaiting } from './heading.ts';
import { consoleLanguage } from './language.ts';
import { LightElement } from './light-element.ts';
import { Watch } from './observable.ts';
import { notifierOf } from '../notifications/browser.ts';
import type { Notifier } from '../notifications/notifier.ts';
import { closePushed, forgetPush } from '../notifications/push.ts';
import { Router } from './router.ts';
import { Session } from './session.ts';
import '../conversations/conversations-view.ts';
import '../join/join.ts';
import '../new-request/new-request.ts';
import '../queue/queue-view.ts';
import { settingsPage, settingsPageName, settingsPath } from '../settings/settings-page.ts';
import '../shell/shell.ts';
import '../sign-in/create-workspace.ts';
import '../sign-in/forgot-password.ts';
import '../sign-in/new-password.ts';
import '../sign-in/sign-in.ts';
import '../sign-in/verify-email.ts';

/** `<harmony-console>`: decides between signing in and the desk, and which view stands on the desk. */
@customElement('harmony-console')
export class ConsoleApp extends LightElement {
  readonly #router = new Router();
  readonly #session = new Session();
  readonly #parts = new AreaParts();
  #desk: Desk | null = null;
  #notifier: Notifier | null = null;
  /** The page that was shown last, by its name; null before the first, which takes no focus from anybody. */
  #shown: string | null = null;
  /** The language in which the tab was named. */
  #titledIn = '';

  constructor() {
    super();
    new Watch(this, () => this.#router);
    new Watch(this, () => this.#session);
    new Watch(this, () => this.#parts);
    this.#session.subscribe(() => this.#changeDesk());
    void this.#session.load();
  }

  /** Nothing is drawn in a language that is not meant: the first words wait for theirs. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    if (this.hasUpdated) return super.scheduleUpdate();
    return consoleLanguage.ready.then(() => super.scheduleUpdate());
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
    if (first === 'reset' && token) {
      return html`<harmony-new-password
        .http=${this.#session.http}
        .token=${token}
        .router=${this.#router}
      ></harmony-new-password>`;
    }
    if (first === 'forgot')
      return html`<harmony-forgot-password
        .http=${this.#session.http}
        .router=${this.#router}
      ></harmony-forgot-password>`;
    // Whoever is signed in may be the one invited: that is known first.
    if (first === 'join' && token && state.kind !== 'loading') {
      return html`<harmony-join .session=${this.#session} .token=${token} .router=${this.#router}></harmony-join>`;
    }
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
        return this.#renderOut(first);
      case 'in':
        return this.#renderDesk(this.#desk!);
    }
  }

  #renderOut(first: string | undefined): TemplateResult {
    const session = this.#session;
    const router = this.#router;
    if (first === 'create')
      return html`<harmony-create-workspace .session=${session} .router=${router}></harmony-create-workspace>`;
    return html`<harmony-sign-in .session=${session} .router=${router}></harmony-sign-in>`;
  }

  protected override updated(): void {
    const page = this.#page;
    if (page === null) return;
    const isSame = page.key === this.#shown;
    if (isSame && this.#titledIn === document.documentElement.lang) return;
    this.#titledIn = document.documentElement.lang;
    setTitle(page.name);
    if (isSame) return;
    const isFirst = this.#shown === null;
    this.#shown = page.key;
    // What lies below is drawn after this; a chosen conversation sees to the focus itself.
    if (!isFirst && !page.hasOwnFocus) void this.#drawn().then(() => focusHeading(this));
  }

  /** What is on screen: `key` changes with the page, `name` is the tab's. */
  get #page(): { key: string; name: string; hasOwnFocus?: boolean } | null {
    const [first, second] = this.#router.place;
    const { kind } = this.#session.state;
    if (first === 'verify' && second) return { key: 'verify', name: msg('Your e-mail address') };
    if (first === 'reset' && second) return { key: 'reset', name: msg('Choose a new password') };
    if (first === 'forgot') return { key: 'forgot', name: msg('Forgot your password?') };
    if (first === 'join' && second) return kind === 'loading' ? null : { key: 'join', name: msg('Join') };
    switch (kind) {
      case 'loading':
        return null;
      case 'failed':
        return { key: 'failed', name: msg('The console did not load.') };
      case 'out':
        if (first === 'create') return { key: 'create', name: msg('Create your workspace') };
        return { key: 'sign-in', name: msg('Sign in') };
      case 'in': {
        const area = this.#area(this.#desk!);
        const isChosen = area === 'conversations' && second !== undefined;
        if (area === 'settings') {
          const page = settingsPage(this.#router.place.slice(1));
          return { key: ['settings', ...settingsPath(page)].join('/'), name: settingsPageName(page) };
        }
        return { key: isChosen ? `${area}/${second}` : area, name: areaName(area), hasOwnFocus: isChosen };
      }
    }
  }

  /** Resolves once the view below and its frame are drawn, and a dialog that led here has given the focus back. */
  async #drawn(): Promise<void> {
    if (this.#desk) await this.#parts.bring(this.#area(this.#desk));
    await new Promise((resolve) => requestAnimationFrame(resolve));
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
    const part = this.#parts.state(area);
    if (part !== 'here') return this.#renderWait(area, part);
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
        return router.place[1] === 'why'
          ? html`<harmony-why .desk=${desk} .router=${router}></harmony-why>`
          : html`<harmony-profile .desk=${desk} .router=${router}></harmony-profile>`;
      case 'settings':
        return html`<harmony-settings
          .desk=${desk}
          .router=${router}
          .page=${settingsPage(router.place.slice(1))}
        ></harmony-settings>`;
    }
  }

  #renderWait(area: ConsoleArea, part: 'coming' | 'failed'): TemplateResult {
    return html`<header class="view-head"><h1>${areaName(area)}</h1></header>
      <div class="scroll part-wait">
        ${
          part === 'coming'
            ? html`<div class="late">${skeleton({ label: msg('This page loads'), rows: 4, rowHeight: 44 })}</div>`
            : note({
                icon: glyphs.circleAlert,
                tone: 'urgent',
                role: 'alert',
                title: msg('This page did not load.'),
                body: html`<p>${msg('Nothing is lost. Look whether you are online.')}</p>
                  ${button({ label: msg('Try now'), onClick: () => void this.#parts.bring(area) })}`,
              })
        }
      </div>`;
  }

  /** The area of the address, or the first that this role may see. */
  #area(desk: Desk): ConsoleArea {
    const [first] = this.#router.place;
    return desk.areas.find((area) => area === first) ?? desk.areas[0] ?? 'settings';
  }

  /** On the tab, and on the icon of an installed console. */
  #countWaiting(): void {
    const count = this.#desk?.waitingForMe ?? 0;
    setWaiting(count);
    setBadge(count);
  }

  #changeDesk(): void {
    const { state } = this.#session;
    const before = this.#desk?.me;
    if (state.kind === 'in' && state.me.memberId === before?.memberId && state.me.role === before.role) {
      this.#desk?.refresh(state.me);
      return;
    }
    // Nothing of the one who was here stays in the address for the next.
    const isAnother = state.kind === 'in' && before !== undefined && state.me.memberId !== before.memberId;
    const isOver = state.kind === 'out' && state.because === undefined && before !== undefined;
    if (isAnother || isOver) this.#router.replace();
    this.#notifier?.dispose();
    this.#desk?.dispose();
    this.#desk = state.kind === 'in' ? new Desk(state.me, this.#session.http, () => void this.#session.check()) : null;
    this.#notifier = this.#desk && notifierOf(this.#desk, this.#router);
    this.#desk?.subscribe(() => this.#countWaiting());
    this.#countWaiting();
    // Who is here sees here what was pushed; whoever left has this device told no more, as the server has it.
    if (state.kind === 'in') void closePushed();
    else if (state.kind === 'out') void forgetPush();
    if (state.kind === 'in' && this.#router.place[0] === 'create') this.#router.replace('settings');
  }
}
