import type { EmailOfRequest } from '@harmony-live/protocol';
import { button, define, field, glyphs, note } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing, unsafeCSS, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';
import { problemWords } from '../help/problem-words.ts';
import { panelSheets } from '../panel/panel-sheet.ts';
import css from './by-email.css';

/**
 * `<harmony-by-email>`: where the answer goes once the page is closed. Asks for an address only where the host vouches for none,
 * and keeps what was typed nowhere. Tells its owner `h-cancel` when nothing is to go out.
 */
export class ByEmailElement extends LitElement {
  static override styles = [panelSheets, unsafeCSS(css)];
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties = {
    help: { attribute: false },
    isAsking: { state: true },
    isBusy: { state: true },
    error: { state: true },
    problem: { state: true },
  };

  declare help: Help;
  /** The form stands there. */
  declare isAsking: boolean;
  declare isBusy: boolean;
  /** What is wrong with the address. */
  declare error: string;
  /** What else went wrong, in words. */
  declare problem: string;

  constructor() {
    super();
    this.isAsking = false;
    this.isBusy = false;
    this.error = '';
    this.problem = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // An address that we have is not asked for.
    if (this.#email === undefined) void this.#tell({});
  }

  protected override render(): TemplateResult {
    const email = this.#email;
    return html`<section class="stack sm" aria-label=${msg('Answer by e-mail')}>
      ${this.problem === '' ? nothing : note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: this.problem })}
      ${this.isAsking ? this.#renderForm() : email === undefined ? nothing : this.#renderKnown(email)}
    </section>`;
  }

  #renderForm(): TemplateResult {
    return html`<form class="stack sm" novalidate @submit=${this.#submit}>
      ${field({
        label: msg('Email'),
        name: 'email',
        type: 'email',
        autocomplete: 'email',
        size: 'lg',
        maxLength: 254,
        hint: msg(
          'A letter with a link goes there first. Once you have pressed it, you can close this page: the answer comes by e-mail.',
        ),
        error: this.error || undefined,
      })}
      <div class="row">
        ${button({ label: msg('Send'), type: 'submit', variant: 'primary', size: 'md', isBusy: this.isBusy })}
        ${button({ label: msg('Cancel'), size: 'md', onClick: this.#cancel })}
      </div>
    </form>`;
  }

  #renderKnown({ email, isVerified }: EmailOfRequest): TemplateResult {
    const words = isVerified
      ? note({
          icon: glyphs.check,
          tone: 'solved',
          role: 'status',
          title: msg('You can close this page.'),
          body: msg(str`The answer goes to ${email}.`),
        })
      : note({
          icon: glyphs.clock,
          tone: 'wait',
          role: 'status',
          title: msg(str`We sent a letter to ${email}.`),
          body: msg('Press the link in it within half an hour, then you can close this page.'),
        });
    return html`${words}
      <div class="row">
        ${button({ label: msg('Another address'), size: 'md', onClick: this.#ask })}
        ${button({ label: msg('No e-mail'), size: 'md', isBusy: this.isBusy, onClick: () => void this.#stop() })}
      </div>`;
  }

  get #email(): EmailOfRequest | undefined {
    return this.help.request?.email;
  }

  readonly #ask = (): void => {
    this.isAsking = true;
    this.problem = '';
    void this.updateComplete.then(() => this.renderRoot.querySelector('input')?.focus());
  };

  readonly #cancel = (): void => {
    this.isAsking = false;
    this.error = '';
    if (this.#email === undefined) this.dispatchEvent(new CustomEvent('h-cancel'));
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const { value } = this.renderRoot.querySelector('input')!;
    void this.#tell({ email: value });
  };

  /** @param body without an address: that of the host, where it vouches for one */
  async #tell(body: { email?: string }): Promise<void> {
    await this.#do(async (path) => {
      this.#known(await this.help.host.say<EmailOfRequest>(path, body));
      this.isAsking = false;
    });
  }

  async #stop(): Promise<void> {
    await this.#do(async (path) => {
      await (await this.help.line()).http.delete(path);
      this.#known(undefined);
      this.dispatchEvent(new CustomEvent('h-cancel'));
    });
  }

  async #do(work: (path: string) => Promise<void>): Promise<void> {
    const { request } = this.help;
    if (this.isBusy || request === null) return;
    const id = 'requestId' in request ? request.requestId : request.id;
    this.isBusy = true;
    this.error = '';
    this.problem = '';
    try {
      await work(`/v1/help-requests/${id}/email`);
    } catch (problem) {
      this.#say(problem);
    } finally {
      this.isBusy = false;
    }
  }

  /** The page's own copy, until the server tells the next. */
  #known(email: EmailOfRequest | undefined): void {
    const { email: _before, ...request } = this.help.request!;
    this.help.request = email === undefined ? request : { ...request, email };
    this.help.changed();
  }

  #say(problem: unknown): void {
    const { code, field: wrong } = problem as { code?: string; field?: string };
    const isFirst = !this.isAsking;
    if (isFirst && this.#email === undefined) this.#ask();
    if (code === 'rate/limited' && wrong === '/email') {
      this.error = msg('This address got several letters today. Look for one of them.');
    } else if (code === 'body/invalid') {
      // Where nothing was typed yet, nothing is wrong with it.
      this.error = isFirst ? '' : msg('Write one address, such as name@example.com.');
    } else {
      this.problem =
        code === 'mail/unavailable'
          ? msg('No letters go out at the moment. Keep this page open.')
          : problemWords(problem);
    }
  }
}

define('harmony-by-email', ByEmailElement);
