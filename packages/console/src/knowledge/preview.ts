import { markdown } from '@harmony-live/ui/article/markdown.ts';
import { proseSheet } from '@harmony-live/ui/article/prose-sheet.ts';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { adopt } from '../app/sheets.ts';

adopt(proseSheet.cssText);

/** An article as visitors will read it, drawn by the same code. */
export const preview = (title: string, body: string): TemplateResult =>
  html`<article class="preview" aria-label=${msg('Preview')}>
    <h2 class="h2" dir="auto">${title}</h2>
    <div class="prose">${markdown(body)}</div>
  </article>`;
