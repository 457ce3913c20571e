import type { Conversation } from '@harmony-live/protocol';
import { ClientProblem } from '@harmony-live/client';
import { button } from '@harmony-live/ui';
import '@harmony-live/ui/dialog/dialog.ts';
import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { problemWords } from '../app/problem-words.ts';

/** Whether requests of this person come to the expert again: a question first, one press to take it back. */
@customElement('harmony-apart')
export class ApartPart extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor details!: Conversation;
  @state() private accessor isBlocked = false;
  @state() private accessor isAsking = false;
  @state() private accessor isBusy = false;
  @state() private accessor problem: ClientProblem | null = null;
  #shown: string | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    // What is read again of the same conversation may be older than what was just pressed.
    if (!changed.has('details') || this.details.id === this.#shown) return;
    this.#shown = this.details.id;
    this.isBlocked = this.details.isBlocked ?? false;
    this.isAsking = false;
    this.problem = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    // Whoever only looks on has nothing to say about meeting them.
    if (this.details.isBlocked === undefined) return nothing;
    const name = this.details.request?.visitor.name;
    return html`<section>
      <h2 class="sec">${msg('Meeting again')}</h2>
      <p class="sub" role="status">
        ${this.isBlocked ? msg('Requests of this person do not come to you any more. They are not told.') : nothing}
      </p>
      ${this.problem ? html`<p class="hint bad" role="alert">${problemWords(this.problem)}</p>` : nothing}
      <p>
        ${
          this.isBlocked
            ? button({
                label: msg('Take their requests again'),
                isBusy: this.isBusy,
                onClick: () => void this.#say(false),
              })
            : button({ label: msg('Take no requests of them'), onClick: () => (this.isAsking = true) })
        }
      </p>
      <h-dialog
        .label=${name ? msg(str`Take no requests of ${name}?`) : msg('Take no requests of this person?')}
        kind="alertdialog"
        .isOpen=${this.isAsking}
        @h-close=${() => (this.isAsking = false)}
      >
        <p>
          ${msg('What they ask from now on goes to your colleagues, and they are not told. This conversation goes on as it is. You can take it back here or in your profile.')}
        </p>
        <div slot="actions" class="row">
          ${button({ label: msg('Leave it as it is'), size: 'md', onClick: () => (this.isAsking = false) })}
          ${button({
            label: msg('Take none'),
            size: 'md',
            variant: 'primary',
            isBusy: this.isBusy,
            onClick: () => void this.#say(true),
          })}
        </div>
      </h-dialog>
    </section>`;
  }

  async #say(isBlocked: boolean): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.problem = null;
    const { id } = this.details;
    try {
      const path = `/v1/conversations/${id}/block`;
      const { http } = this.desk;
      await (isBlocked ? http.put(path) : http.delete(path));
      if (this.details.id === id) this.isBlocked = isBlocked;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    } finally {
      this.isBusy = false;
      this.isAsking = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-apart': ApartPart;
  }
}
