import type { OfferRule, Site } from '@harmony-live/protocol';
import { button, field, glyphs, iconButton, plural, segments } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../../app/light-element.ts';
import { notSaved, partSection, type Part } from './part.ts';
import { ruleId } from './rule-id.ts';

type RuleKind = 'time' | 'trigger';
type Typed = Record<'page' | 'afterSeconds' | 'trigger', string>;

const nothingTyped: Typed = { page: '', afterSeconds: '', trigger: '' };

/** The team's own rules: help that is offered at a place of its choosing, beside what is noticed. */
export const rulesPart = (part: Part): TemplateResult =>
  partSection(
    msg('Your own rules'),
    msg('Offer help where you know that people get stuck, whatever is noticed. The same limits hold for each person.'),
    html`<harmony-offer-rules .context=${part}></harmony-offer-rules>`,
  );

/** The list of rules and the form for one more. What was typed stays until it is taken. */
@customElement('harmony-offer-rules')
export class OfferRules extends LightElement {
  @property({ attribute: false }) accessor context!: Part;
  @state() private accessor kind: RuleKind = 'time';
  @state() private accessor typed = nothingTyped;
  @state() private accessor isAdding = false;

  protected override render(): TemplateResult {
    const { rules } = this.context.site.policy.offers;
    return html`${rules.length === 0 ? html`<p class="meta">${msg('None: help is offered only where somebody seems stuck.')}</p>` : nothing}
      <ul class="rows" aria-label=${msg('Your own rules')}>
        ${rules.map(
          (rule) =>
            html`<li>
              <span>${ruleWords(rule)} <span class="meta mono">${rule.id}</span></span>
              ${
                this.context.canEdit
                  ? iconButton({
                      label: msg(str`Remove the rule ${rule.id}`),
                      icon: glyphs.trash2,
                      onClick: () => void this.context.save('rules', (site) => without(site, rule.id)),
                    })
                  : nothing
              }
            </li>`,
        )}
      </ul>
      ${notSaved(this.context, 'rules')} ${this.context.canEdit ? this.#renderForm() : nothing}`;
  }

  #renderForm(): TemplateResult {
    const isTime = this.kind === 'time';
    return html`<form class="add-rule" novalidate @submit=${this.#onAdd}>
      ${segments<RuleKind>({
        label: msg('Kind of rule'),
        name: 'rule-kind',
        size: 'sm',
        value: this.kind,
        choices: [
          { value: 'time', label: msg('After a time') },
          { value: 'trigger', label: msg('Named trigger') },
        ],
        onChange: (kind) => (this.kind = kind),
      })}
      <div class="rule-fields">
        ${this.#renderField('page', msg('Page'), msg('Empty: on every page. /checkout/** is all below it.'))}
        ${
          isTime
            ? this.#renderField('afterSeconds', msg('Seconds'), msg('So long somebody looks at the page.'))
            : this.#renderField('trigger', msg('Trigger'), msg('Your page calls Harmony.trigger with this name.'))
        }
      </div>
      ${this.#renderOtherProblem()} ${button({ label: msg('Add rule'), type: 'submit', isBusy: this.isAdding })}
    </form>`;
  }

  #renderField(name: keyof Typed, label: string, hint: string): TemplateResult {
    return field({
      ...{ label, hint, name },
      id: `rule-${name}`,
      value: this.typed[name],
      error: this.#errorOf(name),
      onInput: (value) => (this.typed = { ...this.typed, [name]: value }),
    });
  }

  /** The server names a field by its whole path. */
  #errorOf(name: keyof Typed): string | undefined {
    const problem = this.context.problemOf('add-rule');
    return problem?.field?.endsWith(`/${name}`) === true ? problem.reason : undefined;
  }

  #renderOtherProblem(): TemplateResult | typeof nothing {
    const names = this.kind === 'time' ? (['page', 'afterSeconds'] as const) : (['page', 'trigger'] as const);
    return names.some((name) => this.#errorOf(name) !== undefined) ? nothing : notSaved(this.context, 'add-rule');
  }

  async #onAdd(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.isAdding) return;
    const rule = ruleOf(this.kind, this.typed);
    this.isAdding = true;
    try {
      if (await this.context.save('add-rule', (site) => withRule(site, rule))) this.typed = nothingTyped;
    } finally {
      this.isAdding = false;
    }
  }
}

/** What was typed, as it is: what is wrong with it the server says. */
function ruleOf(kind: RuleKind, typed: Typed): Omit<OfferRule, 'id'> {
  const page = typed.page.trim();
  const where = page === '' ? {} : { page };
  return kind === 'time'
    ? { ...where, afterSeconds: Number(typed.afterSeconds.trim() || Number.NaN) }
    : { ...where, trigger: typed.trigger.trim() };
}

const withRule = ({ policy: { offers } }: Site, rule: Omit<OfferRule, 'id'>) => ({
  policy: { offers: { rules: [...offers.rules, { id: ruleId(offers.rules, rule), ...rule }] } },
});

const without = ({ policy: { offers } }: Site, id: string) => ({
  policy: { offers: { rules: offers.rules.filter((rule) => rule.id !== id) } },
});

function ruleWords({ page, afterSeconds = 0, trigger }: OfferRule): TemplateResult {
  const where = page === undefined ? msg('on every page') : html`<span class="mono">${page}</span>`;
  return trigger === undefined
    ? html`${plural(afterSeconds, { one: 'After 1 second', other: str`After ${afterSeconds} seconds` })} · ${where}`
    : html`${msg('When your page calls')} · <span class="mono">${trigger}</span> · ${where}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-offer-rules': OfferRules;
  }
}
