import type { OwnExpert } from '@harmony-live/protocol';
import { duration, numberWords, ruler } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ProfileFields } from '../fields.ts';

const hourMs = 3_600_000;
/** The scale of a week without a limit: a full-time week. */
const usualHours = 40;

/** How many hours a week the expert wants to be on duty at most, and how many it were so far. */
export function weekFields({ draft, errorOf, onEdit }: ProfileFields, saved: OwnExpert): TemplateResult {
  const error = errorOf('/mostHoursAWeek');
  return html`<div class="field capacity">
      <label for="most-hours">${msg('Most hours a week')}</label>
      <input
        class=${error ? 'input bad' : 'input'}
        id="most-hours"
        name="most-hours"
        type="number"
        min="1"
        max="80"
        step="1"
        placeholder=${msg('no limit')}
        .value=${live(draft.mostHoursAWeek)}
        aria-invalid=${error ? 'true' : nothing}
        aria-describedby=${error ? 'most-hours-error' : 'week-so-far'}
        @input=${(event: Event) => onEdit({ mostHoursAWeek: (event.target as HTMLInputElement).value })}
      />
      ${error ? html`<p class="hint bad" id="most-hours-error" role="alert">${error}</p>` : nothing}
    </div>
    ${weekSoFar(saved)}`;
}

/** The hours of the week that goes on, drawn to scale, with the same in words. */
function weekSoFar({ weekMs, mostHoursAWeek = null }: OwnExpert): TemplateResult {
  const hours = mostHoursAWeek ?? Math.max(usualHours, Math.ceil(weekMs / hourMs));
  const max = hours * hourMs;
  return html`<div class="week-so-far">
    ${ruler({ max, from: 0, to: weekMs, now: weekMs, ends: [numberWords(0), duration(max)] })}
    <p class="sub" id="week-so-far">${weekWords(weekMs, mostHoursAWeek)}</p>
  </div>`;
}

/** How much it was, and what is left; from the minute on, as seconds are nobody's concern here. */
export function weekWords(weekMs: number, mostHoursAWeek: number | null): string {
  const sofar = duration(weekMs - (weekMs % 60_000));
  if (mostHoursAWeek === null) return msg(str`${sofar} on duty since Monday, without breaks`);
  const most = duration(mostHoursAWeek * hourMs);
  return weekMs < mostHoursAWeek * hourMs
    ? msg(str`${sofar} of ${most} on duty since Monday, without breaks`)
    : msg(str`All of your ${most} are reached. You are off until Monday, unless you switch Available on.`);
}
