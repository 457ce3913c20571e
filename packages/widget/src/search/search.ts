import { plural } from '@harmony-live/ui';
import type { FoundArticles, Highlight } from '@harmony-live/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';

/** Pause after the last key before the question is asked, milliseconds. */
const settleMs = 250;

/** The search box of the start, and what it found. Its words go to the server while they are typed, and are kept nowhere. */
export class Search {
  words = '';
  found: FoundArticles['items'] | null = null;
  hasFailed = false;
  readonly #help: Help;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts questions, so that an old answer never takes the place of a newer one. */
  #asked = 0;

  constructor(help: Help) {
    this.#help = help;
  }

  type(words: string): void {
    this.words = words;
    clearTimeout(this.#timer);
    if (words.trim() === '') {
      this.#asked += 1;
      this.found = null;
      this.hasFailed = false;
      return this.#help.changed();
    }
    this.#timer = setTimeout(() => void this.#ask(), settleMs);
    this.#help.changed();
  }

  async #ask(): Promise<void> {
    const mine = (this.#asked += 1);
    try {
      const path = `/v1/articles/search?q=${encodeURIComponent(this.words.trim().slice(0, 400))}&limit=8`;
      const { items } = await this.#help.host.read<FoundArticles>(path);
      if (mine !== this.#asked) return;
      this.found = items;
      this.hasFailed = false;
    } catch {
      if (mine !== this.#asked) return;
      this.hasFailed = true;
    }
    this.#help.changed();
  }
}

/** The box itself. */
export function searchBox(search: Search): TemplateResult {
  return html`<div class="search">
    <input
      class="input"
      type="search"
      aria-label=${msg('Search for answers')}
      placeholder=${msg('Search for answers')}
      maxlength="400"
      .value=${search.words}
      @input=${(event: InputEvent) => search.type((event.target as HTMLInputElement).value)}
    />
  </div>`;
}

/** What was found, best first, or that there is nothing; nothing while nobody searches. */
export function searchResults(help: Help, { found, words, hasFailed }: Search): TemplateResult | typeof nothing {
  if (words.trim() === '') return nothing;
  if (hasFailed) {
    return html`<p class="sub" role="alert">${msg('The search did not answer. What you wrote is still here.')}</p>`;
  }
  if (found === null) return html`<p class="meta" role="status">${msg('Searching…')}</p>`;
  const count = found.length;
  return html`<section class="stack sm">
    <h3 class="head">
      <span role="status"
        >${count === 0 ? msg('Nothing was found') : plural(count, { one: '1 answer', other: str`${count} answers, best first` })}</span
      >
    </h3>
    ${
      count === 0
        ? html`<p class="sub">${msg('Ask a person: the answer is written down for the next one.')}</p>`
        : html`<ul class="list" aria-label=${msg('Articles')}>
            ${found.map(
              ({ id, title, highlights }) =>
                html`<li>
                  ${articleLink(help, id, title)}
                  ${highlights[0] ? html`<span class="snip" dir="auto">${marked(highlights[0])}</span>` : nothing}
                </li>`,
            )}
          </ul>`
    }
  </section>`;
}

/** A link that opens the article in the panel. */
export function articleLink(help: Help, articleId: string, title: string): TemplateResult {
  return html`<a
    class="item"
    href="#"
    @click=${(event: Event) => {
      event.preventDefault();
      help.openArticle(articleId);
    }}
    ><span class="t" dir="auto">${title}</span></a
  >`;
}

function marked({ text, marks }: Highlight): unknown[] {
  const parts: unknown[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    parts.push(text.slice(at, start), html`<mark>${text.slice(start, end)}</mark>`);
    at = end;
  }
  parts.push(text.slice(at));
  return parts;
}
