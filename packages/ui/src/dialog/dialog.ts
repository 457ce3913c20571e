import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { define } from '../define.ts';
import { emit } from '../emit.ts';
import { baseSheet } from '../sheets.ts';
import dialogText from './dialog.css';

/** Why a dialog wants to close. */
export type CloseReason = 'escape' | 'outside';

/**
 * `<h-dialog>`: a modal question on the native `<dialog>`. The browser keeps the focus inside and gives it back to what
 * opened it. Its owner decides: it asks with `h-close`, the owner sets `isOpen`.
 *
 * Slots: the text; `actions` (buttons, the way out first).
 * Event: `h-close` `{ reason: 'escape' | 'outside' }`, which never leaves its root.
 * Parts: `dialog`, `heading`.
 */
export class DialogElement extends LitElement {
  static override styles = [baseSheet, unsafeCSS(dialogText)];

  /** The heading, and the dialog's accessible name. */
  @property() accessor label = '';
  @property({ type: Boolean, attribute: 'open' }) accessor isOpen = false;
  /** `alertdialog` when it interrupts; then a press outside does not close it. */
  @property() accessor kind: 'dialog' | 'alertdialog' = 'dialog';

  @query('dialog') private accessor native!: HTMLDialogElement;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('isOpen')) return;
    if (this.isOpen && !this.native.open) this.native.showModal();
    if (!this.isOpen && this.native.open) this.native.close();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.native?.close();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && this.isOpen) this.native.showModal();
  }

  protected override render(): TemplateResult {
    return html`<dialog
      part="dialog"
      role=${this.kind === 'alertdialog' ? 'alertdialog' : nothing}
      aria-labelledby="heading"
      @cancel=${this.#onCancel}
      @close=${this.#onNativeClose}
      @keydown=${this.#onKeydown}
      @click=${this.#onClick}
    >
      <div class="sheet">
        <h2 id="heading" part="heading">${this.label}</h2>
        <div class="words"><slot></slot></div>
        <div class="actions"><slot name="actions"></slot></div>
      </div>
    </dialog>`;
  }

  #onCancel(event: Event): void {
    if (event.target !== this.native) return;
    event.preventDefault();
    emit(this, 'h-close', { reason: 'escape' });
  }

  // A second Escape closes a dialog whatever we prevented; the owner must hear that it happened. The event comes late: a
  // dialog that was opened again since is not meant.
  #onNativeClose(): void {
    if (this.isOpen && this.isConnected && !this.native.open) emit(this, 'h-close', { reason: 'escape' });
  }

  // Only the topmost thing closes: the panel underneath must not hear this key.
  #onKeydown(event: KeyboardEvent): void {
    if (event.key === 'Escape') event.stopPropagation();
  }

  // The native element is the backdrop too; everything visible lies in `.sheet`.
  #onClick(event: MouseEvent): void {
    if (event.target === this.native && this.kind === 'dialog') emit(this, 'h-close', { reason: 'outside' });
  }
}

define('h-dialog', DialogElement);

declare global {
  interface HTMLElementTagNameMap {
    'h-dialog': DialogElement;
  }
}
