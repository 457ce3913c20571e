import type { Lift } from '@harmony-live/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { intervalChart } from './interval.ts';
import { isDrawn, isKnownLift, liftWords, outcomeWords, pointWords } from './lift-words.ts';

/** What offers change: in words, and drawn as a difference with its interval. */
export const liftRow = (lift: Lift): TemplateResult => {
  const [name, words] = [outcomeWords(lift.outcome), liftWords(lift)];
  return html`<div class="lift">
    <h3 class="label">${name}</h3>
    <p class="sub">${words}</p>
    ${
      isKnownLift(lift) && isDrawn(lift)
        ? intervalChart(lift, { label: `${name}: ${words}`, step: 0.05, words: pointWords })
        : nothing
    }
  </div>`;
};
