import { ClientProblem } from '@harmony-live/client';
import type { Member } from '@harmony-live/protocol';
import type { MemberRole } from '@harmony-live/protocol/roles';
import { avatar, skeleton, tag } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Desk } from '../../app/desk.ts';
import { everyPage } from '../../app/every-page.ts';
import { LightElement } from '../../app/light-element.ts';
import { loadProblem } from '../../app/load-problem.ts';

/** Who belongs to the organisation. */
@customElement('harmony-members')
export class MembersPart extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @state() private accessor members: readonly Member[] | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  #stop = (): void => {};

  override connectedCallback(): void {
    super.connectedCallback();
    // Called at once when online; news may have been missed before.
    this.#stop = this.desk.live.onConnected(() => void this.#load());
    if (this.desk.connection.state !== 'online') void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  protected override render(): TemplateResult {
    return html`<section class="stack sm">
      <h2 class="h2">${msg('Members')}</h2>
      ${this.problem ? loadProblem(msg('The members did not load.'), this.problem, () => void this.#load()) : ''}
      ${
        this.members === null
          ? this.problem
            ? ''
            : skeleton({ label: msg('The members load'), rows: 3, rowHeight: 40 })
          : html`<ul class="rows members" aria-label=${msg('Members')}>
              ${repeat(
                this.members,
                ({ id }) => id,
                (member) => renderMember(member, member.id === this.desk.me.memberId),
              )}
            </ul>`
      }
    </section>`;
  }

  async #load(): Promise<void> {
    try {
      this.members = await everyPage<Member>(this.desk.http, '/v1/members');
      this.problem = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    }
  }
}

function renderMember({ id, name, email, role, kind }: Member, isMe: boolean): TemplateResult {
  return html`<li>
    <span class="row">
      ${avatar({ id, name })}
      <span class="grow">
        <b class="cut">${name}</b>
        ${isMe ? html`<span class="meta">${msg('You')}</span>` : ''}
        <span class="meta mail cut">${email}</span>
      </span>
    </span>
    <span class="row">${kind === 'community' ? tag(msg('Community')) : ''} ${tag(roleWords(role))}</span>
  </li>`;
}

function roleWords(role: MemberRole): string {
  switch (role) {
    case 'owner':
      return msg('Owner');
    case 'admin':
      return msg('Admin');
    case 'coordinator':
      return msg('Coordinator');
    case 'expert':
      return msg('Expert');
    case 'auditor':
      return msg('Auditor');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-members': MembersPart;
  }
}
