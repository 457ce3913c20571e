import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ProfileFields } from './fields.ts';

/** How many conversations at once, and how many of them with a call. */
export function capacityFields(fields: ProfileFields): TemplateResult {
  const { draft, onEdit } = fields;
  const { capacity, calls } = draft;
  return html`<div class="row capacities">
      ${numberField(fields, 'capacity', msg('Conversations at once'), capacity, (value) => onEdit({ capacity: value }))}
      ${numberField(fields, 'callCapacity/voice', msg('Calls by voice'), calls.voice, (voice) => onEdit({ calls: { ...calls, voice } }))}
      ${numberField(fields, 'callCapacity/screen', msg('Calls with a screen'), calls.screen, (screen) => onEdit({ calls: { ...calls, screen } }))}
    </div>
    <p class="hint">
      ${msg('A call takes more of you: with 4 conversations and 1 call, the call fills all 4 places. Left empty, it fills one; with 0 you are not asked by who wants such a call.')}
    </p>`;
}

function numberField(
  { errorOf }: ProfileFields,
  path: string,
  label: string,
  value: string,
  onInput: (value: string) => void,
): TemplateResult {
  const error = errorOf(`/${path}`);
  const id = path.replace('/', '-');
  return html`<div class="field capacity">
    <label for=${id}>${label}</label>
    <input
      class=${error ? 'input bad' : 'input'}
      id=${id}
      name=${id}
      type="number"
      min=${path === 'capacity' ? '1' : '0'}
      max="50"
      step="1"
      .value=${live(value)}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${error ? `${id}-error` : nothing}
      @input=${(event: Event) => onInput((event.target as HTMLInputElement).value)}
    />
    ${error ? html`<p class="hint bad" id=${`${id}-error`} role="alert">${error}</p>` : nothing}
  </div>`;
}
