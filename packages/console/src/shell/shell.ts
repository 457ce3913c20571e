import { ClientProblem } from '@harmony-live/client';
import type { ConsoleArea, ExpertState } from '@harmony-live/protocol';
import { glyphs, icon, note, ring, switchControl, type Glyph } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { Watch } from '../app/observable.ts';
import { problemWords } from '../app/problem-words.ts';
import type { Router } from '../app/router.ts';
import type { Session } from '../app/session.ts';
import { adopt } from '../app/sheets.ts';
import css from './shell.css';

adopt(css);

const areaGlyphs: Record<ConsoleArea, Glyph> = {
  queue: glyphs.inbox,
  conversations: glyphs.messagesSquare,
  profile: glyphs.userRound,
  settings: glyphs.settings2,
};

/**
 * The frame of the console: rail (or bar at the thumb on a phone), the Available switch, what is put before the expert, and
 * the view in the middle. The view is given as a property by the app, since there is no shadow root to slot it through.
 */
@customElement('harmony-shell')
export class Shell extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor session!: Session;
  @property({ attribute: false }) accessor router!: Router;
  @property({ attribute: false }) accessor area: ConsoleArea = 'queue';
  @property({ attribute: false }) accessor view: TemplateResult | typeof nothing = nothing;
  @state() private accessor problem: ClientProblem | null = null;
  /** What was just chosen, until the server has answered: a switch that waits must not jump back. */
  @state() private accessor chosen: boolean | null = null;

  readonly #watch = new Watch(this, () => this.desk);

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('desk')) this.#watch.again();
  }

  protected override render(): TemplateResult {
    return html`<div class="app">
      <div class="frame">
        ${this.#renderRail()}
        <main class="view">${this.#renderNotices()}${this.view}</main>
        ${this.#renderTabs()}
        ${this.desk.isHelper ? html`<harmony-new-request .desk=${this.desk} .router=${this.router}></harmony-new-request>` : nothing}
      </div>
    </div>`;
  }

  #renderRail(): TemplateResult {
    const { me } = this.desk;
    return html`<nav class="nav" aria-label=${msg('Console')}>
      <div class="org">
        ${ring({ size: 22 })}<span class="cut" title=${me.organisation.name}>${me.organisation.name}</span>
      </div>
      ${this.desk.areas.map((area) => this.#renderLink(area))}
      <div class="me">
        ${this.desk.isHelper ? this.#renderAvailable() : nothing}
        <div class="row">
          <span class="words cut" title=${me.email}>${me.name}</span>
          <button
            class="icon-btn"
            aria-label=${msg('Sign out')}
            title=${msg('Sign out')}
            @click=${() => void this.session.signOut()}
          >
            ${icon(glyphs.logOut)}
          </button>
        </div>
      </div>
    </nav>`;
  }

  #renderLink(area: ConsoleArea): TemplateResult {
    const count = this.#countOf(area);
    return html`<a
      href=${this.router.href(area)}
      aria-label=${areaName(area)}
      title=${areaName(area)}
      aria-current=${area === this.area ? 'page' : nothing}
      aria-describedby=${count ? `count-${area}` : nothing}
      >${icon(areaGlyphs[area])}<span>${areaName(area)}</span>${
        count
          ? html`<i class="count" aria-hidden="true">${count}</i
              ><span class="sr" id=${`count-${area}`}>${countWords(area, count)}</span>`
          : nothing
      }</a
    >`;
  }

  #renderAvailable(): TemplateResult {
    const { expert } = this.desk;
    return html`<div class="row">
        <span class="words"><b>${msg('Available')}</b></span>
        ${this.#renderSwitch()}
      </div>
      ${expert ? html`<p class="words meta">${stateWords(expert.state)} · ${msg(str`${expert.load} of ${expert.capacity}`)}</p>` : nothing}`;
  }

  #renderSwitch(): TemplateResult {
    return switchControl({
      label: msg('Available'),
      tone: 'ok',
      isOn: this.chosen ?? this.desk.expert?.switch ?? false,
      isDisabled: this.desk.expert === null,
      isBusy: this.chosen !== null,
      onChange: (isOn) => void this.#switch(isOn),
    });
  }

  #renderTabs(): TemplateResult {
    return html`<nav class="tabs-phone" aria-label=${msg('Console')}>
      ${this.desk.areas.map(
        (area) =>
          html`<a href=${this.router.href(area)} aria-current=${area === this.area ? 'page' : nothing}
            >${icon(areaGlyphs[area], { size: 'md' })}${areaName(area)}</a
          >`,
      )}
      ${this.desk.isHelper ? html`<span class="tab-switch">${this.#renderSwitch()}<span aria-hidden="true">${msg('Available')}</span></span>` : nothing}
    </nav>`;
  }

  #renderNotices(): TemplateResult {
    const { connection, switchedOffBecause } = this.desk;
    return html`${this.problem ? note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: problemWords(this.problem) }) : nothing}
    ${
      connection.state === 'offline' || connection.state === 'reconnecting'
        ? note({
            icon: glyphs.circleAlert,
            tone: 'wait',
            role: 'status',
            body: msg('The connection is gone. We try again by ourselves; what you write is kept and sent then.'),
          })
        : nothing
    }
    ${
      switchedOffBecause
        ? note({
            icon: glyphs.circleAlert,
            tone: 'wait',
            role: 'status',
            body: msg(
              'Three requests in a row got no answer, so you are no longer available. Switch it on when you are back.',
            ),
          })
        : nothing
    }`;
  }

  #countOf(area: ConsoleArea): number {
    if (area === 'queue') return this.desk.waiting;
    return area === 'conversations' ? this.desk.unreadConversations : 0;
  }

  async #switch(isOn: boolean): Promise<void> {
    this.chosen = isOn;
    this.problem = null;
    try {
      await this.desk.setAvailable(isOn);
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    } finally {
      this.chosen = null;
    }
  }
}

function areaName(area: ConsoleArea): string {
  switch (area) {
    case 'queue':
      return msg('Queue');
    case 'conversations':
      return msg('Conversations');
    case 'profile':
      return msg('Profile');
    case 'settings':
      return msg('Settings');
  }
}

function countWords(area: ConsoleArea, count: number): string {
  return area === 'queue' ? msg(str`${count} waiting`) : msg(str`${count} unread`);
}

function stateWords(state: ExpertState): string {
  switch (state) {
    case 'offline':
      return msg('Off duty');
    case 'quiet':
      return msg('Quiet time');
    case 'away':
      return msg('Away');
    case 'full':
      return msg('Full');
    case 'available':
      return msg('On duty');
  }
}
