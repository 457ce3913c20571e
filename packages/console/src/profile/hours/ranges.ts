import type { HoursRange } from '@harmony-live/protocol';
import { glyphs, iconButton } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { isOdd } from './week.ts';

/** Most ranges that a day may have; more are no day any more. */
const mostRanges = 6;

/** See `rangeRows`. */
export interface RangeRows {
  /** Unique on the page; the fields' ids begin with it. */
  id: string;
  /** The day that they belong to, in words. */
  day: string;
  ranges: readonly HoursRange[];
  /** Id of the words that say what the server refused; then the ranges that lead nowhere are marked. */
  errorId: string | undefined;
  onChange: (ranges: HoursRange[]) => void;
  /** Puts the focus on the control with this id, once it is there. */
  onFocus: (id: string) => void;
}

/** The ranges of one day: two times each, one button to take it away, one for another. */
export function rangeRows(rows: RangeRows): TemplateResult {
  const { id, day, ranges, onChange, onFocus } = rows;
  const add = (): void => {
    onChange([...ranges, { from: '', to: '' }]);
    onFocus(`${id}-${ranges.length}-from`);
  };
  return html`<div class="ranges">
    ${ranges.map((range, index) => rangeRow(rows, range, index))}
    ${
      ranges.length < mostRanges
        ? iconButton({ label: msg(str`Add hours: ${day}`), icon: glyphs.plus, onClick: add })
        : nothing
    }
  </div>`;
}

function rangeRow({ id, day, ranges, errorId, onChange }: RangeRows, range: HoursRange, index: number): TemplateResult {
  const isBad = errorId !== undefined && isOdd(range);
  const change = (part: Partial<HoursRange>): void =>
    onChange(ranges.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const time = (part: 'from' | 'to', label: string): TemplateResult =>
    html`<input
      class=${isBad ? 'input bad' : 'input'}
      id=${`${id}-${index}-${part}`}
      type="time"
      aria-label=${label}
      aria-invalid=${isBad ? 'true' : nothing}
      aria-describedby=${isBad ? errorId : nothing}
      .value=${live(range[part])}
      @change=${(event: Event) => change({ [part]: (event.target as HTMLInputElement).value })}
    />`;
  return html`<span class="range" role="group" aria-label=${msg(str`${day}, hours ${index + 1}`)}>
    ${time('from', msg('Begin'))}<span aria-hidden="true">–</span>${time('to', msg('End'))}
    ${iconButton({
      label: msg(str`Remove hours ${index + 1}: ${day}`),
      icon: glyphs.trash2,
      onClick: () => onChange(ranges.filter((_, at) => at !== index)),
    })}
  </span>`;
}
