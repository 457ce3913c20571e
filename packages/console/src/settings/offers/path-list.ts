import { button, field, glyphs, iconButton } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../../app/light-element.ts';
import { notSaved, partSection, type Part } from './part.ts';
import { percentField } from './percent-field.ts';

type ListName = 'allow' | 'deny';

/** On which pages, and for which share of visitors, anything is noticed. */
export const wherePart = (part: Part): TemplateResult =>
  partSection(
    msg('Where it notices'),
    msg('Help can be asked for anywhere. “*” stands for one part of a path, “**” at the end for all below.'),
    html`<harmony-path-list .context=${part} .list=${'allow' as const}></harmony-path-list>
      <harmony-path-list .context=${part} .list=${'deny' as const}></harmony-path-list>
      ${percentField({
        part,
        control: 'visitor-share',
        label: msg('Share of visitors'),
        hint: msg('On whose pages anything is noticed; chosen once for each person.'),
        share: part.site.policy.visitorShare,
        most: 1,
        onChange: (visitorShare) => void part.save('visitor-share', () => ({ policy: { visitorShare } })),
      })}`,
  );

/** One list of paths and the field for one more. What was typed stays until it is taken. */
@customElement('harmony-path-list')
export class PathList extends LightElement {
  @property({ attribute: false }) accessor context!: Part;
  @property({ attribute: false }) accessor list: ListName = 'allow';
  @state() private accessor typed = '';
  @state() private accessor isAdding = false;

  protected override render(): TemplateResult {
    const { context: part, list } = this;
    const paths = part.site.policy.pages[list];
    const title = list === 'allow' ? msg('Only on these pages') : msg('Never on these pages');
    return html`<h3 class="label">${title}</h3>
      ${paths.length === 0 ? html`<p class="meta">${list === 'allow' ? msg('Everywhere.') : msg('None.')}</p>` : nothing}
      <ul class="rows" aria-label=${title}>
        ${paths.map(
          (path) =>
            html`<li>
              <span class="mono">${path}</span>
              ${
                part.canEdit
                  ? iconButton({
                      label: msg(str`Remove ${path}`),
                      icon: glyphs.trash2,
                      onClick: () => this.#change(list, (all) => all.filter((one) => one !== path)),
                    })
                  : nothing
              }
            </li>`,
        )}
      </ul>
      ${notSaved(part, list)} ${part.canEdit ? this.#renderForm(title) : nothing}`;
  }

  #renderForm(title: string): TemplateResult {
    const problem = this.context.problemOf(this.#adding);
    const isOfField = problem?.field?.startsWith(`/policy/pages/${this.list}`) === true;
    return html`<form class="add-origin" novalidate @submit=${this.#onAdd}>
        ${field({
          label: msg(str`${title}: one more`),
          name: 'path',
          id: `path-${this.list}`,
          value: this.typed,
          isLabelHidden: true,
          hint: msg('For example /invoices/**'),
          error: isOfField ? problem.reason : undefined,
          onInput: (value) => (this.typed = value),
        })}
        ${button({ label: msg('Add'), type: 'submit', isBusy: this.isAdding })}
      </form>
      ${isOfField ? nothing : notSaved(this.context, this.#adding)}`;
  }

  get #adding(): string {
    return `add-${this.list}`;
  }

  #change(control: string, change: (paths: readonly string[]) => string[]): Promise<boolean> {
    const { list } = this;
    return this.context.save(control, ({ policy }) => ({ policy: { pages: { [list]: change(policy.pages[list]) } } }));
  }

  async #onAdd(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.isAdding) return;
    const path = this.typed.trim();
    this.isAdding = true;
    try {
      if (await this.#change(this.#adding, (all) => [...all.filter((one) => one !== path), path])) this.typed = '';
    } finally {
      this.isAdding = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-path-list': PathList;
  }
}
