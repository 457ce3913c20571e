import type { AuditEvent } from '@harmony-live/protocol';
import { fullTime } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { PagesList } from './pages-list.ts';
import { actorWords, actWords } from './words.ts';

/** Who changed what, from what to what. */
@customElement('harmony-acts')
export class ActsList extends PagesList<AuditEvent> {
  /** Of `GET /v1/audit`. */
  @property({ attribute: false }) accessor query = '';

  protected override get path(): string {
    return `/v1/audit${this.query === '' ? '' : `?${this.query}`}`;
  }

  protected override get nothingWords(): string {
    return msg('Nothing was changed in this time, by them, of this kind.');
  }

  protected override renderRows(rows: readonly AuditEvent[]): TemplateResult {
    return html`<ul class="rows acts" aria-label=${msg('Audit trail')}>
      ${rows.map(
        ({ at, kind, by, about, changes }) =>
          html`<li>
            <p>
              <b>${actWords(kind)}</b>${about === null ? nothing : html`<bdi>: ${about}</bdi>`}
              <span class="meta">${actorWords(by)}</span>
            </p>
            <time class="meta" datetime=${at}>${fullTime(at)}</time>
            ${
              changes.length === 0
                ? nothing
                : html`<ul class="changes">
                    ${changes.map(
                      ({ field, from, to }) =>
                        html`<li>
                          <span class="mono">${field}</span>
                          ${from === null ? nothing : html`<del dir="auto">${from}</del>`}
                          ${to === null ? html`<span class="meta">${msg('taken away')}</span>` : html`<ins dir="auto">${to}</ins>`}
                        </li>`,
                    )}
                  </ul>`
            }
          </li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-acts': ActsList;
  }
}
