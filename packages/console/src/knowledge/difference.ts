import { diffWordsWithSpace } from 'diff';
import { html, type TemplateResult } from 'lit';

/** A stretch of text that both versions have, or one of them alone. */
export interface Piece {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** What an article's text became, word by word, what went before what came. */
export function differenceOf(before: string, after: string): Piece[] {
  return diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    kind: removed ? 'removed' : added ? 'added' : 'same',
    text: value,
  }));
}

/** The same, drawn: `del` and `ins` are told by screen readers, and struck out and underlined beside their colours. */
export function difference(before: string, after: string): TemplateResult {
  return html`<div class="difference" dir="auto">
    ${differenceOf(before, after).map(({ kind, text }) =>
      kind === 'removed' ? html`<del>${text}</del>` : kind === 'added' ? html`<ins>${text}</ins>` : text,
    )}
  </div>`;
}
