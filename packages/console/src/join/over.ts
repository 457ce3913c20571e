import type { ClientProblem } from '@harmony-live/client';
import { button, glyphs, note } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { problemWords } from '../app/problem-words.ts';

/** Why a link does not lead on, and what to do. */
export function overNote(problem: ClientProblem, onAgain: () => void): TemplateResult {
  const [title, body] = words(problem) ?? [
    msg('The invitation did not load.'),
    html`<p>${problemWords(problem)}</p>
      ${button({ label: msg('Try now'), onClick: onAgain })}`,
  ];
  return note({ icon: glyphs.circleAlert, tone: 'wait', role: 'alert', title, body });
}

function words({ code }: ClientProblem): [title: string, body: string] | null {
  switch (code) {
    case 'invitation/used':
      return [
        msg('This invitation was used.'),
        msg('If it was you who joined, sign in. Else ask whoever invited you for a new one.'),
      ];
    case 'invitation/withdrawn':
      return [
        msg('This invitation was withdrawn.'),
        msg('If you do not know why, ask whoever invited you. They can send a new one.'),
      ];
    case 'token/expired':
      return [
        msg('This invitation is too old.'),
        msg('Its link worked for seven days. Ask whoever invited you to send it again.'),
      ];
    case 'token/invalid':
    case 'body/invalid':
      return [
        msg('This link did not work.'),
        msg('It is not complete, or too old. Open it from the letter once more, or ask for a new one.'),
      ];
    default:
      return null;
  }
}
