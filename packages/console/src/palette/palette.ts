import { ClientProblem } from '@harmony-live/client';
import type { Article, QueueItem } from '@harmony-live/protocol';
import { glyphs, icon, plural } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import type { Router } from '../app/router.ts';
import { adopt } from '../app/sheets.ts';
import { commandsOf } from '../shortcuts/commands.ts';
import { keyCaps } from '../shortcuts/key-caps.ts';
import type { Fit } from './fuzzy.ts';
import { paletteGroups, type PaletteGroup, type PaletteItem } from './items.ts';
import css from './palette.css';

adopt(css);

/**
 * **Command palette**: one box for everything that can be done here and every place and thing of the console. The focus
 * stays in the box; the arrows choose, Enter does it.
 */
@customElement('harmony-palette')
export class Palette extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  @property({ type: Boolean }) accessor isOpen = false;
  @state() private accessor question = '';
  @state() private accessor chosen = 0;
  @state() private accessor waiting: readonly QueueItem[] = [];
  @state() private accessor articles: readonly Article[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('isOpen') || !this.isOpen) return;
    this.question = '';
    this.chosen = 0;
    void this.#load();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const dialog = this.querySelector('dialog');
    if (changed.has('isOpen') && dialog) {
      if (this.isOpen && !dialog.open) dialog.showModal();
      if (!this.isOpen && dialog.open) dialog.close();
    }
    if (this.isOpen) this.querySelector('.opt.sel')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    const groups = this.isOpen ? this.#groups : [];
    const count = groups.reduce((sum, { items }) => sum + items.length, 0);
    return html`<dialog
      class="palette"
      aria-label=${msg('Command palette')}
      @cancel=${() => this.#close()}
      @close=${(event: Event) => !(event.target as HTMLDialogElement).open && this.#close()}
      @click=${(event: MouseEvent) => event.target === event.currentTarget && this.#close()}
    >
      ${this.isOpen ? this.#renderInside(groups, count) : nothing}
    </dialog>`;
  }

  #renderInside(groups: readonly PaletteGroup[], count: number): TemplateResult {
    const chosen = groups.flatMap(({ items }) => items)[this.chosen];
    let index = 0;
    return html`<div class="q-in">
        ${icon(glyphs.search, { size: 'md' })}
        <input
          type="text"
          role="combobox"
          aria-label=${msg('Find or do')}
          aria-expanded="true"
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant=${chosen ? optionId(chosen.item) : nothing}
          autocomplete="off"
          spellcheck="false"
          .value=${live(this.question)}
          @input=${(event: InputEvent) => this.#ask((event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => this.#onKey(event, groups, count)}
        />
        <kbd aria-hidden="true">${msg('Esc')}</kbd>
      </div>
      <div class="found" id="palette-list" role="listbox" aria-label=${msg('What can be done')}>
        ${groups.map(
          (group) =>
            html`<div role="group" aria-labelledby=${`palette-${group.id}`}>
              <p class="sec" role="presentation" id=${`palette-${group.id}`}>${group.heading}</p>
              ${group.items.map(({ item, marks }) => this.#renderOption(item, marks, index++))}
            </div>`,
        )}
      </div>
      ${count === 0 ? html`<p class="sub none">${msg(str`Nothing here is called “${this.question.trim()}”.`)}</p>` : nothing}
      <p class="sr" role="status">${this.question.trim() === '' ? nothing : foundWords(count)}</p>
      <footer aria-hidden="true">
        <span><kbd>↑</kbd><kbd>↓</kbd> ${msg('choose')}</span><span><kbd>⏎</kbd> ${msg('do it')}</span>
      </footer>`;
  }

  #renderOption(item: PaletteItem, marks: Fit['marks'], index: number): TemplateResult {
    const isChosen = index === this.chosen;
    return html`<div
      class=${isChosen ? 'opt sel' : 'opt'}
      id=${optionId(item)}
      role="option"
      aria-selected=${isChosen}
      @click=${() => this.#do(item)}
      @pointermove=${() => (this.chosen = index)}
    >
      ${icon(item.glyph)}
      <span class="cut" dir="auto">${marked(item.words, marks)}</span>
      ${item.more ? html`<span class="meta cut more">${item.more}</span>` : nothing}
      ${item.keys ? html`<span class="at-end" aria-hidden="true">${keyCaps(item.keys)}</span>` : nothing}
    </div>`;
  }

  get #groups(): PaletteGroup[] {
    const { desk, router, waiting, articles } = this;
    const conversations = desk.conversations ?? [];
    return paletteGroups(this.question, {
      ...{ commands: commandsOf(desk), router, conversations, waiting, articles, now: Date.now() },
    });
  }

  #ask(question: string): void {
    this.question = question;
    this.chosen = 0;
  }

  #onKey(event: KeyboardEvent, groups: readonly PaletteGroup[], count: number): void {
    if (event.isComposing) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined) this.chosen = count === 0 ? 0 : (this.chosen + move + count) % count;
    else if (event.key === 'Enter') {
      const item = groups.flatMap(({ items }) => items)[this.chosen]?.item;
      if (item) this.#do(item);
    } else return;
    event.preventDefault();
  }

  /** The dialog gives the focus back first, so that what is done may take it elsewhere. */
  #do(item: PaletteItem): void {
    this.querySelector('dialog')?.close();
    this.#close();
    item.run();
  }

  /** Said at once: the browser says it later, and whoever presses the key meanwhile would close what they want opened. */
  #close(): void {
    this.dispatchEvent(new Event('close-palette'));
  }

  /** What is not on the desk already. It may come late, or not at all: the rest of the palette works without it. */
  async #load(): Promise<void> {
    const { http, isHelper } = this.desk;
    const read = async <T>(path: string): Promise<T[]> => {
      try {
        return (await http.get<{ items: T[] }>(path)).items;
      } catch (problem) {
        if (!(problem instanceof ClientProblem)) throw problem;
        return [];
      }
    };
    await Promise.all([
      isHelper ? read<QueueItem>('/v1/queue?limit=100').then((items) => (this.waiting = items)) : undefined,
      read<Article>('/v1/articles?limit=100').then((items) => (this.articles = items)),
    ]);
  }
}

const optionId = ({ id }: PaletteItem): string => `palette-option-${id.replaceAll('.', '-')}`;

const foundWords = (count: number): string => plural(count, { one: '1 found', other: str`${count} found` });

/** The words with what was looked for in bold; marks that lie in what is said beside them are left out. */
function marked(words: string, marks: Fit['marks']): unknown[] {
  const parts: unknown[] = [];
  let at = 0;
  for (const [from, to] of marks.filter(([, end]) => end <= words.length)) {
    parts.push(words.slice(at, from), html`<b>${words.slice(from, to)}</b>`);
    at = to;
  }
  return [...parts, words.slice(at)];
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-palette': Palette;
  }
}
