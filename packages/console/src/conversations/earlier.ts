import type { EarlierConversation } from '@harmony-live/protocol';
import { fullTime, relativeTime } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Router } from '../app/router.ts';
import { topicWords } from './list-pane.ts';

/** What the same person asked before, and how it came out. */
export function earlier(history: readonly EarlierConversation[], router: Router): TemplateResult | typeof nothing {
  if (history.length === 0) return nothing;
  return html`<section>
    <h2 class="sec">${msg('Earlier conversations')} <span class="meta">${history.length}</span></h2>
    <ul class="sim">
      ${history.map(
        (one) =>
          html`<li>
            <span class="cut" dir="auto" title=${topicWords(one.topic)}
              >${
                one.canOpen
                  ? html`<a href=${router.href('conversations', one.id)}>${topicWords(one.topic)}</a>`
                  : topicWords(one.topic)
              }</span
            >
            <span class="meta"
              ><time datetime=${one.openedAt} title=${fullTime(one.openedAt)}
                >${relativeTime(one.openedAt, Date.now())}</time
              >
              · ${[outcomeWords(one), one.helpers.join(', ')].filter(Boolean).join(' · ')}</span
            >
          </li>`,
      )}
    </ul>
  </section>`;
}

/** How a conversation came out, in a few words. */
export function outcomeWords({ state, how, rating }: Pick<EarlierConversation, 'state' | 'how' | 'rating'>): string {
  if (state === 'open' || state === 'proposed') return msg('still goes on');
  if (state === 'closed') return msg('ended without a solution');
  const solved = how === 'assumed' ? msg('counted as solved') : msg('solved');
  return rating === null ? solved : msg(str`${solved}, rated ${rating}`);
}
