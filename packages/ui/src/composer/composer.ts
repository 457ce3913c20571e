import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { button, iconButton } from '../button/button.ts';
import { define } from '../define.ts';
import { emit } from '../emit.ts';
import { arrowUp, paperclip } from '../glyphs.ts';
import { icon } from '../icons.ts';
import type { Density } from '../log/types.ts';
import { baseSheet } from '../sheets.ts';
import composerText from './composer.css';
import { memoryDrafts, type Drafts } from './drafts.ts';
import { isSendKey, type SendKey } from './keys.ts';
import { typingPulse } from './typing.ts';

/** The longest message the server takes (`SendMessage` of the protocol). */
export const maxMessageLength = 8000;

/**
 * `<h-composer>`: the textbox **Message** and the button **Send**. Unsent words survive a change of conversation, a
 * closed panel and, with `storedDrafts`, a reload.
 *
 * Slot: `tools` (console only: buttons beside Attach file).
 * Events: `h-send` `{ body }` (trimmed, empty only with `has-files`; `preventDefault()` keeps the text) · `h-typing` `{ isTyping }`, at
 * most every 3 s · `h-attach`. None leaves its root.
 * Parts: `composer`, `input`, `send`, `attach`.
 */
export class ComposerElement extends LitElement {
  static override styles = [baseSheet, unsafeCSS(composerText)];
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  @property({ reflect: true }) accessor density: Density = 'widget';
  @property() accessor placeholder = '';
  /** Whose draft this is. A change keeps the one and brings the other. */
  @property({ attribute: 'conversation-id' }) accessor conversationId = '';
  @property({ attribute: false }) accessor drafts: Drafts = memoryDrafts();
  @property({ attribute: 'send-key' }) accessor sendKey: SendKey = 'enter';
  /** Shows **Attach file**. */
  @property({ type: Boolean, attribute: 'can-attach' }) accessor canAttach = false;
  /** Files wait to be sent: **Send** works without words too. */
  @property({ type: Boolean, attribute: 'has-files' }) accessor hasFiles = false;
  /** Why nothing can be written, in the textbox's place-holder; empty while one can write. */
  @property({ attribute: 'disabled-reason' }) accessor disabledReason = '';

  @state() private accessor hasText = false;
  @query('textarea') private accessor area!: HTMLTextAreaElement;

  #pulse = typingPulse();
  // Kept apart from the textbox, which does not exist before the first rendering.
  #text = '';

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  /** What is written. Setting it replaces the draft, such as with a saved reply; it tells nobody that one types. */
  get value(): string {
    return this.#text;
  }
  set value(text: string) {
    this.#text = text;
    this.hasText = text.trim() !== '';
    this.drafts.set(this.conversationId, text);
    if (this.hasUpdated) this.#show();
  }

  /** Goes to the textbox, also from a button beside it: by itself a host leaves the focus where it is inside. */
  override focus(options?: FocusOptions): void {
    if (this.hasUpdated) this.area.focus(options);
    else super.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('conversationId') && !changed.has('drafts')) return;
    const written = this.hasUpdated && changed.has('drafts') && !changed.has('conversationId') ? this.#text : '';
    this.#text = written || this.drafts.get(this.conversationId);
    this.hasText = this.#text.trim() !== '';
    this.#pulse = typingPulse();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('conversationId') || changed.has('drafts')) this.#show();
  }

  protected override render(): TemplateResult {
    const isConsole = this.density === 'console';
    const isDisabled = this.disabledReason !== '';
    // In the order in which the Tab key goes: Message, Attach file, Send; the widget draws the clip before the text.
    return html`<form class=${isConsole ? 'write' : 'composer'} part="composer" @submit=${this.#onSubmit}>
      <textarea
        class="input"
        part="input"
        rows=${isConsole ? 2 : 1}
        aria-label=${msg('Message')}
        placeholder=${this.disabledReason || this.placeholder}
        maxlength=${maxMessageLength}
        enterkeyhint=${this.sendKey === 'enter' ? 'send' : 'enter'}
        dir="auto"
        ?disabled=${isDisabled}
        @input=${this.#onInput}
        @keydown=${this.#onKeydown}
      ></textarea>
      ${isConsole ? this.#consoleTools(isDisabled) : this.#widgetTools(isDisabled)}
    </form>`;
  }

  #widgetTools(isDisabled: boolean): TemplateResult {
    return html`${this.#attachButton(isDisabled)}<button
        class="send"
        part="send"
        type="submit"
        aria-label=${msg('Send')}
        title=${msg('Send')}
        ?disabled=${isDisabled}
      >
        ${icon(arrowUp, { size: 'md' })}
      </button>`;
  }

  #consoleTools(isDisabled: boolean): TemplateResult {
    const key = this.sendKey === 'enter' ? '⏎' : 'Ctrl ⏎';
    return html`<div class="tools">
      ${this.#attachButton(isDisabled)}<slot name="tools"></slot>
      <span class="meta grow">${this.hasText ? msg('Draft kept') : nothing}</span>
      ${button({ label: msg('Send'), variant: 'primary', type: 'submit', key, isDisabled, part: 'send' })}
    </div>`;
  }

  #attachButton(isDisabled: boolean): TemplateResult | typeof nothing {
    if (!this.canAttach) return nothing;
    const size = this.density === 'console' ? 'sm' : 'md';
    const onClick = () => emit(this, 'h-attach', undefined);
    return iconButton({ label: msg('Attach file'), icon: paperclip, size, isDisabled, part: 'attach', onClick });
  }

  #onInput(event: Event): void {
    this.#text = this.area.value;
    this.hasText = this.#text.trim() !== '';
    this.drafts.set(this.conversationId, this.#text);
    this.#grow();
    this.#tellTyping(event.timeStamp);
  }

  #onKeydown(event: KeyboardEvent): void {
    if (!isSendKey(event, this.sendKey)) return;
    event.preventDefault();
    this.#send(event.timeStamp);
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    this.#send(event.timeStamp);
    this.area.focus();
  }

  #send(nowMs: number): void {
    const body = this.#text.trim();
    if ((body === '' && !this.hasFiles) || this.disabledReason !== '') return;
    if (!emit(this, 'h-send', { body })) return;
    this.value = '';
    this.#tellTyping(nowMs);
  }

  #tellTyping(nowMs: number): void {
    const isTyping = this.#pulse(this.hasText, nowMs);
    if (isTyping !== undefined) emit(this, 'h-typing', { isTyping });
  }

  #show(): void {
    if (this.area.value !== this.#text) this.area.value = this.#text;
    this.#grow();
  }

  // `field-sizing: content` does this by itself where it is known (Chrome 123, Safari 26); elsewhere we measure.
  #grow(): void {
    if (CSS.supports('field-sizing', 'content')) return;
    this.area.style.setProperty('block-size', 'auto');
    this.area.style.setProperty(
      'block-size',
      `${this.area.scrollHeight + this.area.offsetHeight - this.area.clientHeight}px`,
    );
  }
}

define('h-composer', ComposerElement);

declare global {
  interface HTMLElementTagNameMap {
    'h-composer': ComposerElement;
  }
}
