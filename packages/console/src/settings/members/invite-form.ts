import { ClientProblem } from '@harmony-live/client';
import type { Invitation, Invite } from '@harmony-live/protocol';
import { button, field } from '@harmony-live/ui';
import { choices } from '@harmony-live/ui/choices/choices.ts';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../../app/desk.ts';
import { LightElement } from '../../app/light-element.ts';
import { problemWords } from '../../app/problem-words.ts';
import { grantable, roleAndKind, standingMeaning, standingName, type Standing } from './standing.ts';

/**
 * Asks somebody in: their address, and what they may do.
 *
 * Events: `invited` with the invitation; `close` when nobody is to be asked after all.
 */
@customElement('harmony-invite')
export class InviteForm extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @state() private accessor email = '';
  @state() private accessor standing: Standing = 'expert';
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor isBusy = false;

  protected override firstUpdated(): void {
    this.querySelector<HTMLInputElement>('#invite-email')?.focus();
  }

  protected override render(): TemplateResult {
    const { problem } = this;
    const isOfEmail = problem?.field === '/email';
    return html`<form class="invite" novalidate aria-label=${msg('Invite somebody')} @submit=${this.#submit}>
      ${field({
        ...{ label: msg('Email'), name: 'email', id: 'invite-email', type: 'email', maxLength: 254 },
        value: this.email,
        hint: msg('They get a letter with a link that works once, for seven days.'),
        error: isOfEmail ? this.#emailWords(problem) : undefined,
        onInput: (email) => {
          this.email = email;
          if (isOfEmail) this.problem = null;
        },
      })}
      <div class="stack sm">
        <p class="label" aria-hidden="true">${msg('Role')}</p>
        ${choices<Standing>({
          label: msg('Role'),
          name: 'invite-role',
          value: this.standing,
          isDisabled: this.isBusy,
          choices: grantable(this.desk.me.role).map((value) => ({
            ...{ value, label: standingName(value), detail: standingMeaning(value) },
          })),
          onChange: (standing) => (this.standing = standing),
        })}
      </div>
      ${problem && !isOfEmail ? html`<p class="hint bad" role="alert">${problemWords(problem)}</p>` : nothing}
      <div class="row">
        ${button({ label: msg('Send invitation'), type: 'submit', variant: 'primary', isBusy: this.isBusy })}
        ${button({ label: msg('Cancel'), variant: 'quiet', onClick: () => this.dispatchEvent(new CustomEvent('close')) })}
      </div>
    </form>`;
  }

  #emailWords({ code }: ClientProblem): string {
    if (code === 'email/taken') return msg('They are a member already: change their role in the list.');
    if (code === 'invitation/pending') return msg('They are invited already: send it again from the list below.');
    return msg('Write it like ada@example.com.');
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.isBusy) return;
    this.isBusy = true;
    this.problem = null;
    try {
      const invite: Invite = { email: this.email.trim(), ...roleAndKind(this.standing) };
      const detail = await this.desk.http.post<Invitation>('/v1/invitations', invite);
      this.dispatchEvent(new CustomEvent<Invitation>('invited', { detail }));
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    } finally {
      this.isBusy = false;
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-invite': InviteForm;
  }
}
