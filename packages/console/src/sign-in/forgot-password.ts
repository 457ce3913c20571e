import { ClientProblem, type Http } from '@harmony-live/client';
import { button, field, glyphs, note, ring } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../app/light-element.ts';
import { problemWords } from '../app/problem-words.ts';
import type { Router } from '../app/router.ts';
import { adopt } from '../app/sheets.ts';
import css from './sign-in.css';

adopt(css);

/** Asks for a letter with a link to choose a new password. What it says is the same for every address. */
@customElement('harmony-forgot-password')
export class ForgotPassword extends LightElement {
  @property({ attribute: false }) accessor http!: Http;
  @property({ attribute: false }) accessor router!: Router;
  @state() private accessor sentTo: string | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor isBusy = false;

  protected override render(): TemplateResult {
    const isRefused = this.problem?.field === '/email';
    return html`<main class="signin">
      <div>
        ${ring({ size: 40 })}
        <div class="stack sm">
          <h1 class="h2">${msg('Forgot your password?')}</h1>
          <p class="sub">${msg('We send you a link to choose a new one. It works once, within an hour.')}</p>
        </div>
        ${
          this.problem && !isRefused
            ? note({
                icon: glyphs.circleAlert,
                tone: 'urgent',
                role: 'alert',
                title: msg('Nothing was sent.'),
                body: problemWords(this.problem),
              })
            : nothing
        }
        <div role="status">${this.#renderSent()}</div>
        <form @submit=${this.#submit}>
          ${field({
            ...{ label: msg('Email'), name: 'email', type: 'email', size: 'md', autocomplete: 'username' },
            ...{ isRequired: true, maxLength: 254 },
            error: isRefused ? msg('Write it like ada@example.com.') : undefined,
          })}
          ${button({ label: msg('Send link'), type: 'submit', variant: 'primary', size: 'md', isBusy: this.isBusy })}
        </form>
        <p class="sub"><a href=${this.router.href()}>${msg('Back to sign in')}</a></p>
      </div>
      <div class="plate" aria-hidden="true">${ring({ size: 300 })}</div>
    </main>`;
  }

  #renderSent(): TemplateResult | typeof nothing {
    if (this.sentTo === null) return nothing;
    return note({
      icon: glyphs.mail,
      tone: 'solved',
      title: msg('Look into your mail.'),
      body: msg(
        str`If ${this.sentTo} has an account, a letter is on its way. Nothing after a few minutes? Look among unwanted mail.`,
      ),
    });
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const email = (new FormData(event.target as HTMLFormElement).get('email') as string).trim();
    this.isBusy = true;
    this.problem = null;
    this.sentTo = null;
    try {
      await this.http.post('/v1/password-resets', { email });
      this.sentTo = email;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    } finally {
      this.isBusy = false;
    }
  };
}
