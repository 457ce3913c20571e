import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { button, iconButton } from '../button/button.ts';
import { define } from '../define.ts';
import { fileSize } from '../file-size.ts';
import { download, file as fileGlyph, x } from '../glyphs.ts';
import { icon } from '../icons.ts';
import type { FileSource, LogFile } from '../log/types.ts';
import { baseSheet } from '../sheets.ts';
import fileText from './file.css';

/** Pictures this near to what is in view are fetched. */
const nearBy = '300px';

/**
 * `<h-file>`: a file in the log. A picture stands in its place and opens full size; all else, and what cannot be shown, is a
 * line with its name and **Download**. Parts: `picture`, `file`, `viewer`.
 */
export class FileElement extends LitElement {
  static override styles = [baseSheet, unsafeCSS(fileText)];

  @property({ attribute: false }) accessor file!: LogFile;
  @property({ attribute: false }) accessor source: FileSource | undefined;
  /** It stands as a picture: the log has kept its place. */
  @property({ type: Boolean, attribute: 'data-picture' }) accessor isPicture = false;

  /** Where the picture is; null until it is near what is seen. */
  @state() private accessor address: string | null = null;
  /** It did not come, or the page forbids it. */
  @state() private accessor isUnshown = false;
  @state() private accessor isOpen = false;
  @state() private accessor isSaving = false;
  @state() private accessor hasFailed = false;
  @query('dialog') private accessor viewer!: HTMLDialogElement | null;
  #nearness: IntersectionObserver | undefined;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#nearness?.disconnect();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('source') && this.source) this.#watch();
    if (this.isOpen && this.viewer?.open === false) this.viewer.showModal();
  }

  protected override render(): TemplateResult {
    return this.isPicture && !this.isUnshown ? this.#picture() : this.#line();
  }

  #picture(): TemplateResult {
    const { name, size } = this.file;
    return html`<button
        type="button"
        class="picture"
        part="picture"
        title=${msg('Open full size')}
        @click=${() => (this.isOpen = this.address !== null)}
      >
        ${
          this.address === null
            ? html`<span class="sr">${name}</span>`
            : html`<img src=${this.address} alt=${name} decoding="async" @error=${() => (this.isUnshown = true)} />`
        }
      </button>
      <p class="caption">
        <bdi class="cut grow" title=${name}>${name}</bdi><span class="meta">${fileSize(size)}</span>
        ${this.#saveIcon()}
      </p>
      ${this.#trouble()} ${this.isOpen ? this.#viewer() : nothing}`;
  }

  #line(): TemplateResult {
    const { name, size } = this.file;
    return html`<div class="line" part="file">
        ${icon(fileGlyph, { size: 'md' })}
        <span class="name"
          ><bdi class="cut" title=${name}>${name}</bdi><span class="meta" id="size">${fileSize(size)}</span></span
        >
        ${button({ label: msg('Download'), isBusy: this.isSaving, describedBy: 'size', onClick: () => void this.#save() })}
      </div>
      ${this.#trouble()}`;
  }

  #viewer(): TemplateResult {
    const { name } = this.file;
    return html`<dialog
      part="viewer"
      aria-label=${name}
      @close=${() => (this.isOpen = false)}
      @keydown=${stopEscape}
      @click=${(event: Event) => event.target === event.currentTarget && this.viewer?.close()}
    >
      <header>
        <h2 class="cut grow" dir="auto">${name}</h2>
        ${this.#saveIcon()}
        ${iconButton({ label: msg('Close'), icon: x, size: 'md', onClick: () => this.viewer?.close() })}
      </header>
      <img src=${this.address} alt=${name} />
    </dialog>`;
  }

  #saveIcon(): TemplateResult {
    const label = msg(str`Download ${this.file.name}`);
    return iconButton({ label, icon: download, onClick: () => void this.#save() });
  }

  #trouble(): TemplateResult | typeof nothing {
    if (!this.hasFailed) return nothing;
    return html`<p class="hint bad" role="alert">${msg('It did not come. Try again')}</p>`;
  }

  async #save(): Promise<void> {
    if (this.isSaving) return;
    this.isSaving = true;
    this.hasFailed = false;
    try {
      await this.source?.save(this.file);
    } catch {
      this.hasFailed = true;
    }
    this.isSaving = false;
  }

  #watch(): void {
    this.#nearness?.disconnect();
    if (!this.isPicture || this.address !== null || !this.source) return;
    this.#nearness = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        this.#nearness?.disconnect();
        void this.#show();
      },
      { rootMargin: nearBy },
    );
    this.#nearness.observe(this);
  }

  async #show(): Promise<void> {
    try {
      this.address = (await this.source?.show(this.file)) ?? null;
    } catch {
      // The line with its name is there instead, with a way to try.
      this.isUnshown = true;
    }
  }
}

// Only the topmost thing closes: the panel underneath must not hear this key.
function stopEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') event.stopPropagation();
}

define('h-file', FileElement);

declare global {
  interface HTMLElementTagNameMap {
    'h-file': FileElement;
  }
}
