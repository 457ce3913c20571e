import { ClientProblem } from '@harmony-live/client';
import type { Invitation, Member, Removal } from '@harmony-live/protocol';
import { button, glyphs, note, skeleton } from '@harmony-live/ui';
import { choicesText } from '@harmony-live/ui/choices/choices-sheet.ts';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../../app/desk.ts';
import { everyPage } from '../../app/every-page.ts';
import { LightElement } from '../../app/light-element.ts';
import { loadProblem } from '../../app/load-problem.ts';
import { once } from '../../app/once.ts';
import { problemWords } from '../../app/problem-words.ts';
import { adopt } from '../../app/sheets.ts';
import './hand-over.ts';
import { invitationRows } from './invitation-rows.ts';
import './invite-form.ts';
import { memberDialog, type Question } from './member-dialog.ts';
import { memberRows } from './member-rows.ts';
import css from './members.css';
import { grantable, roleAndKind, type Standing } from './standing.ts';

adopt(choicesText);
adopt(css);

/** Who belongs to the organisation and who is invited; for those who may, asking in, changing and removing. */
@customElement('harmony-members')
export class MembersPart extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @state() private accessor members: readonly Member[] | null = null;
  @state() private accessor invitations: readonly Invitation[] = [];
  /** The lists could not be read. */
  @state() private accessor problem: ClientProblem | null = null;
  /** What was pressed last was refused. */
  @state() private accessor refusal: ClientProblem | null = null;
  @state() private accessor isInviting = false;
  /** What was done, told for those who do not see the list change. */
  @state() private accessor done = '';
  @state() private accessor question: Question | null = null;
  @state() private accessor busyId: string | null = null;
  #stops: (() => void)[] = [];
  readonly #load = once(() => this.#read());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stops = [
      this.desk.live.on('members', () => void this.#load()),
      // Called at once when online; news may have been missed before.
      this.desk.live.onConnected(() => void this.#load()),
    ];
    if (this.desk.connection.state !== 'online') void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  protected override render(): TemplateResult {
    const canInvite = grantable(this.desk.me.role).length > 0;
    return html`<section class="stack sm">
      <div class="row">
        <h2 class="h2 grow">${msg('Members')}</h2>
        ${
          canInvite && !this.isInviting
            ? button({ label: msg('Invite'), icon: glyphs.plus, onClick: () => this.#invite() })
            : nothing
        }
      </div>
      <p class="hint" role="status">${this.done}</p>
      ${
        this.isInviting
          ? html`<harmony-invite
              .desk=${this.desk}
              @invited=${({ detail }: CustomEvent<Invitation>) => this.#onInvited(detail)}
              @close=${() => this.#closeInvite()}
            ></harmony-invite>`
          : nothing
      }
      ${this.problem ? loadProblem(msg('The members did not load.'), this.problem, () => void this.#load()) : nothing}
      ${
        this.refusal
          ? note({
              icon: glyphs.circleAlert,
              tone: 'urgent',
              role: 'alert',
              title: msg('Nothing was changed.'),
              body: problemWords(this.refusal),
            })
          : nothing
      }
      ${this.#renderLists()}
      ${memberDialog({
        question: this.question,
        onClose: () => (this.question = null),
        onYes: (question) => void this.#answer(question),
      })}
    </section>`;
  }

  #renderLists(): TemplateResult | typeof nothing {
    const { me } = this.desk;
    if (this.members === null) {
      return this.problem ? nothing : skeleton({ label: msg('The members load'), rows: 3, rowHeight: 40 });
    }
    const others = this.members.filter(({ id }) => id !== me.memberId);
    return html`${memberRows({
      ...{ members: this.members, me, busyId: this.busyId },
      onStanding: (member, standing) => this.#choose(member, standing),
      onRemove: (member) => this.#ask({ kind: 'remove', member, removal: null }),
    })}
    ${invitationRows({
      ...{ invitations: this.invitations, role: me.role, now: Date.now(), busyId: this.busyId },
      onSend: ({ id, email }) =>
        void this.#do(id, msg(str`Sent to ${email} again.`), () => this.desk.http.post(`/v1/invitations/${id}/send`)),
      onWithdraw: ({ id, email }) =>
        void this.#do(id, msg(str`The invitation of ${email} is withdrawn.`), () =>
          this.desk.http.delete(`/v1/invitations/${id}`),
        ),
    })}
    ${
      me.role === 'owner' && others.length > 0
        ? html`<harmony-hand-over .desk=${this.desk} .others=${others}></harmony-hand-over>`
        : nothing
    }`;
  }

  #invite(): void {
    this.done = '';
    this.isInviting = true;
  }

  #closeInvite(): void {
    this.isInviting = false;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('h2 + .btn')?.focus());
  }

  #onInvited({ email }: Invitation): void {
    this.#closeInvite();
    this.done = msg(str`The invitation is on its way to ${email}.`);
    void this.#load();
  }

  /** What cannot simply be taken back is asked about once more. */
  #choose(member: Member, standing: Standing): void {
    if (standing === 'owner' || standing === 'auditor') {
      this.#ask({ kind: 'role', standing, member, removal: null });
    } else {
      void this.#change(member, standing);
    }
  }

  #ask(question: Question): void {
    this.question = question;
    void this.#count(question);
  }

  async #count(question: Question): Promise<void> {
    try {
      const removal = await this.desk.http.get<Removal>(`/v1/members/${question.member.id}/removal`);
      if (this.question === question) this.question = { ...question, removal };
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      if (this.question !== question) return;
      this.question = null;
      this.refusal = problem;
    }
  }

  async #answer(question: Question): Promise<void> {
    this.question = null;
    const { member } = question;
    if (question.kind === 'role') return this.#change(member, question.standing);
    await this.#do(member.id, msg(str`${member.name} is no longer a member.`), () =>
      this.desk.http.delete(`/v1/members/${member.id}`),
    );
  }

  #change(member: Member, standing: Standing): Promise<void> {
    return this.#do(member.id, msg(str`The role of ${member.name} is changed.`), () =>
      this.desk.http.patch(`/v1/members/${member.id}`, roleAndKind(standing)),
    );
  }

  async #do(id: string, done: string, act: () => Promise<unknown>): Promise<void> {
    if (this.busyId !== null) return;
    this.busyId = id;
    this.refusal = null;
    this.done = '';
    try {
      await act();
      this.done = done;
      await this.#load();
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.refusal = problem;
    } finally {
      this.busyId = null;
    }
  }

  async #read(): Promise<void> {
    const { http } = this.desk;
    try {
      [this.members, this.invitations] = await Promise.all([
        everyPage<Member>(http, '/v1/members'),
        everyPage<Invitation>(http, '/v1/invitations'),
      ]);
      this.problem = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-members': MembersPart;
  }
}
