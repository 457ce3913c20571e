import { plural } from '../plural.ts';
import { str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { avatar } from '../avatar/avatar.ts';
import { define } from '../define.ts';
import { emit } from '../emit.ts';
import { baseSheet } from '../sheets.ts';
import { typingDots } from '../status/status.ts';
import { dayLabel } from '../time.ts';
import { groupMessages } from './group.ts';
import logText from './log.css';
import { messageRow } from './message.ts';
import type { Density, FileSource, LogMessage, LogPerson } from './types.ts';

// Nearer to the end than this counts as being at it: half a line, and what fractional zoom rounds away.
const endSlackPx = 24;

/**
 * `<h-log>`: a conversation that never moves under the reader's eyes.
 *
 * It follows new messages only while its end is in view or after an own one; else it stays and offers **N new below**.
 *
 * Slots: `start` (before the first message), `end` (after the last, such as a question about the solution).
 * Events: `h-retry`, `h-remove` `{ id }` of a failed message · `h-seen` `{ id }` when another's newest message has come
 * into view of a visible page. None leaves its root.
 * Parts: `log` (scrolls), `message`, `mine`, `new-below`.
 */
export class LogElement extends LitElement {
  static override styles = [baseSheet, unsafeCSS(logText)];

  /** The log's accessible name. */
  @property() accessor label = '';
  @property({ reflect: true }) accessor density: Density = 'widget';
  /** In order; a new array for every change. */
  @property({ attribute: false }) accessor messages: readonly LogMessage[] = [];
  /** Who is writing now; shown, never announced. */
  @property({ attribute: false }) accessor typing: readonly LogPerson[] = [];
  /** Now, in epoch milliseconds: what "today" and "yesterday" are seen from. */
  @property({ type: Number }) accessor now = 0;
  /** Where the bytes of files come from; whoever shows some loads `attaching/file.ts` too. */
  @property({ attribute: false }) accessor files: FileSource | undefined;
  /** Buttons for a message, shown at its side; return `nothing` for none. */
  @property({ attribute: false }) accessor actions: ((message: LogMessage) => unknown) | undefined;

  @state() private accessor newBelow = 0;
  @query('.scroll') private accessor scroller!: HTMLElement;

  #isAtEnd = true;
  #top = 0;
  #seenId = '';
  #resizes: ResizeObserver | undefined;
  #onVisible = () => this.#tellSeen();

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#onVisible);
    this.#observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#onVisible);
    this.#resizes?.disconnect();
    this.#resizes = undefined;
  }

  /** Goes to the newest message. */
  scrollToEnd(): void {
    this.#isAtEnd = true;
    this.newBelow = 0;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#top = this.scroller.scrollTop;
    this.#tellSeen();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('messages');
    if (!before) return;
    // A frame may still owe us the event of a person's way up: what arrives before it must not take the reader down.
    if (this.hasUpdated) this.#readPosition();
    const known = new Set(before.map(({ id }) => id));
    const added = this.messages.filter(({ id }) => !known.has(id));
    // Nothing in common: another conversation, or the first messages of this one.
    const isOther = added.length === this.messages.length;
    const isOwn = added.some(
      ({ state, isMine, kind }) => state === 'sending' || state === 'waiting' || (isMine && kind === 'file'),
    );
    if (isOther || isOwn) this.#isAtEnd = true;
    if (isOther) this.#seenId = '';
    if (!this.#isAtEnd) this.newBelow += added.filter(isWords).length;
  }

  protected override firstUpdated(): void {
    this.#observe();
  }

  protected override updated(): void {
    if (this.#isAtEnd) this.scrollToEnd();
  }

  protected override render(): TemplateResult {
    const options = {
      density: this.density,
      actions: this.actions,
      files: this.files,
      onRetry: (id: string) => emit(this, 'h-retry', { id }),
      onRemove: (id: string) => emit(this, 'h-remove', { id }),
    };
    return html`<div
        class="scroll"
        part="log"
        role="log"
        aria-label=${this.label}
        tabindex="0"
        @scroll=${this.#onScroll}
      >
        <div class="entries">
          <slot name="start"></slot>
          ${repeat(
            groupMessages(this.messages),
            ({ key }) => key,
            (item) => (item.kind === 'day' ? this.#day(item.at) : messageRow(item, options)),
          )}
          ${this.typing.map(
            (person) =>
              html`<div class="msg typist" aria-live="off">
                ${avatar(person)}
                <div class="body">${typingDots(person.name)}</div>
              </div>`,
          )}
          <slot name="end"></slot>
        </div>
      </div>
      ${
        this.newBelow > 0
          ? html`<button type="button" class="btn below" part="new-below" @click=${() => this.scrollToEnd()}>
              ${plural(this.newBelow, { one: '1 new below', other: str`${this.newBelow} new below` })}
            </button>`
          : nothing
      }`;
  }

  #day(at: string): TemplateResult {
    return html`<p class="sys day"><span>${dayLabel(at, this.now)}</span></p>`;
  }

  #onScroll(): void {
    if (!this.#readPosition()) return;
    this.newBelow = 0;
    this.#tellSeen();
  }

  // Whether the end is near, in what is drawn now.
  #readPosition(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const isNearEnd = scrollHeight - scrollTop - clientHeight <= endSlackPx;
    // Only a person's way up leaves the end; what grew below since the last look does not.
    this.#isAtEnd = isNearEnd || (this.#isAtEnd && scrollTop >= this.#top);
    this.#top = scrollTop;
    return isNearEnd;
  }

  // A composer that grows or a keyboard that opens takes room from the log: the end stays in view if it was.
  #observe(): void {
    if (!this.hasUpdated || this.#resizes) return;
    this.#resizes = new ResizeObserver(() => {
      if (this.#isAtEnd) this.scrollToEnd();
    });
    this.#resizes.observe(this.scroller);
    for (const entries of this.scroller.children) this.#resizes.observe(entries);
  }

  #tellSeen(): void {
    const newest = this.messages.findLast(isWords);
    const isInView =
      this.hasUpdated && this.#isAtEnd && document.visibilityState === 'visible' && this.scroller.clientHeight > 0;
    if (!newest || !isInView || newest.id === this.#seenId) return;
    this.#seenId = newest.id;
    emit(this, 'h-seen', { id: newest.id });
  }
}

// What another person wrote, as against own words and events.
function isWords({ isMine, kind }: LogMessage): boolean {
  return !isMine && (kind === 'text' || kind === 'file' || kind === 'note');
}

define('h-log', LogElement);

declare global {
  interface HTMLElementTagNameMap {
    'h-log': LogElement;
  }
}
