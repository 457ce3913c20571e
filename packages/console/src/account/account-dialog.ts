import { ClientProblem } from '@harmony-live/client';
import type { MembershipList, Membership, Removal } from '@harmony-live/protocol';
import { button, field, glyphs, note } from '@harmony-live/ui';
import '@harmony-live/ui/dialog/dialog.ts';
import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { problemWords } from '../app/problem-words.ts';
import { roleName } from '../app/role-words.ts';
import type { Session } from '../app/session.ts';
import { adopt } from '../app/sheets.ts';
import { consequences } from '../settings/members/consequences.ts';
import css from './account.css';

adopt(css);

/** What is being done, or was refused: each part of the dialog tells its own. */
type Part = 'name' | 'password' | 'switch' | 'leave';

/**
 * One's own account: name, password, the other workspaces, and the way out of this one.
 *
 * Event: `close` when it is to be closed.
 */
@customElement('harmony-account')
export class AccountDialog extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor session!: Session;
  @property({ attribute: false }) accessor isOpen = false;
  /** The name as it is being typed. */
  @state() private accessor name = '';
  @state() private accessor memberships: readonly Membership[] = [];
  /** What leaving would end; null until it is asked for. */
  @state() private accessor removal: Removal | null = null;
  @state() private accessor busy: Part | null = null;
  @state() private accessor done: Part | null = null;
  @state() private accessor refusal: { part: Part; problem: ClientProblem } | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('isOpen')) return;
    this.name = this.desk.me.name;
    this.removal = this.done = this.refusal = null;
    if (this.isOpen) void this.#load();
  }

  protected override render(): TemplateResult {
    return html`<h-dialog .label=${msg('Your account')} .isOpen=${this.isOpen} @h-close=${() => this.#close()}>
      ${this.isOpen ? this.#renderParts() : nothing}
      <div slot="actions" class="row">${button({ label: msg('Close'), size: 'md', onClick: () => this.#close() })}</div>
    </h-dialog>`;
  }

  #renderParts(): TemplateResult {
    const { me } = this.desk;
    return html`<div class="account">
      <p class="meta">${me.email} · ${me.organisation.name} · ${roleName(me.role)}</p>
      ${this.#renderName()} ${this.#renderPassword()} ${this.#renderWorkspaces()} ${this.#renderLeaving()}
    </div>`;
  }

  #renderName(): TemplateResult {
    return html`<form class="line" @submit=${this.#onName}>
      ${field({
        ...{ label: msg('Your name'), name: 'name', id: 'account-name', autocomplete: 'name', maxLength: 80 },
        ...{ value: this.name, isRequired: true, size: 'md', error: this.#errorOf('name') },
        onInput: (name) => (this.name = name),
      })}
      ${button({ label: msg('Save name'), type: 'submit', size: 'md', isBusy: this.busy === 'name' })}
      <p class="hint" role="status">${this.done === 'name' ? msg('Saved') : ''}</p>
    </form>`;
  }

  #renderPassword(): TemplateResult {
    const problem = this.#problemOf('password');
    const isCurrent = problem?.code === 'auth/failed';
    return html`<form class="line" @submit=${this.#onPassword}>
      ${field({
        ...{ label: msg('Current password'), name: 'current', id: 'account-current', type: 'password', size: 'md' },
        ...{ isRequired: true, autocomplete: 'current-password' },
        error: isCurrent ? msg('This is not your current password.') : undefined,
      })}
      ${field({
        ...{ label: msg('New password'), name: 'password', id: 'account-password', type: 'password', size: 'md' },
        ...{ isRequired: true, autocomplete: 'new-password', minLength: 10, maxLength: 200 },
        hint: msg('At least 10 characters. Your other sessions end.'),
        error: problem && !isCurrent ? (problem.reason ?? problemWords(problem)) : undefined,
      })}
      ${button({ label: msg('Change password'), type: 'submit', size: 'md', isBusy: this.busy === 'password' })}
      <p class="hint" role="status">${this.done === 'password' ? msg('Your password is changed.') : ''}</p>
    </form>`;
  }

  #renderWorkspaces(): TemplateResult | typeof nothing {
    const others = this.memberships.filter(({ memberId }) => memberId !== this.desk.me.memberId);
    if (others.length === 0) return nothing;
    const problem = this.#problemOf('switch');
    return html`<section class="stack sm" aria-labelledby="account-workspaces">
      <h3 class="sec" id="account-workspaces">${msg('Your other workspaces')}</h3>
      <ul class="workspaces">
        ${others.map(
          ({ memberId, organisation, role }) =>
            html`<li>
              <span class="grow cut">${organisation.name} <span class="meta">${roleName(role)}</span></span>
              ${button({
                label: html`${msg('Go there')}<span class="sr">${msg(str`, to ${organisation.name}`)}</span>`,
                onClick: () => void this.#do('switch', () => this.session.switchTo(memberId)),
              })}
            </li>`,
        )}
      </ul>
      ${problem ? html`<p class="hint bad" role="alert">${problemWords(problem)}</p>` : nothing}
    </section>`;
  }

  #renderLeaving(): TemplateResult {
    const { name } = this.desk.me.organisation;
    const problem = this.#problemOf('leave');
    return html`<section class="stack sm" aria-label=${msg('Leave this workspace')}>
      ${
        this.removal === null
          ? html`<p>
              ${button({
                label: msg(str`Leave ${name}`),
                variant: 'danger',
                isBusy: this.busy === 'leave',
                onClick: () => void this.#askToLeave(),
              })}
            </p>`
          : note({
              icon: glyphs.circleAlert,
              tone: 'wait',
              role: 'alert',
              title: msg(str`Leave ${name}?`),
              body: html`<div class="stack sm">
                <p>
                  ${msg('You are signed out, and come in again only by a new invitation. Your name stays on what you wrote.')}
                </p>
                ${consequences(this.removal).map((sentence) => html`<p>${sentence}</p>`)}
                <div class="row">
                  ${button({ label: msg('Stay'), onClick: () => (this.removal = null) })}
                  ${button({
                    label: msg('Leave for good'),
                    variant: 'danger',
                    isBusy: this.busy === 'leave',
                    onClick: () => void this.#do('leave', () => this.session.leave()),
                  })}
                </div>
              </div>`,
            })
      }
      ${problem ? html`<p class="hint bad" role="alert">${problemWords(problem)}</p>` : nothing}
    </section>`;
  }

  #problemOf(part: Part): ClientProblem | null {
    return this.refusal?.part === part ? this.refusal.problem : null;
  }

  #errorOf(part: Part): string | undefined {
    const problem = this.#problemOf(part);
    return problem === null ? undefined : (problem.reason ?? problemWords(problem));
  }

  async #load(): Promise<void> {
    const { items } = await this.desk.http
      .get<MembershipList>('/v1/me/memberships')
      // The list is only a way elsewhere: without it all the rest works.
      .catch(() => ({ items: [] }));
    this.memberships = items;
  }

  async #askToLeave(): Promise<void> {
    const { http, me } = this.desk;
    await this.#do('leave', async () => {
      this.removal = await http.get<Removal>(`/v1/members/${me.memberId}/removal`);
    });
  }

  readonly #onName = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    await this.#do('name', () => this.session.rename(this.name.trim()));
  };

  readonly #onPassword = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const values = new FormData(form);
    await this.#do('password', async () => {
      const body = { current: values.get('current') as string, password: values.get('password') as string };
      await this.desk.http.post('/v1/me/password', body);
      form.reset();
    });
  };

  async #do(part: Part, act: () => Promise<void>): Promise<void> {
    if (this.busy !== null) return;
    this.busy = part;
    this.done = null;
    this.refusal = null;
    try {
      await act();
      this.done = part;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.removal = null;
      this.refusal = { part, problem };
    } finally {
      this.busy = null;
    }
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('close'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-account': AccountDialog;
  }
}
