import { msg, str } from '@lit/localize';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { numberWords } from '../figures/numbers.ts';
import { ratedOf } from './ratings.ts';

/** How often each rating was given, the best first: a table whose numbers are drawn too. @param ratings 1 first */
export function ratingRows(ratings: readonly number[]): TemplateResult {
  const rated = ratedOf(ratings);
  const most = Math.max(...ratings);
  return html`<section>
    <h2 class="sec">${msg('Ratings')}</h2>
    ${
      rated === 0
        ? html`<p class="sub">${msg('Nobody has rated yet. People are asked once, after it is solved.')}</p>`
        : html`<table class="tbl ratings" aria-label=${msg('Ratings')}>
            <thead class="sr">
              <tr>
                <th scope="col">${msg('Rating')}</th>
                <th scope="col">${msg('How often')}</th>
              </tr>
            </thead>
            <tbody>
              ${ratings.map((count, index) => row(index + 1, count, most)).reverse()}
            </tbody>
          </table>`
    }
  </section>`;
}

function row(rating: number, count: number, most: number): TemplateResult {
  return html`<tr>
    <th scope="row">${msg(str`${rating} of 5`)}</th>
    <td>
      <span class="bar-row">
        <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
          ${count === 0 ? nothing : svg`<rect width=${(count / most) * 100} height="8" rx="1" />`}
        </svg>
        <span class="n">${numberWords(count)}</span>
      </span>
    </td>
  </tr>`;
}
