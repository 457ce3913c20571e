import { html, nothing, type TemplateResult } from 'lit';
import type { Glyph } from '../glyphs.ts';
import { icon } from '../icons.ts';

/** See `note`. */
export interface NoteOptions {
  icon: Glyph;
  tone?: 'solved' | 'wait' | 'urgent';
  /** What happened, in bold. */
  title?: string;
  /** What is safe and what to do; buttons may stand here. */
  body?: string | TemplateResult;
  /** `status` is announced when convenient, `alert` at once; without it the note is silent. */
  role?: 'status' | 'alert';
}

/** `h-note`: what happened, what is safe, what to do, in one quiet block. Adopt `baseSheet`. */
export function note({ icon: glyph, tone, title, body, role }: NoteOptions): TemplateResult {
  return html`<div class=${tone ? `note ${tone}` : 'note'} role=${role ?? nothing}>
    ${icon(glyph)}
    <div>${title === undefined ? nothing : html`<b>${title}</b>`} ${body ?? nothing}</div>
  </div>`;
}
