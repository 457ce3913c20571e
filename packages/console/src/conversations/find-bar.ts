import type { LogElement } from '@harmony-live/ui';
import { glyphs, iconButton } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { LightElement } from '../app/light-element.ts';
import { placesOf, stepTo } from './find.ts';

/** Names of the marks, which the log's own sheet has to dress: a mark is seen where it lies. */
const marks = { all: 'harmony-find', current: 'harmony-find-current' } as const;

const markSheet = new CSSStyleSheet();
markSheet.replaceSync(`
  ::highlight(${marks.all}) { background: var(--h-wait-soft); color: var(--h-ink); }
  ::highlight(${marks.current}) { background: var(--h-accent); color: var(--h-on-accent); }
  [data-found] { outline: 2px solid var(--h-accent); outline-offset: 4px; border-radius: var(--h-r-1); }
`);

/**
 * **Find in this conversation**: counts, marks and goes through the places in the log. Where the browser knows no marks
 * without elements, the message that holds the place is framed. Tells `leave-find`.
 */
@customElement('harmony-find-bar')
export class FindBar extends LightElement {
  @property({ attribute: false }) accessor log!: () => LogElement | null;
  /** What the log shows: a new value is looked through anew. */
  @property({ attribute: false }) accessor messages: unknown;
  @state() private accessor question = '';
  @state() private accessor current = -1;
  @state() private accessor places: readonly Range[] = [];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#mark([], -1);
  }

  protected override firstUpdated(): void {
    this.focusBox();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('messages') && changed.get('messages') !== undefined && this.question !== '')
      void this.#look(false);
  }

  /** Chooses what stands in the box, to be overwritten. */
  focusBox(): void {
    const box = this.querySelector('input');
    box?.focus({ preventScroll: true });
    box?.select();
  }

  protected override render(): TemplateResult {
    const count = this.places.length;
    return html`<div class="find-bar" role="search" @keydown=${this.#onKey}>
      <input
        class="input sm"
        type="search"
        aria-label=${msg('Find in this conversation')}
        placeholder=${msg('Find in this conversation')}
        autocomplete="off"
        .value=${live(this.question)}
        @input=${(event: InputEvent) => {
          this.question = (event.target as HTMLInputElement).value;
          void this.#look(true);
        }}
      />
      <span class="meta num" role="status"
        >${
          this.question === ''
            ? nothing
            : count === 0
              ? msg('Nothing found')
              : msg(str`${this.current + 1} of ${count}`)
        }</span
      >
      ${iconButton({ label: msg('Previous match'), icon: glyphs.arrowUp, onClick: () => this.#step(-1) })}
      ${iconButton({ label: msg('Next match'), icon: glyphs.chevronDown, onClick: () => this.#step(1) })}
      ${iconButton({ label: msg('Close'), icon: glyphs.x, onClick: () => this.#leave() })}
    </div>`;
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Escape') this.#leave();
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) this.#step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #leave(): void {
    this.dispatchEvent(new Event('leave-find'));
  }

  #step(by: 1 | -1): void {
    this.current = stepTo(this.current, by, this.places.length);
    this.#mark(this.places, this.current);
  }

  /** @param isNew another question: the newest place is the first one that is shown, as the newest words are */
  async #look(isNew: boolean): Promise<void> {
    const log = this.log();
    if (!log) return;
    await log.updateComplete;
    const lines = [...log.renderRoot.querySelectorAll<HTMLElement>('[data-message-text]')];
    this.places = lines.flatMap((line) =>
      placesOf(this.question, line.textContent).map(({ from, to }) => rangeIn(line, from, to)),
    );
    const last = this.places.length - 1;
    this.current = isNew ? last : Math.min(this.current, last);
    this.#mark(this.places, this.current);
  }

  #mark(places: readonly Range[], current: number): void {
    const root = this.log()?.renderRoot;
    if (root instanceof ShadowRoot && !root.adoptedStyleSheets.includes(markSheet)) {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, markSheet];
    }
    for (const framed of root?.querySelectorAll('[data-found]') ?? []) framed.removeAttribute('data-found');
    const place = places[current];
    const line = place && (place.startContainer.parentElement?.closest('[data-message-text]') ?? null);
    line?.scrollIntoView({ block: 'nearest' });
    if (!('highlights' in CSS)) return line?.setAttribute('data-found', '');
    CSS.highlights.set(marks.all, new Highlight(...places.filter((one) => one !== place)));
    CSS.highlights.set(marks.current, new Highlight(...(place ? [place] : [])));
  }
}

/** The range of a line's text, across the links in it. */
function rangeIn(line: HTMLElement, from: number, to: number): Range {
  const range = document.createRange();
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let at = 0;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const end = at + (node.nodeValue?.length ?? 0);
    if (from >= at && from < end) range.setStart(node, from - at);
    if (to > at && to <= end) {
      range.setEnd(node, to - at);
      break;
    }
    at = end;
  }
  return range;
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-find-bar': FindBar;
  }
}
