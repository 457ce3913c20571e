import type { Lift } from '@harmony-live/protocol';
import { msg } from '@lit/localize';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { isDrawn, isKnownLift, liftWords, outcomeWords, pointWords, type KnownLift } from './lift-words.ts';

const box = { left: 20, right: 340, line: 22, foot: 44 };

/** What offers change: in words, and drawn as a difference with its interval. */
export const liftRow = (lift: Lift): TemplateResult =>
  html`<div class="lift">
    <h3 class="label">${outcomeWords(lift.outcome)}</h3>
    <p class="sub">${liftWords(lift)}</p>
    ${isKnownLift(lift) && isDrawn(lift) ? renderInterval(lift) : nothing}
  </div>`;

/** A dot at the difference, a whisker over its interval, nought in the middle. */
function renderInterval(lift: KnownLift): TemplateResult {
  const widest = Math.max(Math.abs(lift.low), Math.abs(lift.high), 0.01);
  const edge = Math.ceil(widest * 20) / 20;
  const middle = (box.left + box.right) / 2;
  const at = (share: number): number => middle + (share / edge) * (middle - box.left);
  return html`<svg
    class="chart interval"
    viewBox="0 0 360 62"
    role="img"
    aria-label=${`${outcomeWords(lift.outcome)}: ${liftWords(lift)}`}
  >
    ${[-edge, 0, edge].map(
      (share) =>
        svg`<line class=${share === 0 ? 'axis' : 'grid'} x1=${at(share)} x2=${at(share)} y1="4" y2=${box.foot} />
          <text x=${at(share)} y="59" text-anchor="middle">${share === 0 ? msg('no difference') : pointWords(share)}</text>`,
    )}
    <path class="now" stroke-linecap="round" d=${`M${at(lift.low)} ${box.line}H${at(lift.high)}`} />
    <circle class="mark" cx=${at(lift.difference)} cy=${box.line} r="5" />
  </svg>`;
}
