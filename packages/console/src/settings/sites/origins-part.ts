import type { Site } from '@harmony-live/protocol';
import { button, field, glyphs, iconButton } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../../app/light-element.ts';
import { originOf } from './origin.ts';

/**
 * Where a site's key may be used. `save` takes the whole list, and resolves to whether it was kept.
 */
@customElement('harmony-origins')
export class OriginsPart extends LightElement {
  @property({ attribute: false }) accessor site!: Site;
  @property({ attribute: false }) accessor canEdit = false;
  @property({ attribute: false }) accessor isSaving = false;
  @property({ attribute: false }) accessor save!: (origins: string[]) => Promise<boolean>;
  @state() private accessor typed = '';
  @state() private accessor error: string | undefined;

  protected override render(): TemplateResult {
    const { origins } = this.site;
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
                      onClick: () => void this.save(origins.filter((one) => one !== origin)),
                    })
                  : nothing
              }
            </li>`,
        )}
      </ul>
      ${this.canEdit ? this.#renderAdd() : nothing}
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

  async #onAdd(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const origin = originOf(this.typed);
    const { origins } = this.site;
    if (origin === null) {
      this.error = msg('Write it like https://app.example.com; a port may follow.');
    } else if (origins.includes(origin)) {
      this.error = msg('It is in the list already.');
    } else if (await this.save([...origins, origin])) {
      this.typed = '';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-origins': OriginsPart;
  }
}
