import { msg } from '@lit/localize';
import { html, svg, type TemplateResult } from 'lit';

const box = { left: 20, right: 340, line: 22, foot: 44 };

/** A difference with its interval. */
export interface Interval {
  low: number;
  difference: number;
  high: number;
}

/**
 * A dot at the difference, a whisker over its interval, nought in the middle.
 *
 * @param label what a screen reader says instead
 * @param step the scale ends at a whole number of these, in the difference's unit
 * @param words a value on the scale
 */
export function intervalChart(
  { low, difference, high }: Interval,
  { label, step, words }: { label: string; step: number; words: (value: number) => string },
): TemplateResult {
  const widest = Math.max(Math.abs(low), Math.abs(high), step / 5);
  const edge = Math.ceil(widest / step) * step;
  const middle = (box.left + box.right) / 2;
  const at = (value: number): number => middle + (value / edge) * (middle - box.left);
  return html`<svg class="chart interval" viewBox="0 0 360 62" role="img" aria-label=${label}>
    ${[-edge, 0, edge].map(
      (value) =>
        svg`<line class=${value === 0 ? 'axis' : 'grid'} x1=${at(value)} x2=${at(value)} y1="4" y2=${box.foot} />
          <text x=${at(value)} y="59" text-anchor="middle">${value === 0 ? msg('no difference') : words(value)}</text>`,
    )}
    <path class="now" stroke-linecap="round" d=${`M${at(low)} ${box.line}H${at(high)}`} />
    <circle class="mark" cx=${at(difference)} cy=${box.line} r="5" />
  </svg>`;
}
