import type { Conversation, RequestSummaryContext } from '@harmony-live/protocol';
import { clockTime, fullTime, glyphs, iconButton, languageName, reasonLines } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { urgencyTag } from '../new-request/urgency.ts';
import { senderName } from './entries.ts';
import { happenings, type Happening } from './happenings.ts';

/** Everything that came with the request, beside the conversation; only what the person chose to share. */
export function contextPane(details: Conversation | null, onBack: () => void): TemplateResult {
  const request = details?.request;
  return html`<aside class="ctx" role="complementary" aria-label=${msg('Context')}>
    <div class="sheet-head">
      ${iconButton({ label: msg('Back'), icon: glyphs.chevronLeft, size: 'md', onClick: onBack })}
      <h2>${msg('Context')}</h2>
    </div>
    ${
      request
        ? html`${why(request)} ${asked(request)} ${before(request)} ${where(request)} ${appState(request)}`
        : html`<section>
            <p class="meta">${msg('Nothing came with this conversation.')}</p>
          </section>`
    }
  </aside>`;
}

function why({ score, reasons }: RequestSummaryContext): TemplateResult {
  const lines = reasonLines(reasons, 'expert');
  return html`<section>
    <h2 class="sec">
      ${msg('Why this came to you')}
      <span class="meta">${msg(str`${score.toFixed(2)} of 1`)}</span>
    </h2>
    <ul class="why-you sub">
      ${lines.length > 0 ? lines.map((line) => html`<li>${line}</li>`) : html`<li>${msg('You were free.')}</li>`}
    </ul>
  </section>`;
}

function asked({ text, urgency, createdAt }: RequestSummaryContext): TemplateResult {
  return html`<section>
    <h2 class="sec">
      ${msg('What they asked')}
      <time class="meta" datetime=${createdAt} title=${fullTime(createdAt)}>${clockTime(createdAt)}</time>
    </h2>
    <p class="sub asked" dir="auto">${text.trim() ? html`“${text.trim()}”` : msg('Sent without words')}</p>
    <p>${urgencyTag(urgency)}</p>
  </section>`;
}

/** So many of the last things stand open; what was before can be unfolded. */
const mostOpen = 12;

function before({ context, createdAt }: RequestSummaryContext): TemplateResult {
  const tried = context.tried ?? [];
  const all = happenings(context);
  const [earlier, last] = [all.slice(0, -mostOpen), all.slice(-mostOpen)];
  return html`<section>
    <h2 class="sec">${msg('What happened before')}</h2>
    ${
      earlier.length > 0
        ? html`<details class="earlier">
            <summary>
              ${earlier.length === 1 ? msg('1 earlier step') : msg(str`${earlier.length} earlier steps`)}
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

function where({ context, language, visitor, site }: RequestSummaryContext): TemplateResult {
  const { page, browser, release } = context;
  const rows: [string, string | undefined, string?][] = [
    [msg('Site'), site.name],
    [msg('Page'), page?.path, 'mono'],
    [msg('Title'), page?.title],
    [msg('Speaks'), languageName(language)],
    [msg('Browser'), browser && [browser.name, browser.system].filter(Boolean).join(', ')],
    [msg('Window'), browser?.viewport],
    [msg('Release'), release, 'mono'],
  ];
  return html`<section>
    <h2 class="sec">${senderName({ kind: 'visitor', ...visitor })}</h2>
    <dl class="kvs">
      ${rows.map(([name, value, kind]) =>
        value
          ? html`<dt>${name}</dt>
              <dd class=${kind ?? nothing} dir=${kind ? nothing : 'auto'}>${value}</dd>`
          : nothing,
      )}
    </dl>
  </section>`;
}

function appState({ context, site }: RequestSummaryContext): TemplateResult | typeof nothing {
  if (!context.app || Object.keys(context.app).length === 0) return nothing;
  return html`<section>
    <h2 class="sec">
      ${msg('App state')}
      <span class="meta">${msg(str`given by ${site.name}`)}</span>
    </h2>
    <pre class="code" tabindex="0" aria-label=${msg('App state')}>${JSON.stringify(context.app, null, 2)}</pre>
  </section>`;
}
