import { ClientProblem } from '@harmony-live/client';
import { button, field, glyphs, note, ring, type FieldOptions } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../app/light-element.ts';
import { fieldWords, problemWords } from '../app/problem-words.ts';
import type { Router } from '../app/router.ts';
import type { Session } from '../app/session.ts';
import { adopt } from '../app/sheets.ts';
import css from './sign-in.css';

adopt(css);

/** The least a password must have; the server says the same (`CreateWorkspace` in the protocol). */
const passwordLength = 10;

/** A new organisation with a site of its own, made by whoever fills this in. */
@customElement('harmony-create-workspace')
export class CreateWorkspaceForm extends LightElement {
  @property({ attribute: false }) accessor session!: Session;
  @property({ attribute: false }) accessor router!: Router;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor isBusy = false;

  protected override render(): TemplateResult {
    return html`<main class="signin">
      <div>
        ${ring({ size: 40 })}
        <div class="stack sm">
          <h1 class="h2">${msg('Create your workspace')}</h1>
          <p class="sub">${msg('One script tag on your site, and the people who know it best behind it.')}</p>
        </div>
        ${
          this.problem && !this.problem.field && this.problem.code !== 'email/taken'
            ? note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: problemWords(this.problem) })
            : nothing
        }
        <form @submit=${this.#submit}>
          ${this.#field({ label: msg('Workspace name'), name: 'workspaceName', autocomplete: 'organization', maxLength: 80 })}
          ${this.#field({ label: msg('Your name'), name: 'name', autocomplete: 'name', maxLength: 80 })}
          ${this.#field({ label: msg('Email'), name: 'email', type: 'email', autocomplete: 'username', maxLength: 254 })}
          ${this.#field({
            label: msg('Password'),
            name: 'password',
            type: 'password',
            autocomplete: 'new-password',
            minLength: passwordLength,
            maxLength: 200,
            hint: msg('At least 10 characters. A sentence is easiest to keep in mind.'),
          })}
          ${button({ label: msg('Create workspace'), type: 'submit', variant: 'primary', size: 'md', isBusy: this.isBusy })}
        </form>
        <p class="sub">${msg('Have one already?')} <a href=${this.router.href()}>${msg('Sign in')}</a></p>
      </div>
      <div class="plate" aria-hidden="true">${ring({ size: 300 })}</div>
    </main>`;
  }

  #field(options: FieldOptions): TemplateResult {
    return field({ size: 'md', isRequired: true, error: this.#errorOf(options.name), ...options });
  }

  #errorOf(name: string): string | undefined {
    const problem = this.problem;
    if (!problem) return undefined;
    if (problem.code === 'email/taken' && name === 'email') return problemWords(problem);
    return problem.field === `/${name}` ? fieldWords(problem) : undefined;
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const values = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => (values.get(name) as string | null) ?? '';
    this.isBusy = true;
    this.problem = null;
    try {
      await this.session.createWorkspace({
        workspaceName: text('workspaceName').trim(),
        name: text('name').trim(),
        email: text('email').trim(),
        password: text('password'),
      });
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    } finally {
      this.isBusy = false;
    }
  };
}
