import type { OfferAnswers } from '@harmony-live/protocol';
import { cssVars } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { enough, numberWords, percentWords } from './numbers.ts';

/** What people said to offers: a table whose shares are drawn too, and how many were not shown any. */
export function offerAnswers(answers: OfferAnswers): TemplateResult {
  const { shown, heldOut, shadow } = answers;
  const others = msg(str`Held out: ${numberWords(heldOut)}. Only looked on: ${numberWords(shadow)}.`);
  if (shown === 0) {
    return html`<p class="sub">
      ${msg('No offer was shown yet. Once help is offered, the answers stand here.')}
      ${heldOut + shadow > 0 ? others : nothing}
    </p>`;
  }
  const rows: [string, number][] = [
    [msg('Got help'), answers.accepted],
    [msg('The article helped'), answers.helpedByArticle],
    [msg('Not now'), answers.dismissed],
    [msg('Don’t offer again'), answers.never],
    [msg('Nothing pressed'), answers.ignored],
  ];
  return html`<table class="tbl answers" aria-label=${msg('How offers were answered')}>
      <thead>
        <tr>
          <th scope="col">${msg('Answer')}</th>
          <th scope="col" class="n">${msg(str`Of ${numberWords(shown)}`)}</th>
          ${shown < enough ? nothing : html`<th scope="col">${msg('Share')}</th>`}
        </tr>
      </thead>
      <tbody>
        ${rows.map(([words, count]) => renderAnswer(words, count, shown))}
      </tbody>
    </table>
    <p class="hint">${others} ${shown < enough ? msg(str`Shares appear from ${enough} offers on.`) : nothing}</p>`;
}

const renderAnswer = (words: string, count: number, shown: number): TemplateResult =>
  html`<tr>
    <th scope="row">${words}</th>
    <td class="n">${numberWords(count)}</td>
    ${
      shown < enough
        ? nothing
        : html`<td>
            <span class="share"
              ><i aria-hidden="true" ${cssVars({ '--v': `${(100 * count) / shown}%` })}></i
              ><span class="num">${percentWords(count / shown)}</span></span
            >
          </td>`
    }
  </tr>`;
