import type { Article } from '@harmony-live/protocol';
import { listWords } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Router } from '../app/router.ts';

/** Where an article comes from, whom it is offered to, and what shows that it is worth reading. */
export function articleFacts(
  { contributors, conversationId, page, evidence, fingerprints }: Article,
  router: Router,
): TemplateResult {
  const names = listWords(contributors.map(({ name }) => name));
  const { solved, helped, notHelped } = evidence;
  return html`<dl class="kvs meta">
    ${
      names
        ? html`<dt>${msg('Solved by')}</dt>
            <dd>${names}</dd>`
        : nothing
    }
    ${
      page
        ? html`<dt>${msg('Happened on')}</dt>
            <dd><bdi>${page}</bdi></dd>`
        : nothing
    }
    <dt>${msg('Problems')}</dt>
    <dd>
      ${
        fingerprints.length === 0
          ? msg('Found by search only')
          : msg('Offered to whoever meets the same problem, before they ask')
      }
    </dd>
    <dt>${msg('Proof')}</dt>
    <dd>${msg(str`${solved} solved · ${helped} helped · ${notHelped} not helped`)}</dd>
    ${
      conversationId
        ? html`<dt>${msg('From')}</dt>
            <dd><a href=${router.href('conversations', conversationId)}>${msg('The conversation')}</a></dd>`
        : nothing
    }
  </dl>`;
}

/** How a draft came about; empty once it is decided on. */
export function sourceWords({ source, state: articleState }: Article): string {
  if (articleState !== 'draft') return '';
  return source === 'conversation'
    ? msg('Taken from a solved conversation, not yet seen by anyone else')
    : msg('Written by hand, not yet seen by anyone else');
}
