import { ClientProblem } from '@harmony-live/client';
import type { ChangeSite, Site } from '@harmony-live/protocol';
import { glyphs, note } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../../app/desk.ts';
import { LightElement } from '../../app/light-element.ts';
import { refusalWords } from '../offers/part.ts';
import './keys-part.ts';
import './name-part.ts';
import './origins-part.ts';
import { seenPart } from './seen-part.ts';
import './snippet-part.ts';

/**
 * One site: the tag to paste, whether it was seen and who was refused, where it may be used, its keys.
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
  /** Where it is set what its widget says and asks. */
  @property({ attribute: false }) accessor widgetHref = '';
  /** Epoch milliseconds. */
  @property({ attribute: false }) accessor now = 0;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor isSaving = false;

  protected override render(): TemplateResult {
    const { site, canEdit, isSaving } = this;
    return html`<section class="stack site" aria-label=${site.name}>
      <harmony-site-name
        .site=${site}
        .canEdit=${canEdit}
        .isSaving=${isSaving}
        .save=${this.#change}
      ></harmony-site-name>
      <harmony-snippet .site=${site}></harmony-snippet>
      ${seenPart({ site, now: this.now, isBusy: isSaving, onAdd: canEdit ? this.#onAdd : undefined })}
      <p class="row wrap">
        ${this.#link(this.offersHref, msg('Offers and what is noticed'))}
        ${this.#link(this.widgetHref, msg('What the widget says and asks'))}
        <a class="btn" href=${`/try/${site.key}`} target="_blank" rel="noopener"
          >${msg('Try it yourself')}<span class="sr">, ${site.name}, ${msg('in a new tab')}</span></a
        >
      </p>
      <harmony-origins
        .site=${site}
        .canEdit=${canEdit}
        .isSaving=${isSaving}
        .save=${(origins: string[]) => this.#change({ origins })}
      ></harmony-origins>
      ${
        this.problem
          ? note({
              icon: glyphs.circleAlert,
              tone: 'urgent',
              role: 'alert',
              title: msg('It was not saved.'),
              body: refusalWords(this.problem),
            })
          : nothing
      }
      ${canEdit ? html`<harmony-site-keys .desk=${this.desk} .site=${site} @site-changed=${this.#onRotated}></harmony-site-keys>` : nothing}
    </section>`;
  }

  #link(href: string, words: string): TemplateResult {
    return html`<a class="btn" href=${href}>${words}<span class="sr">, ${this.site.name}</span></a>`;
  }

  readonly #onAdd = (origin: string): void => void this.#change({ origins: [...this.site.origins, origin] });

  readonly #onRotated = (event: CustomEvent<Site>): void => {
    event.stopPropagation();
    this.#tell(event.detail);
  };

  readonly #change = async (change: ChangeSite): Promise<boolean> => {
    if (this.isSaving) return false;
    this.isSaving = true;
    this.problem = null;
    try {
      this.#tell(await this.desk.http.patch<Site>(`/v1/sites/${this.site.id}`, change));
      return true;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
      return false;
    } finally {
      this.isSaving = false;
    }
  };

  #tell(site: Site): void {
    this.dispatchEvent(new CustomEvent<Site>('site-changed', { detail: site }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-site-card': SiteCard;
  }
}
