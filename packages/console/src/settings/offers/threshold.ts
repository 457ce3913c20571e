import type { SiteTuning } from '@harmony-live/protocol';
import { plural, skeleton, tag } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { enough, numberWords } from '../../figures/numbers.ts';
import { notSaved, partSection, type Part } from './part.ts';

type Row = SiteTuning['thresholds'][number];

/** From which score somebody counts as stuck, with what each choice would have brought. */
export function thresholdPart(part: Part): TemplateResult {
  return partSection(
    msg('When to offer'),
    msg('From 0 to 100: how sure it must be that somebody is stuck. Lower finds more people and errs more often.'),
    html`${part.tuning === null ? renderWait(part) : renderTable(part, part.tuning)} ${notSaved(part, 'threshold')}`,
  );
}

const renderWait = ({ isTuningLost }: Part): TemplateResult =>
  isTuningLost
    ? html`<p class="sub">${msg('The choice stands here as soon as the figures are there.')}</p>`
    : html`<div class="late">${skeleton({ label: msg('The tuning loads'), rows: 5, rowHeight: 40 })}</div>`;

function renderTable(part: Part, { thresholds, visits }: SiteTuning): TemplateResult {
  const current = part.site.policy.offers.threshold;
  return html`<table class="tbl folds thresholds" aria-label=${msg('When to offer')}>
      <thead>
        <tr>
          <th scope="col">${msg('Threshold')}</th>
          <th scope="col" class="n">${msg('Offers')}</th>
          <th scope="col" class="n">${msg('People')}</th>
          <th scope="col">${msg('Where')}</th>
        </tr>
      </thead>
      <tbody>
        ${thresholds.map((row) => renderRow(part, row, row.threshold === current))}
      </tbody>
    </table>
    <p class="hint">
      ${visitsWords(visits)}
      ${visits > 0 && visits < enough ? msg('That is few: a single person changes these numbers a lot.') : nothing}
    </p>`;
}

function visitsWords(visits: number): string {
  if (visits === 0)
    return msg('Nobody who agreed was stuck in the last 7 days. The numbers come by themselves with the first who is.');
  return plural(visits, {
    one: 'What the last 7 days would have brought, from 1 visit in which somebody was stuck at all.',
    other: str`What the last 7 days would have brought, from ${visits} visits in which somebody was stuck at all.`,
  });
}

function renderRow(part: Part, row: Row, isCurrent: boolean): TemplateResult {
  const { threshold, offers, people, pages } = row;
  const where = pages.map((one) => html`<li><span class="mono">${one.page}</span> × ${numberWords(one.offers)}</li>`);
  return html`<tr class=${isCurrent ? 'on' : nothing}>
    <th scope="row">
      <label class="choice"
        ><input
          type="radio"
          name="threshold"
          value=${threshold}
          aria-label=${msg(str`Offer from ${threshold}`)}
          .checked=${live(isCurrent)}
          ?disabled=${!part.canEdit}
          @change=${() => void part.save('threshold', () => ({ policy: { offers: { threshold } } }))}
        /><span>${threshold}</span>${isCurrent ? tag(msg('now'), { tone: 'accent' }) : nothing}</label
      >
    </th>
    <td class="n" data-name=${msg('Offers')}>${numberWords(offers)}</td>
    <td class="n" data-name=${msg('People')}>${numberWords(people)}</td>
    <td class="whole">
      ${
        where.length === 0
          ? msg('nowhere')
          : html`<ul>
              ${where}
            </ul>`
      }
    </td>
  </tr>`;
}
