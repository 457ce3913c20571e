import { ClientProblem } from '@harmony-live/client';
import type { InvitationShown, Join } from '@harmony-live/protocol';
import { button, check, field, glyphs, note, ring, skeleton } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../app/light-element.ts';
import { problemWords } from '../app/problem-words.ts';
import { roleMeaning, roleName } from '../app/role-words.ts';
import type { Router } from '../app/router.ts';
import type { Session } from '../app/session.ts';
import { adopt } from '../app/sheets.ts';
import signInCss from '../sign-in/sign-in.css';
import { conduct, conductVersion } from './conduct.ts';
import css from './join.css';
import { languageLine, statementFault } from './words.ts';
import { faultOf, languagesOf, statementsOf } from './statements.ts';
import { overNote } from './over.ts';

adopt(signInCss);
adopt(css);

/** The least a password must have; the server says the same. */
const passwordLength = 10;

/** Where the link of an invitation leads: who invites into what, and all that is needed to join. */
@customElement('harmony-join')
export class JoinForm extends LightElement {
  @property({ attribute: false }) accessor session!: Session;
  @property({ attribute: false }) accessor router!: Router;
  @property() accessor token = '';
  @state() private accessor shown: InvitationShown | null = null;
  /** Why the link does not lead on. */
  @state() private accessor refusal: ClientProblem | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor statementError: string | undefined;
  /** What they want to be called; null: as their account is, until they type something else. */
  @state() private accessor name: string | null = null;
  @state() private accessor hasAgreed = false;
  @state() private accessor isBusy = false;

  protected override firstUpdated(): void {
    void this.#look();
  }

  protected override render(): TemplateResult {
    const { shown, refusal } = this;
    return html`<main class="signin">
      <div>${ring({ size: 40 })} ${shown && !refusal ? this.#renderForm(shown) : this.#renderOther(refusal)}</div>
      <div class="plate" aria-hidden="true">${ring({ size: 300 })}</div>
    </main>`;
  }

  #renderOther(refusal: ClientProblem | null): TemplateResult {
    return html`<h1 class="h2">${msg('Join')}</h1>
      ${
        refusal
          ? overNote(refusal, () => void this.#look())
          : html`<div class="late">${skeleton({ label: msg('The invitation loads'), rows: 4, rowHeight: 52 })}</div>`
      }
      <p class="sub"><a href=${this.router.href()}>${msg('Go to the console')}</a></p>`;
  }

  #renderForm(shown: InvitationShown): TemplateResult {
    const isExpert = shown.role !== 'auditor';
    return html`<div class="stack sm">
        <h1 class="h2">${msg(str`Join ${shown.organisation.name}`)}</h1>
        <p class="sub">
          ${msg(str`${shown.invitedBy} invites ${shown.email}.`)} ${msg('Your role:')}
          <b>${roleName(shown.role)}</b>${shown.kind === 'community' ? html`, ${msg('from the community')}` : nothing}.
          ${roleMeaning(shown.role)}
        </p>
      </div>
      ${this.#renderOtherSession(shown)}
      ${
        this.problem && this.#fieldOf(this.problem) === undefined
          ? note({
              icon: glyphs.circleAlert,
              tone: 'urgent',
              role: 'alert',
              title: msg('You have not joined yet.'),
              body: problemWords(this.problem),
            })
          : nothing
      }
      <form @submit=${this.#submit}>
        ${field({
          ...{ label: msg('Your name'), name: 'name', size: 'md', autocomplete: 'name', maxLength: 80 },
          value: this.name ?? shown.name ?? '',
          onInput: (name) => (this.name = name),
          isRequired: true,
          error: this.#errorOf('/name'),
        })}
        ${this.#renderPassword(shown)} ${isExpert ? this.#renderStatements() : nothing}
        <section class="stack sm" aria-label=${msg('What you agree to')}>
          ${conduct()}
          ${check({
            label: msg('Code of conduct'),
            name: 'conduct',
            detail: msg('I have read these five, and keep to them.'),
            isChecked: this.hasAgreed,
            isRequired: true,
            onChange: (hasAgreed) => (this.hasAgreed = hasAgreed),
          })}
          ${this.#renderConductError()}
        </section>
        ${button({ label: msg('Join'), type: 'submit', variant: 'primary', size: 'md', isBusy: this.isBusy })}
      </form>`;
  }

  #renderOtherSession({ email }: InvitationShown): TemplateResult | typeof nothing {
    const { state: session } = this.session;
    if (session.kind !== 'in' || session.me.email.toLowerCase() === email.toLowerCase()) return nothing;
    return note({
      icon: glyphs.info,
      body: msg(str`You are signed in as ${session.me.email}. Joining signs you in as ${email} instead.`),
    });
  }

  #renderPassword({ account }: InvitationShown): TemplateResult | typeof nothing {
    if (account === 'signed-in') return nothing;
    const isNew = account === 'new';
    return html`${field({
      ...{ label: msg('Password'), name: 'password', type: 'password', size: 'md', maxLength: 200 },
      autocomplete: isNew ? 'new-password' : 'current-password',
      ...(isNew ? { minLength: passwordLength } : {}),
      isRequired: true,
      hint: isNew
        ? msg('At least 10 characters. A sentence is easiest to keep in mind.')
        : html`${msg('This address has an account already: the password of that one.')}
            <a href=${this.router.href('forgot')}>${msg('Forgot your password?')}</a>`,
      error: this.#errorOf('/password'),
    })}`;
  }

  #renderStatements(): TemplateResult {
    return field({
      ...{ label: msg('What are you good at?'), name: 'statements', type: 'textarea', rows: 4, size: 'md' },
      placeholder: msg('PostgreSQL: slow queries, locks, migrations'),
      hint: html`${msg('One thing a line, in your own words. You are asked what is near to one of them.')}
      ${languageLine(languagesOf(navigator.languages))}`,
      error: this.statementError ?? this.#errorOf('/statements'),
      onInput: () => (this.statementError = undefined),
    });
  }

  #renderConductError(): TemplateResult | typeof nothing {
    const error = this.#errorOf('/codeOfConduct');
    return error === undefined ? nothing : html`<p class="hint bad" role="alert">${error}</p>`;
  }

  /** The field beside which a problem is told; undefined for what concerns all of it. */
  #fieldOf({ code, field: path }: ClientProblem): string | undefined {
    if (code === 'auth/failed') return '/password';
    return /^\/(name|password|statements|codeOfConduct)/.exec(path ?? '')?.[0];
  }

  #errorOf(path: string): string | undefined {
    const { problem } = this;
    if (problem === null || this.#fieldOf(problem) !== path) return undefined;
    if (problem.code === 'auth/failed') return msg('This is not the password of that account.');
    if (path === '/codeOfConduct') return msg('It has changed meanwhile. Load this page again and read it.');
    return problem.reason ?? problem.detail;
  }

  async #look(): Promise<void> {
    this.refusal = null;
    try {
      this.shown = await this.session.http.post<InvitationShown>('/v1/join/look', { token: this.token });
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.refusal = problem;
    }
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const values = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => (values.get(name) as string | null) ?? '';
    const statements = statementsOf(text('statements'));
    const fault = faultOf(statements);
    this.statementError = fault === null ? undefined : statementFault(fault);
    if (fault !== null || this.isBusy) return;
    await this.#join({
      token: this.token,
      name: text('name').trim(),
      ...(values.has('password') ? { password: text('password') } : {}),
      ...(this.shown?.role === 'auditor' ? {} : { statements, languages: languagesOf(navigator.languages) }),
      codeOfConduct: conductVersion,
    });
  };

  async #join(joining: Join): Promise<void> {
    this.isBusy = true;
    this.problem = null;
    try {
      await this.session.join(joining);
      this.router.replace();
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      // A link that has ended meanwhile says so instead of the form.
      if (problem.status === 410 || problem.code?.startsWith('token/')) this.refusal = problem;
      else this.problem = problem;
    } finally {
      this.isBusy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-join': JoinForm;
  }
}
