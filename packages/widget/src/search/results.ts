import { plural } from '@harmony-live/ui';
import type { FoundArticles, Highlight } from '@harmony-live/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';
import { articleLink } from './search.ts';

/** What was found, best first, or that there is nothing. */
export function resultList(help: Help, found: FoundArticles['items']): TemplateResult {
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
