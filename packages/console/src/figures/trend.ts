import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { halves } from './days.ts';
import { enough, numberWords } from './numbers.ts';
import { lineThrough, points } from './scale.ts';

const box = { left: 0, right: 72, top: 1, bottom: 19 };

/** Which way something goes, in words: its first half, then its second. */
export function trendWords(counts: readonly number[]): string {
  const { first, second } = halves(counts);
  return msg(str`${numberWords(first)}, then ${numberWords(second)}`);
}

/** The same as a small line; in words where it is asked for as a table, or where there is too little for a line. */
export function trend(counts: readonly number[], isTable: boolean): TemplateResult {
  const words = trendWords(counts);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (isTable || total < enough) return html`<span class="meta">${words}</span>`;
  const path = lineThrough(points(counts, Math.max(...counts), box));
  return html`<svg class="spark" viewBox="0 0 72 20" role="img" aria-label=${words}>
    <title>${words}</title>
    <path d=${path} />
  </svg>`;
}
