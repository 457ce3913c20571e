import { avatar, cssVars, glyphs, icon, numberWords, plural, tag } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { scoreOf, scoreWords } from '../../figures/numbers.ts';
import { barParts, mainTerms, type TermShare, type Tried, type Weights } from './draft.ts';
import { termName, trialReasons } from './words.ts';

/** So many are shown: whoever comes later is hardly ever asked. */
const mostShown = 10;

/** Who would be asked, best first, with everything that made the score, and how they moved under the weights that are tried. */
export const rankedList = (experts: readonly Tried[], weights: Weights): TemplateResult =>
  html`<div class="stack sm">
    <p class="sub" role="status">
      ${countWords(experts.length)}
      <span class="sr">${msg('First with these weights')}: ${experts[0]?.name}</span>
    </p>
    ${legend(weights, experts)}
    <ol class="ranked" aria-label=${msg('Who would be asked')}>
      ${repeat(
        experts.slice(0, mostShown),
        ({ expertId }) => expertId,
        (expert) => renderExpert(expert, weights),
      )}
    </ol>
  </div>`;

const countWords = (count: number): string =>
  count > mostShown
    ? msg(str`${mostShown} of ${count} who could be asked, best first.`)
    : plural(count, { one: '1 expert could be asked.', other: str`${count} experts could be asked, best first.` });

function renderExpert(expert: Tried, weights: Weights): TemplateResult {
  const { expertId, name, email, score, terms, reasons, was, now } = expert;
  return html`<li>
    <div class="ranked-head">
      <span class="place num" aria-hidden="true">${numberWords(now)}</span>
      ${avatar({ id: expertId, name, size: 'sm' })}
      <b class="cut" title=${name}>${name}</b>
      <span class="meta cut grow mono">${email}</span>
      ${was === now ? nothing : moved(was, now)}
      <span class="num">${scoreOf(score, terms)}</span>
    </div>
    <div class="score-bar" aria-hidden="true">
      ${barParts(terms, weights).map(
        ({ tone, from, size }) =>
          html`<i class=${toneClass(tone)} ${cssVars({ '--from': `${from}%`, '--size': `${size}%` })}></i>`,
      )}
    </div>
    <ul class="why-you sub">
      ${trialReasons(reasons).map((line) => html`<li dir="auto">${line}</li>`)}
    </ul>
    <details ?open=${was === 1}>
      <summary>${msg('What counted')}<span class="sr">, ${name}</span></summary>
      ${termTable(name, score, terms)}
    </details>
  </li>`;
}

/** "Was 3, now 1", with an arrow. */
export const moved = (was: number, now: number): TemplateResult =>
  tag(msg(str`Was ${was}, now ${now}`), {
    icon: now < was ? glyphs.arrowUp : glyphs.arrowDown,
    ...(now < was ? { tone: 'accent' } : {}),
  });

const toneClass = (tone: number): string => (tone < 0 ? 'taken' : `tone-${tone}`);

function termTable(name: string, score: number, terms: readonly TermShare[]): TemplateResult {
  return html`<table class="tbl counted" aria-label=${msg(str`What counted for ${name}`)}>
    <thead>
      <tr>
        <th scope="col">${msg('Term')}</th>
        <th scope="col" class="n">${msg('Value')}</th>
        <th scope="col" class="n">${msg('Weight')}</th>
        <th scope="col" class="n">${msg('Counts')}</th>
      </tr>
    </thead>
    <tbody>
      ${terms.map(
        ({ name: term, value, weight, counts }) =>
          html`<tr class=${counts < 0 ? 'against' : nothing}>
            <th scope="row">${termName(term)}</th>
            <td class="n">${scoreWords(value)}</td>
            <td class="n">${weightWords(weight)}</td>
            <td class="n">${exactWords(counts)}</td>
          </tr>`,
      )}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row">${msg('Score')}</th>
        <td></td>
        <td></td>
        <td class="n">${exactWords(score)}</td>
      </tr>
    </tfoot>
  </table>`;
}

/** A weight as exact as it can be set: 0.015, a true minus before what takes away. */
export const weightWords = (weight: number): string =>
  numberWords(weight, { minimumFractionDigits: 2, maximumFractionDigits: 4 }).replace('-', '−');

const exactWords = (value: number): string =>
  numberWords(value, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).replace('-', '−');

/** Which drawing means what. */
function legend(weights: Weights, experts: readonly Tried[]): TemplateResult {
  const main = mainTerms(weights);
  const isTaken = experts.some(({ terms }) => terms.some(({ counts }) => counts < 0));
  return html`<p class="legend swatches" aria-hidden="true">
    ${main.map((name, index) => html`<span><i class=${toneClass(index + 1)}></i>${termName(name)}</span>`)}
    <span><i class="tone-0"></i>${msg('All others together')}</span>
    ${isTaken ? html`<span><i class="taken"></i>${msg('Taken away')}</span>` : nothing}
  </p>`;
}

/** The first few names with how they moved, for where the list itself is out of sight. */
export function firstNames(experts: readonly Tried[]): TemplateResult {
  return html`<ol class="first-names" aria-label=${msg('First with these weights')}>
    ${experts.slice(0, 3).map(
      ({ name, was, now }) =>
        html`<li>
          <span class="num">${numberWords(now)}</span> <b class="cut" title=${name}>${name}</b>
          ${was === now ? nothing : html`<span class="meta">${icon(now < was ? glyphs.arrowUp : glyphs.arrowDown)} ${msg(str`was ${was}`)}</span>`}
        </li>`,
    )}
  </ol>`;
}
