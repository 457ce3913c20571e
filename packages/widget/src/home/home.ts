import { button, plural, ring } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';
import { greeting } from './greeting.ts';
import { articleLink, Search, searchBox, searchResults } from '../search/search.ts';

/** The most that is shown unasked. */
const mostKnown = 3;

/** The start: search, what is known about this page, then people, told honestly; or back to what is open. */
export function homeView(help: Help): TemplateResult {
  const { reachable } = help.host.config;
  const search = (help.search ??= new Search(help));
  const isSearching = search.words.trim() !== '';
  return html`<div class="home" data-view tabindex="-1">
    <div class="main stack">
      ${isSearching ? nothing : greeting(help)} ${searchBox(search)}
      ${
        isSearching
          ? searchResults(help, search)
          : html`${known(help)} ${reachable === 'later' ? help.extras.nobody?.nobody(help) : nothing}
            ${help.past?.render() ?? nothing}`
      }
    </div>
    <div class="foot">
      ${reachable === 'now' ? whoIsHere(help) : nothing} ${wayOn(help)}
      <p class="small-print row">
        <span class="grow"
          >${msg('What you write stays here until you send it. A search goes to our server and is not kept.')}</span
        >
        ${button({ label: msg('Your data'), variant: 'quiet', onClick: () => help.show('your-data') })}
      </p>
    </div>
  </div>`;
}

/** Articles about what was noticed on this page; nothing where nothing was. */
function known(help: Help): TemplateResult | typeof nothing {
  const articles = help.host.known().slice(0, mostKnown);
  if (articles.length === 0) return nothing;
  const reasons = help.host.attachable().struggle?.reasons ?? [];
  return html`<section class="stack">
    <h3 class="head">
      ${msg('For this page')}
      <span class="meta">${reasons.length > 0 ? help.extras.noticed?.noticedWords(reasons) : nothing}</span>
    </h3>
    <ul class="list" aria-label=${msg('Articles')}>
      ${articles.map(({ articleId, title }) => html`<li>${articleLink(help, articleId, title)}</li>`)}
    </ul>
  </section>`;
}

function whoIsHere({ host }: Help): TemplateResult {
  const { reachableCount } = host.config;
  return html`<p class="row">
    ${ring()}<b
      >${plural(reachableCount, { one: '1 person can help now', other: str`${reachableCount} people can help now` })}</b
    >
  </p>`;
}

function wayOn(help: Help): TemplateResult {
  const { isOpen } = help;
  const label = !isOpen
    ? msg('Talk to a person')
    : help.conversation
      ? msg('Back to the conversation')
      : msg('Back to your request');
  const view = !isOpen ? 'request' : help.conversation ? 'conversation' : 'waiting';
  return button({ label, variant: 'primary', size: 'lg', isWide: true, onClick: () => help.show(view) });
}
