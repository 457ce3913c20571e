import { ClientProblem, type Http } from '@harmony-live/client';
import { button, field, glyphs, note, ring } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../app/light-element.ts';
import { problemWords } from '../app/problem-words.ts';
import type { Router } from '../app/router.ts';
import { adopt } from '../app/sheets.ts';
import css from './sign-in.css';

adopt(css);

/** The least a password must have; the server says the same (`NewPassword` in the protocol). */
const passwordLength = 10;

/** Where the link of the letter leads: a new password, once. */
@customElement('harmony-new-password')
export class NewPasswordForm extends LightElement {
  @property({ attribute: false }) accessor http!: Http;
  @property({ attribute: false }) accessor router!: Router;
  @property() accessor token = '';
  @state() private accessor isDone = false;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor isBusy = false;

  protected override render(): TemplateResult {
    return html`<main class="signin">
      <div>
        ${ring({ size: 40 })}
        <h1 class="h2">${msg('Choose a new password')}</h1>
        ${this.#renderNote()} ${this.isDone || this.#isOver ? nothing : this.#renderForm()}
        <p class="sub">
          ${
            this.#isOver
              ? html`<a href=${this.router.href('forgot')}>${msg('Ask for a new link')}</a>`
              : html`<a href=${this.router.href()}>${msg('Back to sign in')}</a>`
          }
        </p>
      </div>
      <div class="plate" aria-hidden="true">${ring({ size: 300 })}</div>
    </main>`;
  }

  #renderForm(): TemplateResult {
    const isRefused = this.problem?.field === '/password';
    return html`<form @submit=${this.#submit}>
      ${field({
        ...{ label: msg('New password'), name: 'password', type: 'password', size: 'md', autocomplete: 'new-password' },
        ...{ isRequired: true, minLength: passwordLength, maxLength: 200 },
        hint: msg('At least 10 characters. A sentence is easiest to keep in mind.'),
        error: isRefused ? (this.problem?.reason ?? this.problem?.detail) : undefined,
      })}
      ${button({ label: msg('Save password'), type: 'submit', variant: 'primary', size: 'md', isBusy: this.isBusy })}
    </form>`;
  }

  #renderNote(): TemplateResult | typeof nothing {
    if (this.isDone) {
      return note({
        icon: glyphs.circleCheck,
        tone: 'solved',
        role: 'status',
        title: msg('Your password is changed.'),
        body: msg('You were signed out everywhere. Sign in with the new one.'),
      });
    }
    const { problem } = this;
    if (!problem || problem.field === '/password') return nothing;
    return note({
      icon: glyphs.circleAlert,
      tone: 'urgent',
      role: 'alert',
      title: this.#isOver ? msg('This link did not work.') : msg('Your password is as it was.'),
      body: this.#isOver
        ? msg('It was used before, or is older than an hour. Your password is as it was.')
        : problemWords(problem),
    });
  }

  /** The link itself is no good any more, whatever one types. */
  get #isOver(): boolean {
    const { problem } = this;
    return problem !== null && (problem.status === 401 || (problem.status === 400 && problem.field === '/token'));
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const password = new FormData(event.target as HTMLFormElement).get('password') as string;
    this.isBusy = true;
    this.problem = null;
    try {
      await this.http.post('/v1/password-resets/use', { token: this.token, password });
      this.isDone = true;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    } finally {
      this.isBusy = false;
    }
  };
}
