import { ClientProblem } from '@harmony-live/client';
import { button, field, glyphs, note, ring } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { languageChoice } from '../app/language-choice.ts';
import { LightElement } from '../app/light-element.ts';
import { problemWords } from '../app/problem-words.ts';
import type { Router } from '../app/router.ts';
import type { Session } from '../app/session.ts';
import { adopt } from '../app/sheets.ts';
import css from './sign-in.css';

adopt(css);

/** Sign-in: e-mail and password, what went wrong beside them, the way to a workspace of one's own. */
@customElement('harmony-sign-in')
export class SignIn extends LightElement {
  @property({ attribute: false }) accessor session!: Session;
  @property({ attribute: false }) accessor router!: Router;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor isBusy = false;

  protected override render(): TemplateResult {
    const { state: session } = this.session;
    const isRefused = this.problem?.code === 'auth/failed';
    return html`<main class="signin">
      <div>
        ${ring({ size: 40 })}
        <div class="stack sm">
          <h1 class="h2">${msg('Sign in to help')}</h1>
          <p class="sub">${msg('People are waiting on the other side.')}</p>
        </div>
        ${
          session.kind === 'out' && session.because === 'ended'
            ? note({
                icon: glyphs.circleAlert,
                tone: 'wait',
                role: 'status',
                body: msg('You were signed out. Your draft is kept; sign in and go on.'),
              })
            : nothing
        }
        ${
          this.problem && !isRefused
            ? note({
                icon: glyphs.circleAlert,
                tone: 'urgent',
                role: 'alert',
                title: msg('You are not signed in.'),
                body: problemWords(this.problem),
              })
            : nothing
        }
        <form @submit=${this.#submit}>
          ${field({ label: msg('Email'), name: 'email', type: 'email', size: 'md', autocomplete: 'username', isRequired: true })}
          ${field({
            label: msg('Password'),
            name: 'password',
            type: 'password',
            size: 'md',
            autocomplete: 'current-password',
            isRequired: true,
            error: isRefused ? problemWords(this.problem!) : undefined,
          })}
          ${button({ label: msg('Sign in'), type: 'submit', variant: 'primary', size: 'md', isBusy: this.isBusy })}
        </form>
        <p class="sub"><a href=${this.router.href('forgot')}>${msg('Forgot your password?')}</a></p>
        <p class="sub">${msg('New here?')} <a href=${this.router.href('create')}>${msg('Create your workspace')}</a></p>
        ${languageChoice()}
      </div>
      <div class="plate" aria-hidden="true">${ring({ size: 300 })}</div>
    </main>`;
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const values = new FormData(event.target as HTMLFormElement);
    this.isBusy = true;
    this.problem = null;
    try {
      await this.session.signIn((values.get('email') as string).trim(), values.get('password') as string);
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    } finally {
      this.isBusy = false;
    }
  };
}
