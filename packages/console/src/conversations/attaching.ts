import type { ConversationView } from '@harmony-live/client';
import { DropZone, type Attachments } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { adopt } from '../app/sheets.ts';
import css from './attaching.css';
import type { OpenConversations } from './open-conversations.ts';

adopt(css);

/** Files in the thread: what one conversation needs to take them, to show them and to say how far they have come. */
export class ThreadFiles {
  /** Listens to what is dropped on the thread, or pasted in it. */
  readonly zone: DropZone;
  #view: ConversationView | null = null;
  #attachments: Attachments | null = null;
  readonly #host: HTMLElement;
  readonly #onChange: () => void;

  constructor(host: HTMLElement, onChange: () => void) {
    this.#host = host;
    this.#onChange = onChange;
    this.zone = new DropZone(
      (files) => void this.#attachments?.add(files).then(() => this.#focusComposer()),
      () => this.#view?.canWrite === true && this.#view.state !== 'resolved',
    );
  }

  /** Follows the conversation on screen. */
  follow(open: OpenConversations, view: ConversationView): this {
    this.#view = view;
    this.#attachments = open.attachmentsOf(view.conversationId);
    this.#attachments.onChange = this.#onChange;
    if (view.messages.some(({ file }) => file !== undefined)) void this.#attachments.need();
    return this;
  }

  /** Where the log gets its files; undefined until one is there. */
  get source(): Attachments['files'] {
    return this.#attachments?.files;
  }

  /** Whether **Send** has something to send. */
  get hasReady(): boolean {
    return this.#attachments?.hasReady ?? false;
  }

  /** What stands above the composer. */
  render(): TemplateResult {
    return html`<p class="drop" aria-hidden="true">${msg('Drop to attach')}</p>
      <div @h-left=${() => this.#focusComposer()}>${this.#attachments?.tray()}</div>`;
  }

  pick(): void {
    void this.#attachments?.pick().then(() => this.#focusComposer());
  }

  send(): void {
    this.#attachments?.send();
  }

  /** Where Enter sends what was chosen. */
  #focusComposer(): void {
    this.#host.querySelector('h-composer')?.focus({ preventScroll: true });
  }
}
