import { html, type TemplateResult } from 'lit';
import type { Glyph } from './glyphs.ts';
import { directionOf, screenLocale } from './locale.ts';

/** `sm` 16 px beside text, `md` 20 px alone in a button. */
export interface IconOptions {
  size?: 'sm' | 'md';
}

/**
 * A drawing in the text's colour, hidden from assistive technology: the word beside it, or the button's name, speaks.
 * Drawings that point along the line are mirrored where the screen's language runs from right to left.
 */
export function icon(glyph: Glyph, { size = 'sm' }: IconOptions = {}): TemplateResult {
  const isMirrored = glyph.flips === true && directionOf(screenLocale()) === 'rtl';
  const classes = `i${size === 'md' ? ' md' : ''}${isMirrored ? ' flip' : ''}`;
  return html`<svg class=${classes} viewBox="0 0 24 24" aria-hidden="true">${glyph.draw()}</svg>`;
}
