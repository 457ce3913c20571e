import { plural } from '@harmony-live/ui';
import type { StruggleInsights } from '@harmony-live/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { numberWords } from '../figures/numbers.ts';
import { compared } from './comparison.ts';

/** Struggles, people and minutes of a stretch, each with how many it rests on and how it was before. Fewer is better. */
export function keyFigures({ struggles, people, minutes, before }: StruggleInsights): TemplateResult {
  const over = plural(struggles, { one: 'in 1 struggle', other: str`in ${struggles} struggles` });
  return html`<dl class="key-figs">
    ${figure({ name: msg('Struggles'), now: struggles, before: before?.struggles ?? null })}
    ${figure({ name: msg('People stuck'), now: people, before: before?.people ?? null, rests: over })}
    ${figure({ name: msg('Minutes lost'), now: minutes, before: before?.minutes ?? null, rests: over })}
  </dl>`;
}

interface Figure {
  name: string;
  now: number;
  before: number | null;
  /** How many it rests on; the figure itself where that is a count of cases. */
  rests?: string;
}

function figure({ name, now, before, rests }: Figure): TemplateResult {
  const { change, beside, direction } = compared(now, before);
  const tone = direction === 'less' ? 'good' : direction === 'more' ? 'badly' : '';
  return html`<div>
    <dt>${name}</dt>
    <dd>
      ${numberWords(now)}
      <small>${change === '' ? nothing : html`<span class=${tone} dir="ltr">${change}</span> `}${beside}</small>
      ${rests === undefined ? nothing : html`<small>${rests}</small>`}
    </dd>
  </div>`;
}
