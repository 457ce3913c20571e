import type { RequestSummaryContext } from '@harmony-live/protocol';
import { glyphs, iconButton, languageName } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { appRows } from './app-rows.ts';
import { senderName } from './entries.ts';

/** Where the person is and with what, as far as they shared it. */
export function where({ context, language, visitor, site }: RequestSummaryContext): TemplateResult {
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
    <h2 class="sec">
      ${senderName({ kind: 'visitor', ...visitor })}
      ${copyButton(msg('Copy the environment as JSON'), { page, browser, language, release })}
    </h2>
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

/** What the page said about itself, one value a line. */
export function appState({ context, site }: RequestSummaryContext): TemplateResult | typeof nothing {
  const { app } = context;
  if (!app || Object.keys(app).length === 0) return nothing;
  return html`<section>
    <h2 class="sec">
      ${msg('App state')}
      <span class="row"
        ><span class="meta">${msg(str`given by ${site.name}`)}</span
        >${copyButton(msg('Copy the app state as JSON'), app)}</span
      >
    </h2>
    <dl class="kvs">
      ${appRows(app).map(
        ({ name, value }) =>
          html`<dt class="mono">${name}</dt>
            <dd class="mono">${value}</dd>`,
      )}
    </dl>
  </section>`;
}

function copyButton(label: string, thing: object): TemplateResult {
  return iconButton({ label, icon: glyphs.copy, onClick: (event) => void copy(event, JSON.stringify(thing, null, 2)) });
}

/** The button says that it is done by what it shows; a browser that refuses leaves it as it was. */
async function copy(event: MouseEvent, text: string): Promise<void> {
  const pressed = event.currentTarget as HTMLElement;
  await navigator.clipboard.writeText(text).then(
    () => pressed.setAttribute('data-copied', ''),
    () => pressed.removeAttribute('data-copied'),
  );
  setTimeout(() => pressed.removeAttribute('data-copied'), copiedMs);
}

/** How long a copy is confirmed, in milliseconds. */
const copiedMs = 2000;
