import { ClientProblem, type Http } from '@harmony-live/client';
import { glyphs, note, switchControl } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../app/light-element.ts';
import { Watch } from '../app/observable.ts';
import { preferences } from '../app/preferences.ts';
import { problemWords } from '../app/problem-words.ts';
import { adopt } from '../app/sheets.ts';
import { askPermission, onPermissionChange, permission } from './permission.ts';
import css from './notifications.css';
import { canPush, isPushOn, switchPushOff, switchPushOn } from './push.ts';
import { chime } from './sound.ts';

adopt(css);

/** What this device tells while nobody looks at the console. Everything is off until somebody switches it on. */
@customElement('harmony-notifications')
export class NotificationsPart extends LightElement {
  @property({ attribute: false }) accessor http!: Http;
  @state() private accessor isAsking = false;
  /** Whether this device is told while no console is open; null until the server has said. */
  @state() private accessor isPushed: boolean | null = null;
  @state() private accessor isPushBusy = false;
  /** What was just chosen, until it is so or refused: a switch that waits must not jump back. */
  @state() private accessor chosen: boolean | null = null;
  @state() private accessor pushRefusal = '';

  #stop: (() => void) | null = null;

  constructor() {
    super();
    new Watch(this, preferences);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = onPermissionChange(() => this.requestUpdate());
    if (canPush()) void this.#pushed(async () => void (this.isPushed = await isPushOn(this.http)));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override render(): TemplateResult {
    const { areNotificationsOn, areWordsShown, isSoundOn } = preferences().now;
    const may = permission();
    const isOn = areNotificationsOn && may === 'granted';
    return html`<div class="notifications">
      ${setting({
        label: msg('Tell me while I look elsewhere'),
        words: msg(
          'A request that is put before you, a colleague who asks you, or a message in a conversation of yours. Without a sound.',
        ),
        isOn: isOn || this.isAsking,
        isDisabled: may === 'impossible',
        isBusy: this.isAsking,
        onChange: (wanted) => void this.#switch(wanted),
      })}
      ${this.#renderPush(may === 'denied' || may === 'impossible')}
      <div role="status">${this.#renderRefusal()}</div>
      ${setting({
        label: msg('Show what was written'),
        words: msg('Whoever sees this screen can read it, even while it is locked.'),
        isOn: areWordsShown,
        onChange: (wanted) => preferences().set({ areWordsShown: wanted }),
      })}
      ${setting({
        label: msg('Sound for a request put before you'),
        words: msg('Soft and short, and never for anything else. You hear it as you switch it on.'),
        isOn: isSoundOn,
        onChange: (wanted) => {
          preferences().set({ isSoundOn: wanted });
          if (wanted) void chime();
        },
      })}
    </div>`;
  }

  #renderPush(isRefused: boolean): TemplateResult {
    return html`${setting({
        label: msg('Tell me while no console is open'),
        words: msg(
          'Of a request that is put before you, and without words of anybody. Your browser’s maker passes it on, encrypted. While Available is on, you stay on duty then.',
        ),
        isOn: this.chosen ?? (this.isPushed === true && !isRefused),
        isDisabled: isRefused || this.isPushed === null,
        isBusy: this.isPushBusy,
        onChange: (wanted) => void this.#switchPush(wanted),
      })}
      <div role="status">
        ${this.pushRefusal ? note({ icon: glyphs.circleAlert, tone: 'wait', body: this.pushRefusal }) : nothing}
        ${canPush() ? nothing : note({ icon: glyphs.info, body: msg('This browser tells nothing while no console is open. Some do once the console is installed.') })}
      </div>`;
  }

  #renderRefusal(): TemplateResult | typeof nothing {
    switch (permission()) {
      case 'denied':
        return note({
          icon: glyphs.circleAlert,
          tone: 'wait',
          title: msg('Your browser blocks notifications of this site.'),
          body: msg(
            'Press the symbol before the address, allow notifications there, and switch them on here. In some browsers this is under the settings of the site.',
          ),
        });
      case 'impossible':
        return note({ icon: glyphs.info, body: msg('This browser shows no notifications for this address.') });
      default:
        return nothing;
    }
  }

  async #switchPush(isWanted: boolean): Promise<void> {
    this.chosen = isWanted;
    await this.#pushed(async () => {
      if (isWanted && (await askPermission()) !== 'granted') return;
      await (isWanted ? switchPushOn(this.http) : switchPushOff(this.http));
      this.isPushed = isWanted;
    });
  }

  /** Waits for the server and the browser's push service, and says what either refuses. */
  async #pushed(work: () => Promise<void>): Promise<void> {
    this.isPushBusy = true;
    this.pushRefusal = '';
    try {
      await work();
    } catch (problem) {
      if (problem instanceof ClientProblem) this.pushRefusal = problemWords(problem);
      else if (problem instanceof DOMException)
        this.pushRefusal = msg(
          'The browser’s push service did not answer. Look whether the browser allows push messages.',
        );
      else throw problem;
    } finally {
      this.isPushBusy = false;
      this.chosen = null;
    }
  }

  async #switch(isWanted: boolean): Promise<void> {
    if (!isWanted) return preferences().set({ areNotificationsOn: false });
    this.isAsking = true;
    try {
      preferences().set({ areNotificationsOn: (await askPermission()) === 'granted' });
    } finally {
      this.isAsking = false;
    }
  }
}

interface Setting {
  label: string;
  words: string;
  isOn: boolean;
  isDisabled?: boolean;
  isBusy?: boolean;
  onChange: (isOn: boolean) => void;
}

/** A switch with its words; taking effect at once, on this device. */
function setting({ words, ...control }: Setting): TemplateResult {
  return html`<div class="row setting">
    <span class="grow"><b aria-hidden="true">${control.label}</b><br /><span class="meta">${words}</span></span>
    ${switchControl(control)}
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-notifications': NotificationsPart;
  }
}
