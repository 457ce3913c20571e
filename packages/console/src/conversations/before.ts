import type { RequestSummaryContext } from '@harmony-live/protocol';
import { clockTime, fullTime, plural } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { happenings, type Happening } from './happenings.ts';

/** So many of the last things stand open; what was before can be unfolded. */
const mostOpen = 12;

/** What happened before they asked: steps, errors and signs on one line of time, the newest open. */
export function before({ context, createdAt }: RequestSummaryContext): TemplateResult {
  const tried = context.tried ?? [];
  const all = happenings(context);
  const [earlier, last] = [all.slice(0, -mostOpen), all.slice(-mostOpen)];
  return html`<section>
    <h2 class="sec">${msg('What happened before')}</h2>
    ${
      earlier.length > 0
        ? html`<details class="earlier">
            <summary>
              ${plural(earlier.length, { one: '1 earlier step', other: str`${earlier.length} earlier steps` })}
            </summary>
            <ol class="tl">
              ${earlier.map(happeningLine)}
            </ol>
          </details>`
        : nothing
    }
    <ol class="tl">
      ${last.map(happeningLine)}
      <li class="ask">
        <time datetime=${createdAt}>${clockTime(createdAt)}</time><span class="k"></span
        ><span>${msg('Asked for help')}</span>
      </li>
    </ol>
    ${all.length === 0 ? html`<p class="meta">${msg('Nothing was noticed, or it was not shared.')}</p>` : nothing}
    ${
      tried.length > 0
        ? html`<p class="meta">${msg('Tried without success')}</p>
            <ul class="why-you sub">
              ${tried.map(({ title }) => html`<li dir="auto">${title}</li>`)}
            </ul>`
        : nothing
    }
  </section>`;
}

function happeningLine({ at, words, isBad, isSign }: Happening): TemplateResult {
  return html`<li class=${isBad ? 'bad' : ''}>
    <time datetime=${at} title=${fullTime(at)}>${clockTime(at)}</time><span class="k"></span>${
      isSign && isBad ? html`<b>${words}</b>` : html`<span>${words}</span>`
    }
  </li>`;
}
