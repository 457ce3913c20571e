import { button, glyphs, tag, type Drafts } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { LightElement } from '../app/light-element.ts';

/** The longest note that the server takes (`WriteNote` of the protocol). */
const longestNote = 8000;

/**
 * Where a note to colleagues is written, in the place of the composer and in another colour, so that nobody writes to the
 * wrong people. Half a note is kept like half a message. Tells `add-note` { body } and `leave-note`.
 */
@customElement('harmony-note-box')
export class NoteBox extends LightElement {
  @property({ attribute: false }) accessor conversationId = '';
  @property({ attribute: false }) accessor drafts!: Drafts;
  @state() private accessor text = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('conversationId')) this.text = this.drafts.get(this.#draftId);
  }

  protected override firstUpdated(): void {
    this.querySelector('textarea')?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    return html`<form class="note-box" @submit=${this.#onSubmit} @keydown=${this.#onKey}>
      <p>${tag(msg('Note, only colleagues see it'), { tone: 'wait', icon: glyphs.eyeOff })}</p>
      <textarea
        rows="2"
        aria-label=${msg('Note')}
        placeholder=${msg('Write to your colleagues')}
        maxlength=${longestNote}
        dir="auto"
        .value=${live(this.text)}
        @input=${(event: InputEvent) => this.#write((event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <div class="row tools">
        <span class="grow"></span>
        ${button({ label: msg('Cancel'), variant: 'quiet', onClick: () => this.#leave() })}
        ${button({ label: msg('Add note'), type: 'submit', icon: glyphs.notebookPen, key: '⏎' })}
      </div>
    </form>`;
  }

  get #draftId(): string {
    return `note:${this.conversationId}`;
  }

  #write(text: string): void {
    this.text = text;
    this.drafts.set(this.#draftId, text);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') this.#leave();
    else if (event.key === 'Enter' && !event.shiftKey && event.target instanceof HTMLTextAreaElement) this.#add();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    this.#add();
  }

  #add(): void {
    const body = this.text.trim();
    if (body === '') {
      this.querySelector('textarea')?.focus();
      return;
    }
    this.#write('');
    this.dispatchEvent(new CustomEvent('add-note', { detail: { body } }));
  }

  #leave(): void {
    this.dispatchEvent(new Event('leave-note'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-note-box': NoteBox;
  }
}
