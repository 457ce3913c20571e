import { glyphs, icon } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk, DutyWish } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { Watch } from '../app/observable.ts';
import { adopt } from '../app/sheets.ts';
import type { Command } from '../shortcuts/catalogue.ts';
import { commandsOf, type Run } from '../shortcuts/commands.ts';
import { dutyCommands, dutyWish, type DutyId } from './duty-commands.ts';
import css from './duty-menu.css';

adopt(css);

/** Asks the server for another duty and shows what came of it. */
export type ChangeDuty = (isOn: boolean, wish?: DutyWish) => void;

/**
 * **Break or leave**, beside the switch: a menu button as the ARIA practices have it. It also holds these commands for the
 * palette and for the sheet of a phone, so it stands on every desk that has the switch.
 */
@customElement('harmony-duty-menu')
export class DutyMenu extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor change!: ChangeDuty;
  @state() private accessor isOpen = false;

  readonly #watch = new Watch(this, () => this.desk ?? null);
  #release: (() => void) | null = null;
  #held = '';

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#hold();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#letGo();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('desk')) {
      this.#watch.again();
      this.#letGo();
    }
    if (dutyCommands(this.desk.expert).length === 0) this.isOpen = false;
  }

  protected override updated(): void {
    this.#hold();
  }

  protected override render(): TemplateResult {
    const ids = dutyCommands(this.desk.expert);
    const isUsable = ids.length > 0;
    const label = msg('Break or leave');
    return html`<button
        type="button"
        class="icon-btn sm"
        aria-label=${label}
        title=${isUsable ? label : msg('Switch Available on first.')}
        aria-haspopup="menu"
        aria-expanded=${this.isOpen}
        aria-disabled=${isUsable ? nothing : 'true'}
        @mousedown=${keepFocus}
        @click=${() => isUsable && (this.isOpen ? this.#close() : this.#open('first'))}
        @keydown=${(event: KeyboardEvent) => isUsable && this.#onButtonKey(event)}
      >
        ${icon(glyphs.clock)}
      </button>
      ${this.isOpen ? this.#renderMenu(label, ids) : nothing}`;
  }

  #renderMenu(label: string, ids: readonly DutyId[]): TemplateResult {
    const known = new Map(commandsOf(this.desk).all.map((command) => [command.id, command]));
    const commands = ids.map((id) => known.get(id)).filter((one): one is Command => one !== undefined);
    return html`<div
      class="duty-menu"
      role="menu"
      aria-label=${label}
      @mousedown=${keepFocus}
      @keydown=${this.#onMenuKey}
      @focusout=${({ relatedTarget }: FocusEvent) => {
        if (!(relatedTarget instanceof Node && this.contains(relatedTarget))) this.isOpen = false;
      }}
    >
      ${commands.map(
        ({ id, words, glyph }) =>
          html`<button type="button" role="menuitem" tabindex="-1" @click=${() => this.#choose(id as DutyId)}>
            ${icon(glyph)}${words}
          </button>`,
      )}
    </div>`;
  }

  #onButtonKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.isOpen) this.#close();
    else if (event.key === 'ArrowDown') this.#open('first');
    else if (event.key === 'ArrowUp') this.#open('last');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #onMenuKey(event: KeyboardEvent): void {
    // The keys of the page mean nothing in here.
    event.stopPropagation();
    const items = this.#items;
    const at = items.findIndex((item) => item === document.activeElement);
    switch (event.key) {
      case 'ArrowDown':
        items[(at + 1) % items.length]?.focus();
        break;
      case 'ArrowUp':
        items.at(at <= 0 ? -1 : at - 1)?.focus();
        break;
      case 'Home':
        items[0]?.focus();
        break;
      case 'End':
        items.at(-1)?.focus();
        break;
      case 'Escape':
        this.#close();
        break;
      case 'Tab':
        // On from the button: the menu is gone by the time the browser looks for the next stop.
        this.#close();
        return;
      default:
        return;
    }
    event.preventDefault();
  }

  #open(at: 'first' | 'last'): void {
    this.isOpen = true;
    void this.updateComplete.then(() => this.#items.at(at === 'first' ? 0 : -1)?.focus());
  }

  #close(): void {
    this.querySelector('button')?.focus();
    this.isOpen = false;
  }

  #choose(id: DutyId): void {
    this.#close();
    commandsOf(this.desk).run(id);
  }

  get #items(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  }

  #hold(): void {
    const ids = dutyCommands(this.desk.expert);
    if (ids.join() === this.#held) return;
    this.#letGo();
    this.#held = ids.join();
    const runOf =
      (id: DutyId): Run =>
      () =>
        this.change(true, dutyWish(id, new Date()));
    this.#release = commandsOf(this.desk).hold(Object.fromEntries(ids.map((id) => [id, runOf(id)])));
  }

  #letGo(): void {
    this.#release?.();
    this.#release = null;
    this.#held = '';
  }
}

// Where a press on a button moves the focus away (Safari), it would close the menu before it is a click.
const keepFocus = (event: MouseEvent): void => event.preventDefault();

declare global {
  interface HTMLElementTagNameMap {
    'harmony-duty-menu': DutyMenu;
  }
}
