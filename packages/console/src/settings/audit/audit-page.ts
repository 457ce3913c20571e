import type { Member } from '@harmony-live/protocol';
import { ClientProblem } from '@harmony-live/client';
import { segments } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../../app/desk.ts';
import { everyPage } from '../../app/every-page.ts';
import { LightElement } from '../../app/light-element.ts';
import { adopt } from '../../app/sheets.ts';
import css from './audit.css';
import './acts-list.ts';
import './decisions-list.ts';
import { auditQuery, type AuditChoice } from './filter.ts';
import { auditThings } from './words.ts';

adopt(css);

/** The audit trail: who changed what, and what the ethics gate decided, each with a reason. */
@customElement('harmony-audit')
export class AuditPage extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @state() private accessor tab: 'acts' | 'decisions' = 'acts';
  @state() private accessor choice: AuditChoice = { kind: '', memberId: '', from: '', to: '' };
  @state() private accessor members: readonly Member[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#loadMembers();
  }

  protected override render(): TemplateResult {
    const query = auditQuery(this.choice);
    return html`<div class="stack">
      ${segments<'acts' | 'decisions'>({
        label: msg('What to look at'),
        name: 'audit-tab',
        size: 'sm',
        value: this.tab,
        choices: [
          { value: 'acts', label: msg('Who changed what') },
          { value: 'decisions', label: msg('Decisions of the gate') },
        ],
        onChange: (tab) => (this.tab = tab),
      })}
      ${
        this.tab === 'acts'
          ? html`${this.#renderFilter(query)} <harmony-acts .desk=${this.desk} .query=${query}></harmony-acts>`
          : html`<harmony-decisions .desk=${this.desk}></harmony-decisions>`
      }
    </div>`;
  }

  #renderFilter(query: string): TemplateResult {
    const { choice } = this;
    const edit = (change: Partial<AuditChoice>): void => void (this.choice = { ...choice, ...change });
    const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;
    return html`<div class="audit-filter">
      <label class="field"
        ><span class="label">${msg('About')}</span
        ><select class="input" @change=${(event: Event) => edit({ kind: valueOf(event) })}>
          ${auditThings().map(([kind, words]) => html`<option value=${kind} ?selected=${kind === choice.kind}>${words}</option>`)}
        </select></label
      >
      <label class="field"
        ><span class="label">${msg('By')}</span
        ><select class="input" @change=${(event: Event) => edit({ memberId: valueOf(event) })}>
          <option value="">${msg('Everybody')}</option>
          ${this.members.map(({ id, name }) => html`<option value=${id} ?selected=${id === choice.memberId}>${name}</option>`)}
        </select></label
      >
      <label class="field"
        ><span class="label">${msg('From day')}</span
        ><input
          class="input"
          type="date"
          .value=${choice.from}
          @change=${(event: Event) => edit({ from: valueOf(event) })}
      /></label>
      <label class="field"
        ><span class="label">${msg('To day')}</span
        ><input class="input" type="date" .value=${choice.to} @change=${(event: Event) => edit({ to: valueOf(event) })}
      /></label>
      <a class="btn" href=${`/v1/audit.csv${query === '' ? '' : `?${query}`}`} download="audit.csv"
        >${msg('Download as a table')}</a
      >
    </div>`;
  }

  async #loadMembers(): Promise<void> {
    try {
      this.members = await everyPage<Member>(this.desk.http, '/v1/members');
    } catch (problem) {
      // The trail can be read without choosing who: its rows have their names.
      if (!(problem instanceof ClientProblem)) throw problem;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-audit': AuditPage;
  }
}
