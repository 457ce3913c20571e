import type { GateDecision } from '@harmony-live/protocol';
import { fullTime, segments, tag, type Tone } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { PagesList } from './pages-list.ts';
import { actorWords, resultWords } from './words.ts';

/** What the ethics gate answered, with its reasons. */
@customElement('harmony-decisions')
export class DecisionsList extends PagesList<GateDecision> {
  @state() private accessor result: 'all' | 'rejected' | 'needs_review' = 'all';

  protected override get path(): string {
    return `/v1/audit/decisions${this.result === 'all' ? '' : `?result=${this.result}`}`;
  }

  protected override get nothingWords(): string {
    return msg('No such decision yet.');
  }

  protected override render(): TemplateResult {
    return html`<div class="stack">
      ${segments<typeof this.result>({
        label: msg('Which decisions'),
        name: 'decision-result',
        size: 'sm',
        value: this.result,
        choices: [
          { value: 'all', label: msg('All') },
          { value: 'rejected', label: msg('Rejected') },
          { value: 'needs_review', label: msg('Needs a look') },
        ],
        onChange: (result) => (this.result = result),
      })}
      ${super.render()}
    </div>`;
  }

  protected override renderRows(rows: readonly GateDecision[]): TemplateResult {
    return html`<ul class="rows acts" aria-label=${msg('Decisions of the gate')}>
      ${rows.map(
        ({ at, action, by, purpose, result, explanation, principles }) =>
          html`<li>
            <p><b class="mono">${action}</b> <span class="meta">${actorWords(by)}, ${purpose}</span></p>
            <time class="meta" datetime=${at}>${fullTime(at)}</time>
            <div class="changes">
              <p>${tag(resultWords(result), { tone: toneOf(result) })} ${explanation}</p>
              ${
                principles.length === 0
                  ? nothing
                  : html`<details>
                      <summary>${msg('By which principles')}</summary>
                      <ul>
                        ${principles.map((one) => html`<li>${one.principleId}: ${one.explanation}</li>`)}
                      </ul>
                    </details>`
              }
            </div>
          </li>`,
      )}
    </ul>`;
  }
}

const toneOf = (result: string): Tone => (result === 'rejected' ? 'urgent' : result === 'approved' ? 'solved' : 'wait');

declare global {
  interface HTMLElementTagNameMap {
    'harmony-decisions': DecisionsList;
  }
}
