import type { HoursRange } from '@harmony-live/protocol';
import { button, duration, glyphs, iconButton } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ProfileFields } from '../fields.ts';
import { dayNames } from './day-names.ts';
import { rangeRows } from './ranges.ts';
import { barsOf, emptyWeek, isOdd, lengthOf, usualWeek, type Week } from './week.ts';
import { zoneHere, zonesWith } from './zones.ts';

/** When somebody works: zone, week and exceptions; or that they have no hours, and how to have some. */
export function hoursFields(fields: ProfileFields): TemplateResult {
  const { draft, onEdit } = fields;
  if (draft.week === null) {
    return html`<p class="sub">${msg('You have no hours: you are on duty whenever Available is on.')}</p>
      ${button({
        label: msg('Set hours'),
        icon: glyphs.plus,
        onClick: () => {
          onEdit({ week: usualWeek, timeZone: draft.timeZone || zoneHere() });
          fields.onFocus('time-zone');
        },
      })}`;
  }
  return html`${zoneField(fields)} ${weekRows(fields, draft.week)} ${exceptionRows(fields)}
  ${button({
    label: msg('Have no hours'),
    variant: 'quiet',
    onClick: () => onEdit({ week: null, exceptions: [] }),
  })}`;
}

function zoneField({ draft: { timeZone }, errorOf, onEdit }: ProfileFields): TemplateResult {
  const error = errorOf('/timeZone');
  const here = zoneHere();
  return html`<div class="field">
    <label for="time-zone">${msg('Time zone')}</label>
    <div class="row zone">
      <select
        class=${error ? 'input bad' : 'input'}
        id="time-zone"
        aria-invalid=${error ? 'true' : nothing}
        aria-describedby=${error ? 'time-zone-error' : nothing}
        @change=${(event: Event) => onEdit({ timeZone: (event.target as HTMLSelectElement).value })}
      >
        ${zonesWith(timeZone).map(
          (zone) =>
            html`<option value=${zone} .selected=${live(zone === timeZone)}>${zone.replaceAll('_', ' ')}</option>`,
        )}
      </select>
      ${
        here === timeZone
          ? nothing
          : button({
              label: msg(str`Use ${here.replaceAll('_', ' ')}, as this browser`),
              variant: 'quiet',
              onClick: () => onEdit({ timeZone: here }),
            })
      }
    </div>
    ${error ? html`<p class="hint bad" id="time-zone-error" role="alert">${error}</p>` : nothing}
  </div>`;
}

/** Each day in words and fields, with a drawing beside them that says the same. */
function weekRows({ errorOf, onEdit, onFocus }: ProfileFields, week: Week): TemplateResult {
  const error = rangesError(errorOf('/hours'), week.flat());
  const names = dayNames();
  const change = (day: number, ranges: HoursRange[]): void =>
    onEdit({ week: week.map((one, at) => (at === day ? ranges : one)) });
  const monday = week[0] ?? [];
  return html`<ul class="duty-week" aria-label=${msg('Hours of each week')}>
      ${week.map((ranges, day) => {
        const name = names[day] ?? '';
        return html`<li>
          <span class="day">${name}</span>
          ${dayBar(week, day)}
          ${rangeRows({
            ...{ id: `hours-${day}`, day: name, ranges, onFocus },
            errorId: error && 'hours-error',
            onChange: (changed) => change(day, changed),
          })}
        </li>`;
      })}
    </ul>
    ${error === undefined ? nothing : html`<p class="hint bad" id="hours-error" role="alert">${error}</p>`}
    <div class="row zone">
      ${button({
        label: msg(str`Copy ${names[0] ?? ''} to the days until ${names[4] ?? ''}`),
        icon: glyphs.copy,
        isDisabled: monday.length === 0,
        onClick: () =>
          onEdit({ week: week.map((ranges, day) => (day < 5 ? monday.map((one) => ({ ...one })) : ranges)) }),
      })}
      ${button({ label: msg('Empty the week'), variant: 'quiet', onClick: () => onEdit({ week: emptyWeek }) })}
      <span class="meta">${msg(str`${duration(lengthOf(week))} a week`)}</span>
    </div>`;
}

/** What was refused: where a range leads nowhere that is what is meant, and said better here. */
function rangesError(error: string | undefined, ranges: readonly HoursRange[]): string | undefined {
  return error !== undefined && ranges.some(isOdd) ? msg('Hours need a beginning and another end.') : error;
}

/** A day from midnight to midnight; hidden, since the fields beside it say the same. */
function dayBar(week: Week, day: number): TemplateResult {
  return html`<svg class="day-bar" viewBox="0 0 96 8" preserveAspectRatio="none" aria-hidden="true">
    ${[24, 48, 72].map((x) => svg`<line x1=${x} x2=${x} y1="0" y2="8" />`)}
    ${barsOf(week, day).map(({ from, until }) => svg`<rect x=${from / 15} width=${(until - from) / 15} height="8" />`)}
  </svg>`;
}

/** Dates on which other hours hold, or none. */
function exceptionRows({ draft: { exceptions }, errorOf, onEdit, onFocus }: ProfileFields): TemplateResult {
  const error = rangesError(
    errorOf('/exceptions'),
    exceptions.flatMap(({ hours }) => hours),
  );
  const change = (index: number, part: Partial<(typeof exceptions)[number]>): void =>
    onEdit({ exceptions: exceptions.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  return html`<h3>${msg('Exceptions')}</h3>
    <p class="hint">
      ${msg('On these dates their own hours hold in place of the week’s; without any, it is a day off.')}
    </p>
    <ul class="duty-week" aria-label=${msg('Exceptions')}>
      ${exceptions.map(
        ({ date, hours }, index) =>
          html`<li class="exception">
            <input
              class=${error ? 'input bad' : 'input'}
              id=${`exception-${index}`}
              type="date"
              aria-label=${msg(str`Date ${index + 1}`)}
              .value=${live(date)}
              @change=${(event: Event) => change(index, { date: (event.target as HTMLInputElement).value })}
            />
            ${rangeRows({
              ...{ id: `exception-${index}`, day: date || msg(str`Date ${index + 1}`), ranges: hours, onFocus },
              ...{ errorId: error && 'exceptions-error', onChange: (changed) => change(index, { hours: changed }) },
            })}
            ${hours.length === 0 ? html`<span class="meta">${msg('Day off')}</span>` : nothing}
            ${iconButton({
              label: msg(str`Remove exception ${index + 1}`),
              icon: glyphs.trash2,
              onClick: () => onEdit({ exceptions: exceptions.filter((_, at) => at !== index) }),
            })}
          </li>`,
      )}
    </ul>
    ${error === undefined ? nothing : html`<p class="hint bad" id="exceptions-error" role="alert">${error}</p>`}
    ${button({
      label: msg('Add an exception'),
      icon: glyphs.plus,
      onClick: () => {
        onEdit({ exceptions: [...exceptions, { date: '', hours: [] }] });
        onFocus(`exception-${exceptions.length}`);
      },
    })}`;
}
