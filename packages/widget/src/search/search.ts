import type { FoundArticles } from '@harmony-live/protocol';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';
import { lazy } from '../lazy.ts';
import type * as Results from './results.ts';

/** The list of what was found comes with the first question. */
const resultsPart = lazy(() => import('./results.ts'));

/** Pause after the last key before the question is asked, milliseconds. */
const settleMs = 250;

/** The search box of the start, and what it found. Its words go to the server while they are typed, and are kept nowhere. */
export class Search {
  words = '';
  found: FoundArticles['items'] | null = null;
  hasFailed = false;
  /** What shows it. */
  results: typeof Results | null = null;
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
      const [{ items }, results] = await Promise.all([this.#help.host.read<FoundArticles>(path), resultsPart()]);
      this.results = results;
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

/** What was found, or that nothing has come yet; nothing while nobody searches. */
export function searchResults(help: Help, search: Search): TemplateResult | typeof nothing {
  const { found, words, hasFailed, results } = search;
  if (words.trim() === '') return nothing;
  if (hasFailed) {
    return html`<p class="sub" role="alert">${msg('The search did not answer. What you wrote is still here.')}</p>`;
  }
  if (found === null || results === null) return html`<p class="meta" role="status">${msg('Searching…')}</p>`;
  return results.resultList(help, found);
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
