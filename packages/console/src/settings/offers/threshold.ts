import type { SiteTuning } from '@harmony-live/protocol';
import { skeleton, tag } from '@harmony-live/ui';
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
    html`${part.tuning === null ? nothing : renderTable(part, part.tuning)}
    ${
      part.tuning === null
        ? html`<div class="late">${skeleton({ label: msg('The tuning loads'), rows: 5, rowHeight: 40 })}</div>`
        : nothing
    }
    ${notSaved(part, 'threshold')}`,
  );
}

function renderTable(part: Part, { thresholds, visits }: SiteTuning): TemplateResult {
  const current = part.site.policy.offers.threshold;
  const isListed = thresholds.some(({ threshold }) => threshold === current);
  return html`<table class="tbl folds thresholds" aria-label=${msg('When to offer')}>
      <thead>
        <tr>
          <th scope="col">${msg('From')}</th>
          <th scope="col" class="n">${msg('Offers')}</th>
          <th scope="col" class="n">${msg('People')}</th>
          <th scope="col">${msg('Where')}</th>
        </tr>
      </thead>
      <tbody>
        ${isListed ? nothing : renderRow(part, { threshold: current, offers: 0, people: 0, pages: [] }, true, false)}
        ${thresholds.map((row) => renderRow(part, row, row.threshold === current, true))}
      </tbody>
    </table>
    <p class="hint">
      ${
        visits === 1
          ? msg('What the last 7 days would have brought, from 1 visit in which somebody was stuck at all.')
          : msg(
              str`What the last 7 days would have brought, from ${numberWords(visits)} visits in which somebody was stuck at all.`,
            )
      }
      ${visits < enough ? msg('That is few: a single person changes these numbers a lot.') : nothing}
    </p>`;
}

function renderRow(part: Part, row: Row, isCurrent: boolean, isKnown: boolean): TemplateResult {
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
    <td class="n" data-name=${msg('Offers')}>${isKnown ? numberWords(offers) : '–'}</td>
    <td class="n" data-name=${msg('People')}>${isKnown ? numberWords(people) : '–'}</td>
    <td class="whole">
      ${
        isKnown
          ? where.length > 0
            ? html`<ul>
                ${where}
              </ul>`
            : msg('nowhere')
          : msg('not reckoned for this score')
      }
    </td>
  </tr>`;
}
