import { button, glyphs, note } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Handovers } from './handovers.ts';
import { refusalWords, waitingWords } from './words.ts';

/** Whom this person waits for in a conversation, with the way to take it back; and who could not come. */
export function waitingLines(handovers: Handovers, conversationId: string): TemplateResult {
  const refusal = handovers.refusalIn(conversationId);
  return html`${handovers
    .askedIn(conversationId)
    .map((handover) =>
      line(
        waitingWords(handover),
        button({ label: msg('Withdraw'), onClick: () => void handovers.withdraw(handover.id) }),
      ),
    )}
  ${
    refusal === null
      ? nothing
      : line(
          refusalWords(refusal),
          button({ label: msg('All right'), onClick: () => handovers.noteRefusal(conversationId) }),
        )
  }`;
}

const line = (words: string, way: TemplateResult): TemplateResult =>
  note({
    ...{ icon: glyphs.usersRound, role: 'status' },
    body: html`<span class="row"><span class="grow" dir="auto">${words}</span> ${way}</span>`,
  });
