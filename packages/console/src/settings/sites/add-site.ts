import { ClientProblem } from '@harmony-live/client';
import type { Site, SiteSecret } from '@harmony-live/protocol';
import { button, field, glyphs } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../../app/desk.ts';
import { LightElement } from '../../app/light-element.ts';
import { problemWords } from '../../app/problem-words.ts';
import { Copying } from './copying.ts';
import { originOf } from './origin.ts';
import { secretNote } from './secret-note.ts';

/**
 * Adds a site, and shows its secret once.
 *
 * Event: `site-added` with the new site.
 */
@customElement('harmony-add-site')
export class AddSite extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @state() private accessor isOpen = false;
  @state() private accessor name = '';
  @state() private accessor origin = '';
  @state() private accessor errors: { name?: string; origin?: string } = {};
  @state() private accessor secret: string | null = null;
  @state() private accessor isBusy = false;
  @state() private accessor problem: ClientProblem | null = null;
  readonly #copying = new Copying(this);

  protected override render(): TemplateResult {
    if (this.secret !== null) return secretNote(this.secret, this.#copying, () => (this.secret = null));
    if (!this.isOpen) {
      return html`<p>${button({ label: msg('Add a site'), icon: glyphs.plus, onClick: () => this.#open() })}</p>`;
    }
    const { errors } = this;
    return html`<form class="stack sm new-site" novalidate @submit=${this.#onSubmit} aria-label=${msg('New site')}>
      ${field({
        label: msg('Name of the site'),
        name: 'site-name',
        value: this.name,
        maxLength: 80,
        ...(errors.name === undefined ? {} : { error: errors.name }),
        onInput: (value) => {
          this.name = value;
          this.errors = {};
        },
      })}
      ${field({
        label: msg('Its origin'),
        name: 'site-origin',
        value: this.origin,
        placeholder: 'https://app.example.com',
        hint: msg('Where its pages are. More can be added later.'),
        ...(errors.origin === undefined ? {} : { error: errors.origin }),
        onInput: (value) => {
          this.origin = value;
          this.errors = {};
        },
      })}
      ${this.problem ? html`<p class="hint bad" role="alert">${problemWords(this.problem)}</p>` : nothing}
      <p class="row">
        ${button({ label: msg('Create site'), type: 'submit', variant: 'primary', isBusy: this.isBusy })}
        ${button({ label: msg('Cancel'), variant: 'quiet', onClick: () => (this.isOpen = false) })}
      </p>
    </form>`;
  }

  #open(): void {
    this.isOpen = true;
    void this.updateComplete.then(() => this.querySelector('input')?.focus());
  }

  async #onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const name = this.name.trim();
    const origin = this.origin.trim() === '' ? null : originOf(this.origin);
    if (name === '') this.errors = { name: msg('Give it a name.') };
    else if (origin === null && this.origin.trim() !== '')
      this.errors = { origin: msg('Write it like https://app.example.com; a port may follow.') };
    else await this.#create(name, origin);
  }

  async #create(name: string, origin: string | null): Promise<void> {
    this.isBusy = true;
    this.problem = null;
    try {
      const origins = origin === null ? [] : [origin];
      const { site, secret } = await this.desk.http.post<SiteSecret>('/v1/sites', { name, origins });
      this.secret = secret;
      this.isOpen = false;
      this.name = this.origin = '';
      this.dispatchEvent(new CustomEvent<Site>('site-added', { detail: site }));
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      if (problem.field?.startsWith('/origins') && problem.reason) this.errors = { origin: problem.reason };
      else if (problem.field === '/name' && problem.reason) this.errors = { name: problem.reason };
      else this.problem = problem;
    } finally {
      this.isBusy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-add-site': AddSite;
  }
}
