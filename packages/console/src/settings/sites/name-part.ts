import type { Site } from '@harmony-live/protocol';
import { button, field, iconButton, glyphs, switchControl } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../../app/light-element.ts';

/** The longest name, characters. */
const mostLetters = 80;

/** A site's name, its key, and whether it is on. `save` resolves to whether it was kept. */
@customElement('harmony-site-name')
export class NamePart extends LightElement {
  @property({ attribute: false }) accessor site!: Site;
  @property({ attribute: false }) accessor canEdit = false;
  @property({ attribute: false }) accessor isSaving = false;
  @property({ attribute: false }) accessor save!: (change: { name?: string; isOn?: boolean }) => Promise<boolean>;
  /** What is typed while it is renamed; null otherwise. */
  @state() private accessor typed: string | null = null;
  @state() private accessor error: string | undefined;
  /** What was chosen and is on its way: a switch that waits must not jump back. */
  @state() private accessor chosen: boolean | null = null;

  protected override render(): TemplateResult {
    const { site } = this;
    return html`<div class="stack sm">
      <div class="row wrap site-name">
        ${this.typed === null ? this.#renderName() : this.#renderForm(this.typed)}
        <span class="meta mono key">${site.key}</span>
        ${
          this.canEdit
            ? switchControl({
                label: msg(str`${site.name} is on`),
                isOn: this.chosen ?? site.isOn,
                isBusy: this.isSaving,
                onChange: (isOn) => void this.#onSwitch(isOn),
              })
            : nothing
        }
      </div>
      ${
        site.isOn
          ? nothing
          : html`<p class="sub">
              ${msg('Switched off: within a minute every page with this tag shows no help and notices nothing.')}
            </p>`
      }
    </div>`;
  }

  #renderName(): TemplateResult {
    return html`<h3 class="h2 cut grow">${this.site.name}</h3>
      ${
        this.canEdit
          ? iconButton({
              label: msg(str`Rename ${this.site.name}`),
              icon: glyphs.pencil,
              onClick: () => {
                this.typed = this.site.name;
                void this.updateComplete.then(() => this.querySelector('input')?.focus());
              },
            })
          : nothing
      }`;
  }

  #renderForm(typed: string): TemplateResult {
    return html`<form class="add-origin grow" novalidate @submit=${this.#onSubmit}>
      ${field({
        label: msg('Name of the site'),
        name: 'name',
        id: `name-${this.site.id}`,
        isLabelHidden: true,
        maxLength: mostLetters,
        value: typed,
        error: this.error,
        onInput: (value) => {
          this.typed = value;
          this.error = undefined;
        },
        onKeydown: (event) => {
          if (event.key === 'Escape') this.typed = null;
        },
      })}
      ${button({ label: msg('Save name'), type: 'submit', isBusy: this.isSaving })}
    </form>`;
  }

  async #onSwitch(isOn: boolean): Promise<void> {
    this.chosen = isOn;
    try {
      await this.save({ isOn });
    } finally {
      this.chosen = null;
    }
  }

  async #onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const name = (this.typed ?? '').trim();
    if (name === '') this.error = msg('Give it a name.');
    else if (name === this.site.name || (await this.save({ name }))) this.typed = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-site-name': NamePart;
  }
}
