import { ClientProblem } from '@harmony-live/client';
import type { ConsoleArea } from '@harmony-live/protocol';
import { button, glyphs, icon, iconButton, ring, switchControl, type ControlSize } from '@harmony-live/ui';
import '@harmony-live/ui/dialog/dialog.ts';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../account/account-dialog.ts';
import { deviceStorage, forget, hasUnsent } from '../app/device.ts';
import type { Desk, DutyWish } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { Watch } from '../app/observable.ts';
import type { Router } from '../app/router.ts';
import type { Session } from '../app/session.ts';
import { adopt } from '../app/sheets.ts';
import type { CommandId } from '../shortcuts/catalogue.ts';
import { commandsOf, type Commands } from '../shortcuts/commands.ts';
import { keyWords } from '../shortcuts/key-caps.ts';
import { areaGlyphs, areaName, countOf, countWords, divided } from './areas.ts';
import { dutyCommands } from './duty-commands.ts';
import './duty-menu.ts';
import { standingWords } from './duty-words.ts';
import { notices } from './notices.ts';
import blocksCss from './blocks.css';
import doorCss from './find-or-do.css';
import css from './shell.css';
import './desk-dialogs.ts';

adopt(blocksCss);
adopt(css);
adopt(doorCss);

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
  @state() private accessor isMoreOpen = false;
  @state() private accessor isLeavingAsked = false;
  @state() private accessor isAccountOpen = false;

  readonly #watch = new Watch(this, () => this.desk);
  readonly #beforeUnload = (event: BeforeUnloadEvent): void => {
    // Drafts and waiting messages lie on the device; an edited profile and settings live in the page alone.
    if (this.desk.hasUnsaved) event.preventDefault();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeunload', this.#beforeUnload);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeunload', this.#beforeUnload);
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('desk')) {
      this.#watch.again();
      this.isAccountOpen = false;
    }
    if (changed.has('area')) this.isMoreOpen = false;
  }

  protected override render(): TemplateResult {
    return html`<div class="app">
      <div class="frame">
        ${this.#renderRail()}
        <main class="view">${notices(this.desk, this.problem, this.#change)}${this.view}</main>
        ${this.#renderBar()}
        ${this.desk.isHelper ? html`<harmony-new-request .desk=${this.desk} .router=${this.router}></harmony-new-request>` : nothing}
      </div>
      ${this.#renderMore()} ${this.#renderLeaving()}
      <harmony-account
        .desk=${this.desk}
        .session=${this.session}
        .isOpen=${this.isAccountOpen}
        @close=${() => (this.isAccountOpen = false)}
      ></harmony-account>
      <harmony-desk-dialogs .desk=${this.desk} .router=${this.router}></harmony-desk-dialogs>
    </div>`;
  }

  #renderRail(): TemplateResult {
    const { me } = this.desk;
    return html`<nav class="nav" aria-label=${msg('Console')}>
      <div class="org">
        ${ring({ size: 22 })}<span class="cut" title=${me.organisation.name}>${me.organisation.name}</span>
      </div>
      <button
        type="button"
        class="find-or-do"
        data-keys=${keyWords('mod+k')}
        aria-label=${msg('Find or do')}
        title=${msg('Find or do')}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        @click=${() => this.#commands.run('palette')}
      >
        ${icon(glyphs.search)}<span>${msg('Find or do')}</span>
      </button>
      ${this.desk.areas.map((area) => this.#renderLink(area))}
      <div class="me">
        ${this.desk.isHelper ? this.#renderAvailable() : nothing}
        <div class="row">
          <span class="words cut" dir="auto" title=${me.email}>${me.name}</span>
          ${iconButton({ label: msg('Your account'), icon: glyphs.ellipsis, onClick: () => (this.isAccountOpen = true) })}
          ${iconButton({ label: msg('Sign out'), icon: glyphs.logOut, onClick: () => this.#askToLeave() })}
        </div>
      </div>
    </nav>`;
  }

  // The number is drawn by the style sheet: it belongs beside the word for the eye, and into no name.
  #renderLink(area: ConsoleArea, place: 'rail' | 'bar' | 'more' = 'rail'): TemplateResult {
    const count = countOf(this.desk, area);
    const countId = `${place}-count-${area}`;
    return html`<a
        href=${this.router.href(area)}
        aria-label=${areaName(area)}
        title=${place === 'rail' ? areaName(area) : nothing}
        aria-current=${area === this.area ? 'page' : nothing}
        aria-describedby=${count ? countId : nothing}
        data-count=${count || nothing}
        >${icon(areaGlyphs[area], { size: place === 'rail' ? 'sm' : 'md' })}<span>${areaName(area)}</span></a
      >${count ? html`<span id=${countId} hidden>${countWords(area, count)}</span>` : nothing}`;
  }

  #renderAvailable(): TemplateResult {
    const { expert } = this.desk;
    return html`<div class="row">
        <span class="words"><b>${msg('Available')}</b></span>
        <span class="duty">
          <harmony-duty-menu .desk=${this.desk} .change=${this.#change}></harmony-duty-menu>
          ${this.#renderSwitch()}
        </span>
      </div>
      ${expert ? html`<p class="words meta">${standingWords(expert, Date.now())}</p>` : nothing}`;
  }

  #renderSwitch(): TemplateResult {
    return switchControl({
      label: msg('Available'),
      tone: 'ok',
      isOn: this.chosen ?? this.desk.expert?.switch ?? false,
      isDisabled: this.desk.expert === null,
      isBusy: this.chosen !== null,
      onChange: (isOn) => this.#change(isOn),
    });
  }

  #renderBar(): TemplateResult {
    const { bar, more } = divided(this.desk.areas);
    return html`<nav class="tabs-phone" aria-label=${msg('Console')}>
      ${bar.map((area) => this.#renderLink(area, 'bar'))}
      ${this.desk.isHelper ? html`<span class="tab-switch">${this.#renderSwitch()}<span aria-hidden="true">${msg('Available')}</span></span>` : nothing}
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded=${this.isMoreOpen}
        aria-current=${more.includes(this.area) ? 'true' : nothing}
        @click=${() => (this.isMoreOpen = true)}
      >
        ${icon(glyphs.menu, { size: 'md' })}<span>${msg('More')}</span>
      </button>
    </nav>`;
  }

  #renderMore(): TemplateResult {
    const { me, areas, expert } = this.desk;
    return html`<h-dialog .label=${msg('More')} .isOpen=${this.isMoreOpen} @h-close=${() => (this.isMoreOpen = false)}>
      <p class="meta">
        <b>${me.name}</b>, ${me.organisation.name}${expert ? html`<br />${standingWords(expert, Date.now())}` : nothing}
      </p>
      <nav class="more-links" aria-label=${msg('More places')} @click=${() => (this.isMoreOpen = false)}>
        ${divided(areas).more.map((area) => this.#renderLink(area, 'more'))}
      </nav>
      <div class="more-links">
        ${this.desk.isHelper ? dutyCommands(expert).map((id) => this.#renderMoreCommand(id)) : nothing}
        ${this.#renderMoreCommand('palette')} ${this.#renderMoreCommand('replies.manage')}
        ${this.#renderMoreCommand('shortcuts')}
      </div>
      ${button({ label: msg('Your account'), size: 'lg', isWide: true, onClick: () => this.#openAccount() })}
      <div slot="actions" class="row">
        ${this.#renderSignOut(msg('Sign out'), 'lg')}
        ${button({ label: msg('Close'), size: 'lg', onClick: () => (this.isMoreOpen = false) })}
      </div>
    </h-dialog>`;
  }

  /** A command that has no key on a phone. */
  #renderMoreCommand(id: CommandId): TemplateResult | typeof nothing {
    const command = this.#commands.possible.find((one) => one.id === id);
    if (!command) return nothing;
    const run = (): void => {
      this.isMoreOpen = false;
      // The sheet gives the focus back first: one dialog after the other.
      void this.updateComplete.then(() => this.#commands.run(id));
    };
    return html`<button type="button" @click=${run}>${icon(command.glyph, { size: 'md' })}${command.words}</button>`;
  }

  get #commands(): Commands {
    return commandsOf(this.desk);
  }

  #renderSignOut(label: string, size: ControlSize): TemplateResult {
    return button({ label, size, icon: glyphs.logOut, onClick: () => this.#askToLeave() });
  }

  #renderLeaving(): TemplateResult {
    return html`<h-dialog
      .label=${msg('Sign out and lose what is not finished?')}
      kind="alertdialog"
      .isOpen=${this.isLeavingAsked}
      @h-close=${() => (this.isLeavingAsked = false)}
    >
      <p>
        ${
          this.desk.hasUnsavedProfile
            ? msg(
                'Your profile has changes that are not saved. Signing out drops them, and unsent words on this device.',
              )
            : this.desk.hasUnsaved
              ? msg(
                  'Settings have changes that are not saved. Signing out drops them, and unsent words on this device.',
                )
              : msg('Words that you have not sent lie on this device. Signing out removes them.')
        }
      </p>
      <div slot="actions" class="row">
        ${button({ label: msg('Stay'), size: 'md', onClick: () => (this.isLeavingAsked = false) })}
        ${button({ label: msg('Sign out anyway'), size: 'md', variant: 'danger', onClick: () => void this.#leave() })}
      </div>
    </h-dialog>`;
  }

  get #conversationIds(): string[] {
    return (this.desk.conversations ?? []).map(({ id }) => id);
  }

  #openAccount(): void {
    this.isMoreOpen = false;
    this.isAccountOpen = true;
  }

  #askToLeave(): void {
    this.isMoreOpen = false;
    if (this.desk.hasUnsaved || hasUnsent(deviceStorage(), this.#conversationIds)) this.isLeavingAsked = true;
    else void this.#leave();
  }

  async #leave(): Promise<void> {
    const ids = this.#conversationIds;
    this.isLeavingAsked = false;
    this.problem = null;
    try {
      await this.session.signOut();
      forget(deviceStorage(), ids);
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    }
  }

  readonly #change = (isOn: boolean, wish?: DutyWish): void => void this.#ask(isOn, wish);

  async #ask(isOn: boolean, wish?: DutyWish): Promise<void> {
    this.chosen = isOn;
    this.problem = null;
    try {
      await this.desk.setAvailable(isOn, wish);
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    } finally {
      this.chosen = null;
    }
  }
}
