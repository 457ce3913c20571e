import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { Watch } from '../app/observable.ts';
import { preferences } from '../app/preferences.ts';
import type { Router } from '../app/router.ts';
import '../palette/palette.ts';
import '../replies/replies-dialog.ts';
import type { CommandId } from '../shortcuts/catalogue.ts';
import { commandsOf, type Run } from '../shortcuts/commands.ts';
import { listenToKeys } from '../shortcuts/keyboard.ts';
import { shortcutsDialog } from '../shortcuts/shortcuts-dialog.ts';

/** What a dialog of the desk is opened by. */
type DialogName = 'palette' | 'shortcuts' | 'replies';

/** Hears the keys of the whole desk, and holds the dialogs that can be opened from everywhere: one at a time. */
@customElement('harmony-desk-dialogs')
export class DeskDialogs extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  @state() private accessor open: DialogName | null = null;
  #stops: (() => void)[] = [];

  constructor() {
    super();
    new Watch(this, preferences);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('desk')) this.#listen();
  }

  protected override render(): TemplateResult {
    const close = (): void => void (this.open = null);
    return html`<harmony-palette
        .desk=${this.desk}
        .router=${this.router}
        .isOpen=${this.open === 'palette'}
        @close-palette=${() => this.open === 'palette' && close()}
      ></harmony-palette>
      ${shortcutsDialog(commandsOf(this.desk), this.open === 'shortcuts', close)}
      ${
        this.desk.isHelper
          ? html`<harmony-replies-dialog
              .desk=${this.desk}
              .isOpen=${this.open === 'replies'}
              @close-replies=${close}
            ></harmony-replies-dialog>`
          : ''
      }`;
  }

  #listen(): void {
    this.#stop();
    const { desk, router } = this;
    const commands = commandsOf(desk);
    const runs: Partial<Record<CommandId, Run>> = {
      palette: () => void (this.open = this.open === 'palette' ? null : 'palette'),
      shortcuts: () => void (this.open = 'shortcuts'),
    };
    for (const area of desk.areas) runs[`go.${area}`] = () => router.go(area);
    if (desk.isHelper) runs['replies.manage'] = () => void (this.open = 'replies');
    this.#stops = [commands.hold(runs), listenToKeys(commands)];
  }

  #stop(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-desk-dialogs': DeskDialogs;
  }
}
