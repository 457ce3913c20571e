import type { Site, SiteRefusal } from '@harmony-live/protocol';
import { button, glyphs, icon, note, relativeTime } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';

/** Refusals that are shown, the newest. */
const mostShown = 3;

/** See `seenPart`. */
export interface SeenOptions {
  site: Site;
  /** Epoch milliseconds. */
  now: number;
  /** Lets an origin in; undefined for who may not. */
  onAdd: ((origin: string) => void) | undefined;
  isBusy: boolean;
}

/** Whether the tag was seen, and which pages asked and were refused. */
export function seenPart({ site, now, onAdd, isBusy }: SeenOptions): TemplateResult {
  const at = site.lastSeenAt ?? site.firstSeenAt;
  return html`<div class="stack sm" role="status">
    <div class="seen">
      ${
        at === null
          ? html`<span class="wt">${icon(glyphs.circleDashed)}</span>
              <span>${msg('Not seen yet: paste the tag into your page and open it. This changes by itself.')}</span>`
          : html`<span class="ok">${icon(glyphs.circleCheck)}</span>
              <span>${msg('We see your site')}</span>
              <span class="meta">${seenWords(at, now)}</span>`
      }
    </div>
    ${site.refusals.slice(0, mostShown).map((refusal) =>
      note({
        icon: glyphs.circleAlert,
        tone: 'wait',
        body: html`<p>${refusalWords(refusal)} <span class="meta">${relativeTime(refusal.at, now)}</span></p>
          ${
            refusal.reason === 'origin' && onAdd !== undefined
              ? html`<p class="again">
                  ${button({
                    label: html`${msg('Add it')}<span class="sr">, ${refusal.origin}</span>`,
                    isDisabled: isBusy,
                    onClick: () => onAdd(refusal.origin),
                  })}
                </p>`
              : nothing
          }`,
      }),
    )}
  </div>`;
}

function refusalWords({ origin, reason }: SiteRefusal): string {
  return reason === 'origin'
    ? msg(str`A page at ${origin} asked with this key, but is not in the list.`)
    : msg(str`A page at ${origin} carries a tag with a key that does not exist. Copy the snippet again.`);
}

function seenWords(at: string, now: number): string {
  return now - Date.parse(at) < 60_000 ? msg('just now') : msg(str`last seen ${relativeTime(at, now)}`);
}
