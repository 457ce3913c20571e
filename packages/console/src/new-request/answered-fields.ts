import type { AnsweredField } from '@harmony-live/protocol';
import { html, nothing, type TemplateResult } from 'lit';

/** The site's own questions with the person's answers; nothing where nothing was asked. */
export const answeredFields = (fields: readonly AnsweredField[]): TemplateResult | typeof nothing =>
  fields.length === 0
    ? nothing
    : html`<dl class="kvs">
        ${fields.map(
          ({ label, value }) =>
            html`<dt dir="auto">${label}</dt>
              <dd dir="auto">${value}</dd>`,
        )}
      </dl>`;
