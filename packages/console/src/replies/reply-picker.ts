import type { SavedReply } from '@harmony-live/protocol';
import { button, plural, tag } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { LightElement } from '../app/light-element.ts';
import { Watch } from '../app/observable.ts';
import { problemWords } from '../app/problem-words.ts';
import { bestOf } from '../palette/fuzzy.ts';
import type { Replies } from './saved-replies.ts';

const most = 8;

/**
 * The saved replies over the composer: a box that filters, arrows that choose, Enter that inserts. Says what became of it by
 * `pick-reply` { reply } and `leave-replies` { word }, the word that was typed and means itself.
 */
@customElement('harmony-reply-picker')
export class ReplyPicker extends LightElement {
  @property({ attribute: false }) accessor replies!: Replies;
  /** What was typed behind the slash before the picker came. */
  @property({ attribute: false }) accessor word = '';
  @state() private accessor question = '';
  @state() private accessor chosen = 0;
  readonly #watch = new Watch(this, () => this.replies ?? null);

  override connectedCallback(): void {
    super.connectedCallback();
    this.question = this.word;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('replies')) return;
    this.#watch.again();
    void this.replies.load();
  }

  protected override firstUpdated(): void {
    const box = this.querySelector('input');
    box?.focus({ preventScroll: true });
    box?.setSelectionRange(this.question.length, this.question.length);
  }

  protected override updated(): void {
    this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    const found = this.#found;
    return html`<div class="reply-picker" @focusout=${this.#onFocusOut}>
      <div class="found" id="reply-list" role="listbox" aria-label=${msg('Saved replies')}>
        ${found.map((reply, index) => this.#renderOption(reply, index))}
      </div>
      ${found.length === 0 ? html`<p class="meta none">${this.#emptyWords()}</p>` : nothing}
      <div class="row ask">
        <span class="slash" aria-hidden="true">/</span>
        <input
          class="input grow"
          type="text"
          role="combobox"
          aria-label=${msg('Find a saved reply')}
          aria-expanded="true"
          aria-controls="reply-list"
          aria-autocomplete="list"
          aria-activedescendant=${found[this.chosen] ? `reply-${this.chosen}` : nothing}
          autocomplete="off"
          .value=${live(this.question)}
          @input=${(event: InputEvent) => {
            this.question = (event.target as HTMLInputElement).value;
            this.chosen = 0;
          }}
          @keydown=${(event: KeyboardEvent) => this.#onKey(event, found)}
        />
        ${button({ label: msg('Manage'), variant: 'quiet', onClick: () => this.#tell('manage-replies', undefined) })}
      </div>
      <p class="sr" role="status">
        ${plural(found.length, { one: '1 saved reply', other: str`${found.length} saved replies` })}
      </p>
    </div>`;
  }

  #renderOption(reply: SavedReply, index: number): TemplateResult {
    return html`<div
      class=${index === this.chosen ? 'opt sel' : 'opt'}
      id=${`reply-${index}`}
      role="option"
      aria-selected=${index === this.chosen}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#tell('pick-reply', { reply })}
      @pointermove=${() => (this.chosen = index)}
    >
      <span class="row"
        ><b class="cut" dir="auto">${reply.title}</b>${reply.isShared ? tag(msg('Everybody’s')) : nothing}</span
      >
      <span class="meta cut" dir="auto">${reply.body}</span>
    </div>`;
  }

  get #found(): SavedReply[] {
    const items = this.replies.items ?? [];
    return bestOf(this.question, items, ({ title, body }) => `${title} ${body}`, most).map(({ thing }) => thing);
  }

  #emptyWords(): string {
    const { items, problem } = this.replies;
    if (problem) return problemWords(problem);
    if (items === null) return msg('The replies load');
    return items.length === 0
      ? msg('Nothing is saved yet. Manage is where you write the first.')
      : msg('No saved reply is called that.');
  }

  #onKey(event: KeyboardEvent, found: readonly SavedReply[]): void {
    if (event.isComposing) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const reply = found[this.chosen];
    if (move !== undefined) this.chosen = found.length === 0 ? 0 : (this.chosen + move + found.length) % found.length;
    else if (event.key === 'Enter') {
      if (reply) this.#tell('pick-reply', { reply });
    } else if (event.key === 'Escape') this.#tell('leave-replies', { word: this.question });
    else if (event.key === 'Backspace' && this.question === '') this.#tell('leave-replies', { word: null });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #onFocusOut(event: FocusEvent): void {
    const next = event.relatedTarget;
    if (next instanceof Node && !this.contains(next))
      this.#tell('leave-replies', { word: this.question, isElsewhere: true });
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-reply-picker': ReplyPicker;
  }
}
