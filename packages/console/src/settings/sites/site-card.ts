import { ClientProblem } from '@harmony-live/client';
import type { ChangeSite, Site } from '@harmony-live/protocol';
import { button, field, glyphs, icon, iconButton, note, relativeTime } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../../app/desk.ts';
import { LightElement } from '../../app/light-element.ts';
import { problemWords } from '../../app/problem-words.ts';
import { originOf } from './origin.ts';

/** How long "Copied" stays, in milliseconds. */
const copiedMs = 4000;

/**
 * One site: the tag to paste, whether it was seen, and where it may be used.
 *
 * Event: `site-changed` with the site as it now is.
 */
@customElement('harmony-site-card')
export class SiteCard extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor site!: Site;
  @property({ attribute: false }) accessor canEdit = false;
  /** Where it is set how this site offers help. */
  @property({ attribute: false }) accessor offersHref = '';
  /** Epoch milliseconds. */
  @property({ attribute: false }) accessor now = 0;
  @state() private accessor copied: 'done' | 'refused' | null = null;
  @state() private accessor typed = '';
  @state() private accessor error: string | undefined;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor isSaving = false;
  #forgetting: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#forgetting);
  }

  protected override render(): TemplateResult {
    const { site } = this;
    return html`<section class="stack site" aria-label=${site.name}>
      <div class="row">
        <h3 class="h2 cut grow">${site.name}</h3>
        <span class="meta mono">${site.key}</span>
      </div>
      <div class="stack sm">
        <p class="sub">
          ${msg('Paste this before the closing body tag. It loads after your page and sends nothing until a person agrees.')}
        </p>
        <div class="snippet">
          <pre class="code" tabindex="0" aria-label=${msg('Snippet')}>${site.snippet}</pre>
          ${button({ label: msg('Copy snippet'), icon: glyphs.copy, onClick: () => void this.#copy() })}
        </div>
        <p class="hint" role="status">${this.#copiedWords()}</p>
      </div>
      ${this.#renderSeen(site)} ${this.#renderOffers(site)} ${this.#renderOrigins(site)}
    </section>`;
  }

  #copiedWords(): string {
    if (this.copied === 'done') return msg('Copied. Paste it into your page.');
    return this.copied === 'refused' ? msg('The browser did not let us copy: it is selected, press Ctrl C.') : '';
  }

  #renderSeen({ firstSeenAt, lastSeenAt }: Site): TemplateResult {
    const at = lastSeenAt ?? firstSeenAt;
    return html`<div class="seen" role="status">
      ${
        at === null
          ? html`<span class="wt">${icon(glyphs.circleDashed)}</span>
              <span>${msg('Not seen yet: paste the tag into your page and open it. This changes by itself.')}</span>`
          : html`<span class="ok">${icon(glyphs.circleCheck)}</span>
              <span>${msg('We see your site')}</span>
              <span class="meta">${seenWords(at, this.now)}</span>`
      }
    </div>`;
  }

  #renderOffers({ name }: Site): TemplateResult {
    return html`<p>
      <a class="btn" href=${this.offersHref}
        >${msg('Offers and what is noticed')}<span class="sr">${msg(str` on ${name}`)}</span></a
      >
    </p>`;
  }

  #renderOrigins({ origins }: Site): TemplateResult {
    return html`<div class="stack sm">
      <h4 class="sec">${msg('Origins that may use this key')}</h4>
      ${origins.length === 0 ? html`<p class="meta">${msg('None yet: the tag works nowhere.')}</p>` : nothing}
      <ul class="rows">
        ${origins.map(
          (origin) =>
            html`<li>
              <span class="mono">${origin}</span>
              ${
                this.canEdit
                  ? iconButton({
                      label: msg(str`Remove ${origin}`),
                      icon: glyphs.trash2,
                      isDisabled: this.isSaving,
                      onClick: () =>
                        void this.#change({
                          origins: origins.filter((one) => one !== origin),
                        }),
                    })
                  : nothing
              }
            </li>`,
        )}
      </ul>
      ${this.canEdit ? this.#renderAdd() : nothing}
      ${
        this.problem
          ? note({
              icon: glyphs.circleAlert,
              tone: 'urgent',
              role: 'alert',
              title: msg('It was not saved.'),
              body: problemWords(this.problem),
            })
          : nothing
      }
    </div>`;
  }

  #renderAdd(): TemplateResult {
    return html`<form class="add-origin" novalidate @submit=${this.#onAdd}>
      ${field({
        label: msg('Origin'),
        name: 'origin',
        id: `origin-${this.site.id}`,
        value: this.typed,
        isLabelHidden: true,
        placeholder: 'https://app.example.com',
        error: this.error,
        onInput: (value) => {
          this.typed = value;
          this.error = undefined;
        },
      })}
      ${button({ label: msg('Add'), type: 'submit', isBusy: this.isSaving })}
    </form>`;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.site.snippet);
      this.copied = 'done';
    } catch {
      // No clipboard outside a secure context, or the person refused: the keyboard can still copy.
      const code = this.querySelector('.snippet .code');
      if (code) getSelection()?.selectAllChildren(code);
      this.copied = 'refused';
    }
    clearTimeout(this.#forgetting);
    this.#forgetting = setTimeout(() => (this.copied = null), copiedMs);
  }

  async #onAdd(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const origin = originOf(this.typed);
    const { origins } = this.site;
    if (origin === null) {
      this.error = msg('Write it like https://app.example.com; a port may follow.');
    } else if (origins.includes(origin)) {
      this.error = msg('It is in the list already.');
    } else if (await this.#change({ origins: [...origins, origin] })) {
      this.typed = '';
    }
  }

  async #change(change: ChangeSite): Promise<boolean> {
    if (this.isSaving) return false;
    this.isSaving = true;
    this.problem = null;
    try {
      const site = await this.desk.http.patch<Site>(`/v1/sites/${this.site.id}`, change);
      this.dispatchEvent(new CustomEvent<Site>('site-changed', { detail: site }));
      return true;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
      return false;
    } finally {
      this.isSaving = false;
    }
  }
}

function seenWords(at: string, now: number): string {
  return now - Date.parse(at) < 60_000 ? msg('just now') : msg(str`last seen ${relativeTime(at, now)}`);
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-site-card': SiteCard;
  }
}
