import { plural, ring } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';

/**
 * A form that needs no part beyond the bubble: where the panel does not come, a request is taken all the same. Its controls are
 * written out, so that no page carries the shared ones before somebody presses.
 */
export class Plain {
  #isBusy = false;
  #hasFailed = false;
  readonly #help: Help;
  readonly #changed: () => void;

  constructor(help: Help, changed: () => void) {
    this.#help = help;
    this.#changed = changed;
  }

  render(): TemplateResult {
    const { request } = this.#help;
    return html`<section class="trouble" part="trouble" role="dialog" aria-label=${msg('Help')}>
      ${request ? this.#renderAsked(request) : this.#renderForm()}
      ${
        this.#hasFailed
          ? html`<p class="hint bad" role="alert">
              ${msg('That did not work. What you wrote is kept; try again in a moment.')}
            </p>`
          : nothing
      }
    </section>`;
  }

  #renderForm(): TemplateResult {
    return html`<form
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#do(() => this.#send());
      }}
    >
      <p role="alert">
        ${msg('Part of help did not load. A person reads what you write here. Press Help to try once more.')}
      </p>
      <div class="field">
        <label for="text">${msg('What are you stuck on?')}</label>
        <textarea
          id="text"
          class="input"
          rows="3"
          maxlength="4000"
          .value=${this.#help.text}
          @input=${(event: Event) => (this.#help.text = (event.target as HTMLTextAreaElement).value)}
        ></textarea>
      </div>
      <button class="btn primary lg wide" aria-busy=${this.#busy}>${msg('Send request')}</button>
    </form>`;
  }

  #renderAsked({ state, position, expert }: NonNullable<Help['request']>): TemplateResult {
    const isWaiting = state === 'queued';
    return html`<p class="row" role="status">
        ${ring({ state: isWaiting ? 'alone' : 'connected' })}<span class="grow"
          ><b
            >${
              isWaiting
                ? msg('Your request is here.')
                : state === 'matched'
                  ? msg(str`${expert?.name ?? msg('Somebody')} is here.`)
                  : msg('Your request has ended.')
            }</b
          >
          ${
            isWaiting
              ? html`${position > 1 ? plural(position - 1, { one: '1 before you.', other: str`${position - 1} before you.` }) : msg('You are next in line.')}
                ${msg('Keep this page open: the rest of help is tried again until it comes.')}`
              : msg('Reload this page to go on.')
          }</span
        >
      </p>
      ${
        isWaiting
          ? html`<button
              class="btn md"
              aria-busy=${this.#busy}
              @click=${() => void this.#do(() => this.#help.cancel())}
            >
              ${msg('Cancel request')}
            </button>`
          : nothing
      }`;
  }

  get #busy(): 'true' | typeof nothing {
    return this.#isBusy ? 'true' : nothing;
  }

  async #send(): Promise<void> {
    await this.#help.ask({ text: this.#help.text.trim(), language: this.#help.host.look.locale });
    this.#help.text = '';
  }

  async #do(act: () => Promise<void>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#hasFailed = false;
    this.#changed();
    try {
      await act();
    } catch {
      this.#hasFailed = true;
    } finally {
      this.#isBusy = false;
      this.#changed();
    }
  }
}
