import { ClientProblem, type Http } from '@harmony-live/client';
import { glyphs, note, ring } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../app/light-element.ts';
import { problemWords } from '../app/problem-words.ts';
import type { Router } from '../app/router.ts';

/** Where the link of the verification letter leads: confirms the address and says so. */
@customElement('harmony-verify-email')
export class VerifyEmail extends LightElement {
  @property({ attribute: false }) accessor http!: Http;
  @property({ attribute: false }) accessor router!: Router;
  @property() accessor token = '';
  @state() private accessor email: string | null = null;
  @state() private accessor problem: ClientProblem | null = null;

  protected override firstUpdated(): void {
    void this.#verify();
  }

  protected override render(): TemplateResult {
    return html`<main class="alone">
      ${ring({ size: 40 })}
      <h1 class="h2">${msg('Your e-mail address')}</h1>
      ${this.#renderResult()}
      <p><a class="btn md" href=${this.router.href()}>${msg('Go to the console')}</a></p>
    </main>`;
  }

  #renderResult(): TemplateResult {
    if (this.email) {
      return note({
        icon: glyphs.circleCheck,
        tone: 'solved',
        role: 'status',
        title: msg('Address verified.'),
        body: msg(str`${this.email} is yours. Thank you.`),
      });
    }
    if (this.problem) {
      const isOld = this.problem.status === 401 || this.problem.status === 400;
      return note({
        icon: glyphs.circleAlert,
        tone: 'urgent',
        role: 'alert',
        title: msg('This link did not work.'),
        body: isOld ? msg('It was used before or is too old. Nothing else has changed.') : problemWords(this.problem),
      });
    }
    return html`<p role="status">${msg('One moment…')}</p>`;
  }

  async #verify(): Promise<void> {
    try {
      this.email = (await this.http.post<{ email: string }>('/v1/verify-email', { token: this.token })).email;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    }
  }
}
