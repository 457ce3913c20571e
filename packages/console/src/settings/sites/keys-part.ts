import { ClientProblem } from '@harmony-live/client';
import type { Site, SiteSecret } from '@harmony-live/protocol';
import { button, fullTime } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../../app/desk.ts';
import { LightElement } from '../../app/light-element.ts';
import { problemWords } from '../../app/problem-words.ts';
import { Copying } from './copying.ts';
import { secretNote } from './secret-note.ts';

/** For how many days the key before may be served. */
const keepChoices = [7, 30, 0] as const;

/**
 * A site's keys: a new public key, beside which the one of now is served for a time, and a new secret, shown once.
 *
 * Event: `site-changed` with the site as it now is.
 */
@customElement('harmony-site-keys')
export class KeysPart extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor site!: Site;
  @state() private accessor keepDays: number = keepChoices[0];
  /** Which of them is about to be made anew: asked once more, because pages or names stop working by it. */
  @state() private accessor asking: 'key' | 'secret' | null = null;
  @state() private accessor secret: string | null = null;
  @state() private accessor isBusy = false;
  @state() private accessor problem: ClientProblem | null = null;
  readonly #copying = new Copying(this);

  protected override render(): TemplateResult {
    const { site } = this;
    return html`<details class="keys" ?open=${this.secret !== null}>
      <summary>${msg('Keys')}</summary>
      <div class="stack sm">
        ${
          site.oldKey
            ? html`<p class="sub">
                ${msg(str`The key before, ${site.oldKey.key}, is served until ${fullTime(site.oldKey.until)}. Until then change the tags that carry it.`)}
              </p>`
            : nothing
        }
        ${
          this.secret === null
            ? nothing
            : secretNote(this.secret, this.#copying, () => {
                this.secret = null;
              })
        }
        ${this.asking === null ? this.#renderButtons() : this.#renderAsking(this.asking)}
        ${this.problem ? html`<p class="hint bad" role="alert">${problemWords(this.problem)}</p>` : nothing}
      </div>
    </details>`;
  }

  #renderButtons(): TemplateResult {
    return html`<p class="row wrap">
      ${button({ label: msg('New public key'), onClick: () => (this.asking = 'key') })}
      ${button({ label: msg('New secret'), onClick: () => (this.asking = 'secret') })}
    </p>`;
  }

  #renderAsking(which: 'key' | 'secret'): TemplateResult {
    const isKey = which === 'key';
    const selectId = `keep-${this.site.id}`;
    return html`<div
      class="stack sm asking"
      role="group"
      aria-label=${isKey ? msg('New public key') : msg('New secret')}
    >
      <p>
        ${
          isKey
            ? msg('Every tag gets the new key. For how long are pages with the key of now still served?')
            : msg('Names that your server signs with the secret of now count no longer, at once.')
        }
      </p>
      ${
        isKey
          ? html`<label class="sr" for=${selectId}>${msg('The key of now is served for')}</label>
              <select
                class="input keep"
                id=${selectId}
                @change=${(event: Event) => (this.keepDays = Number((event.target as HTMLSelectElement).value))}
              >
                ${keepChoices.map(
                  (days) =>
                    html`<option value=${days} ?selected=${days === this.keepDays}>
                      ${days === 0 ? msg('No longer: it is known to the wrong people') : msg(str`${days} more days`)}
                    </option>`,
                )}
              </select>`
          : nothing
      }
      <p class="row wrap">
        ${button({
          label: isKey ? msg('Make the new key') : msg('Make the new secret'),
          variant: 'danger',
          isBusy: this.isBusy,
          onClick: () => void this.#rotate(which),
        })}
        ${button({ label: msg('Keep it'), variant: 'quiet', onClick: () => (this.asking = null) })}
      </p>
    </div>`;
  }

  async #rotate(which: 'key' | 'secret'): Promise<void> {
    this.isBusy = true;
    this.problem = null;
    const path = `/v1/sites/${this.site.id}/${which}`;
    try {
      if (which === 'key') {
        this.#tell(await this.desk.http.post<Site>(path, { keepDays: this.keepDays }));
      } else {
        const { site, secret } = await this.desk.http.post<SiteSecret>(path);
        this.secret = secret;
        this.#tell(site);
      }
      this.asking = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    } finally {
      this.isBusy = false;
    }
  }

  #tell(site: Site): void {
    this.dispatchEvent(new CustomEvent<Site>('site-changed', { detail: site, bubbles: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-site-keys': KeysPart;
  }
}
