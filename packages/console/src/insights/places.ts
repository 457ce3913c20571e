import type { StruggleInsights } from '@harmony-live/protocol';
import { relativeTime } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { countsOn } from '../figures/days.ts';
import { numberWords } from '../figures/numbers.ts';
import { trend } from '../figures/trend.ts';
import { kindWords } from '../signals/kinds.ts';
import { answerCell, type Answer } from './answer.ts';

export type Place = StruggleInsights['places'][number];

/** See `placesTable`. */
export interface PlacesOptions {
  insights: StruggleInsights;
  isTable: boolean;
  now: number;
  /** Name of a site, where several are shown together. */
  siteName: (siteId: string) => string | undefined;
  answer: (place: Place) => Answer;
}

/** Where people are stuck, the most minutes first: page, element and what was noticed there. */
export function placesTable({ insights, isTable, now, siteName, answer }: PlacesOptions): TemplateResult {
  const days = insights.days.map(({ day }) => day);
  return html`<section>
    <h2 class="sec">${msg('Where people get stuck')} <span class="meta">${msg('by minutes lost')}</span></h2>
    <table class="tbl folds" aria-label=${msg('Where people get stuck')}>
      <thead>
        <tr>
          <th scope="col">${msg('Page and element')}</th>
          <th scope="col" class="n">${msg('Struggles')}</th>
          <th scope="col" class="n">${msg('People')}</th>
          <th scope="col" class="n">${msg('Minutes')}</th>
          <th scope="col">${msg('Trend')}</th>
          <th scope="col">${msg('Known?')}</th>
        </tr>
      </thead>
      <tbody>
        ${insights.places.map(
          (place) =>
            html`<tr>
              <th scope="row">${renderPlace(place, now, siteName(place.siteId))}</th>
              <td class="n" data-name=${msg('Struggles')}>${numberWords(place.struggles)}</td>
              <td class="n" data-name=${msg('People')}>${numberWords(place.people)}</td>
              <td class="n" data-name=${msg('Minutes')}>${numberWords(place.minutes)}</td>
              <td data-name=${msg('Trend')}>
                ${trend(
                  countsOn(
                    days,
                    place.days.map(({ day, struggles }) => ({ day, count: struggles })),
                  ),
                  isTable,
                )}
              </td>
              <td class="whole">${answerCell(answer(place))}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function renderPlace(place: Place, now: number, site: string | undefined): TemplateResult {
  const reasons = place.reasons.map(({ code }) => kindWords(code).name);
  return html`<span class="mono clamp" title=${place.page}>${place.page}</span>
    <span class="meta block">${targetWords(place)}</span>
    ${reasons.length === 0 ? nothing : html`<span class="meta block">${reasons.join(' · ')}</span>`}
    <span class="meta block"
      >${site === undefined ? nothing : html`${site} · `}${msg(str`last seen ${relativeTime(place.lastAt, now)}`)}</span
    >`;
}

/** The element in words: its label only where the page allows that; else where it stands. */
function targetWords({ target }: Place): TemplateResult | string {
  if (target === null) return msg('no single element');
  const { role, tag, label, selector } = target;
  return label
    ? html`${role ?? tag} “<bdi>${label}</bdi>”`
    : html`<span class="mono clamp" title=${selector}>${selector}</span>`;
}
