import { html, nothing, type TemplateResult } from 'lit';
import { cssVars } from '../css-vars.ts';
import { rulerShares, type RulerSpan } from './shares.ts';

/** See `ruler`; all in the same unit, milliseconds by habit. */
export interface RulerOptions extends RulerSpan {
  /** Words at the two ends of the scale, such as "0" and "7 min". */
  ends?: readonly [string, string];
}

/**
 * `h-ruler`: time drawn to scale. The band is an estimate's range, the tick is now. It is hidden from assistive
 * technology: the words beside it say the same. Adopt `baseSheet`.
 */
export function ruler({ ends, ...span }: RulerOptions): TemplateResult {
  const { from, to, now } = rulerShares(span);
  return html`<div aria-hidden="true">
    <div class="ruler" ${cssVars({ '--from': from, '--to': to, '--now': now })}>
      <span class="scale"></span><span class="band"></span><span class="now"></span>
    </div>
    ${ends ? html`<div class="ruler-ends"><span>${ends[0]}</span><span>${ends[1]}</span></div>` : nothing}
  </div>`;
}
