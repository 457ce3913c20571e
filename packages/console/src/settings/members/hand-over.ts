import { ClientProblem } from '@harmony-live/client';
import type { Member } from '@harmony-live/protocol';
import { button } from '@harmony-live/ui';
import '@harmony-live/ui/dialog/dialog.ts';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../../app/desk.ts';
import { LightElement } from '../../app/light-element.ts';
import { problemWords } from '../../app/problem-words.ts';

/** An owner's place, given to another member. */
@customElement('harmony-hand-over')
export class HandOver extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  /** Everybody else. */
  @property({ attribute: false }) accessor others: readonly Member[] = [];
  @state() private accessor isOpen = false;
  @state() private accessor chosenId: string | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor isBusy = false;

  protected override render(): TemplateResult {
    return html`<p>${button({ label: msg('Hand over ownership'), onClick: () => this.#open() })}</p>
      <h-dialog .label=${msg('Hand over ownership?')} .isOpen=${this.isOpen} @h-close=${() => (this.isOpen = false)}>
        <div class="stack">
          <p>
            ${msg('Whoever you choose is an owner from then on, and you are an admin. Only an owner can give it back.')}
          </p>
          <div class="field">
            <label for="new-owner">${msg('New owner')}</label>
            <select
              class="input md"
              id="new-owner"
              @change=${(event: Event) => (this.chosenId = (event.target as HTMLSelectElement).value)}
            >
              ${this.others.map(
                ({ id, name, email }) =>
                  html`<option value=${id} ?selected=${id === this.chosenId}>${name}, ${email}</option>`,
              )}
            </select>
          </div>
          ${this.problem ? html`<p class="hint bad" role="alert">${problemWords(this.problem)}</p>` : nothing}
        </div>
        <div slot="actions" class="row">
          ${button({ label: msg('Stay owner'), size: 'md', onClick: () => (this.isOpen = false) })}
          ${button({
            label: msg('Hand over'),
            size: 'md',
            variant: 'danger',
            isBusy: this.isBusy,
            onClick: () => void this.#handOver(),
          })}
        </div>
      </h-dialog>`;
  }

  #open(): void {
    this.chosenId = this.others[0]?.id ?? null;
    this.problem = null;
    this.isOpen = true;
  }

  async #handOver(): Promise<void> {
    if (this.chosenId === null || this.isBusy) return;
    this.isBusy = true;
    this.problem = null;
    try {
      // The connection is opened again in the new role, which the desk notices by itself.
      await this.desk.http.post(`/v1/members/${this.chosenId}/ownership`);
      this.isOpen = false;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    } finally {
      this.isBusy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-hand-over': HandOver;
  }
}
