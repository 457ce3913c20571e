import { html, nothing, type TemplateResult } from 'lit';
import type { Glyph } from '../glyphs.ts';
import { icon } from '../icons.ts';

/** Green holds, amber is time passing, red blocks, petrol acts. */
export type Tone = 'solved' | 'wait' | 'urgent' | 'accent';

/** `h-tag`: one or two words with a drawing; a colour never speaks alone. Adopt `baseSheet`. */
export function tag(words: string, { tone, icon: glyph }: { tone?: Tone; icon?: Glyph } = {}): TemplateResult {
  return html`<span class=${tone ? `tag ${tone}` : 'tag'}>${glyph ? icon(glyph) : nothing}${words}</span>`;
}
