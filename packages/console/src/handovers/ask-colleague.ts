import { ClientProblem } from '@harmony-live/client';
import type { Colleague, HandoverKind } from '@harmony-live/protocol';
import { avatar, button, field, glyphs, note, skeleton } from '@harmony-live/ui';
import '@harmony-live/ui/dialog/dialog.ts';
import { areaField } from '@harmony-live/ui/field/area.ts';
import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { problemWords } from '../app/problem-words.ts';
import { adopt } from '../app/sheets.ts';
import css from './handovers.css';
import { askTitle, found, longestBrief, standingLine } from './words.ts';

adopt(css);

/** From so many colleagues on there is a box to look for one. */
const searchedFrom = 6;

/**
 * **Invite** and **Transfer**: whom to ask, and what they should know. What was written stays until it is sent, also when the
 * dialog is closed over it.
 *
 * Event: `close-ask`, when it was sent or left.
 */
@customElement('harmony-ask-colleague')
export class AskColleague extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor conversationId!: string;
  /** What is asked; null while it is closed. */
  @property({ attribute: false }) accessor kind: HandoverKind | null = null;
  @state() private accessor colleagues: readonly Colleague[] | null = null;
  @state() private accessor problem: string | null = null;
  @state() private accessor words = '';
  @state() private accessor chosen: string | null = null;
  @state() private accessor brief = '';
  @state() private accessor isBusy = false;
  /** What is still missing was asked for once. */
  @state() private accessor isTried = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('conversationId')) this.brief = '';
    if (!changed.has('kind') || this.kind === null) return;
    this.words = '';
    this.chosen = null;
    this.isTried = false;
    void this.#load();
  }

  protected override updated(changed: PropertyValues<this>): void {
    // Whom to ask comes first; it was not there yet when the dialog looked for what takes the focus.
    if (changed.has('colleagues' as keyof AskColleague) && this.colleagues !== null && this.kind !== null)
      this.querySelector<HTMLElement>('.ask-colleague input:not(:disabled)')?.focus();
  }

  protected override render(): TemplateResult {
    const { kind } = this;
    return html`<h-dialog .label=${askTitle(kind ?? 'invite')} .isOpen=${kind !== null} @h-close=${() => this.#close()}>
      ${kind === null ? nothing : this.#renderForm(kind)}
      <div slot="actions" class="row">
        ${button({ label: msg('Cancel'), size: 'md', onClick: () => this.#close() })}
        ${
          this.colleagues?.length === 0
            ? nothing
            : button({
                label: kind === 'transfer' ? msg('Ask to take over') : msg('Ask to come along'),
                ...{ size: 'md', variant: 'primary', isBusy: this.isBusy },
                onClick: () => void this.#ask(),
              })
        }
      </div>
    </h-dialog>`;
  }

  #renderForm(kind: HandoverKind): TemplateResult {
    return html`<div class="ask-colleague">
      <p class="sub">
        ${
          kind === 'invite'
            ? msg('They find everything that was said, and you both go on. The person sees that they have come.')
            : msg('They find everything that was said. You stay until they have come; then it is theirs.')
        }
      </p>
      ${
        this.problem === null
          ? nothing
          : note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: this.problem })
      }
      ${this.#renderColleagues()}
      ${
        this.colleagues === null || this.colleagues.length === 0
          ? nothing
          : areaField({
              label: kind === 'invite' ? msg('What they should know (optional)') : msg('What they should know'),
              ...{ name: 'brief', value: this.brief, rows: 4, maxLength: longestBrief },
              hint: msg('Colleagues alone read it; it becomes a note.'),
              error: this.isTried && this.#lacksBrief ? msg('Write in short where it stands.') : undefined,
              onInput: (brief: string) => (this.brief = brief),
            })
      }
    </div>`;
  }

  #renderColleagues(): TemplateResult {
    const { colleagues } = this;
    if (colleagues === null) {
      if (this.problem !== null)
        return html`<p>${button({ label: msg('Try again'), onClick: () => void this.#load() })}</p>`;
      return skeleton({ label: msg('Colleagues load'), rows: 3, rowHeight: 44 });
    }
    if (colleagues.length === 0)
      return note({
        icon: glyphs.usersRound,
        title: msg('There is nobody else to ask.'),
        body: msg('Everybody who helps here is in it already. An admin can invite more people under Settings.'),
      });
    const shown = found(colleagues, this.words);
    return html`${
        colleagues.length < searchedFrom
          ? nothing
          : field({
              label: msg('Find a colleague'),
              ...{ name: 'find-colleague', type: 'search', value: this.words },
              onInput: (words: string) => (this.words = words),
            })
      }
      <div
        class="colleagues"
        role="radiogroup"
        aria-label=${msg('Colleagues')}
        aria-describedby=${this.isTried && this.chosen === null ? 'nobody-chosen' : nothing}
      >
        ${shown.map((one) => this.#renderColleague(one))}
        ${shown.length === 0 ? html`<p class="sub">${msg(str`Nobody here is called “${this.words.trim()}”.`)}</p>` : nothing}
      </div>
      ${
        this.isTried && this.chosen === null
          ? html`<p class="hint bad" id="nobody-chosen" role="alert">${msg('Choose whom to ask.')}</p>`
          : nothing
      }`;
  }

  #renderColleague(colleague: Colleague): TemplateResult {
    const { memberId, name, state, isAsked } = colleague;
    return html`<label class="colleague">
      <input
        type="radio"
        name="colleague"
        .value=${memberId}
        .checked=${this.chosen === memberId}
        ?disabled=${isAsked}
        aria-label=${name}
        aria-describedby=${`standing-${memberId}`}
        @change=${() => (this.chosen = memberId)}
      />
      ${avatar({ id: memberId, name, ...(state === 'available' ? { presence: 'here' as const } : {}) })}
      <span class="grow">
        <span class="cut name" dir="auto">${name}</span>
        <span class="meta" id=${`standing-${memberId}`}>${standingLine(colleague)}</span>
      </span>
    </label>`;
  }

  get #lacksBrief(): boolean {
    return this.kind === 'transfer' && this.brief.trim() === '';
  }

  async #load(): Promise<void> {
    const { conversationId } = this;
    this.problem = this.colleagues = null;
    await this.#try(async () => {
      const colleagues = await this.desk.handovers.colleagues(conversationId);
      if (conversationId === this.conversationId) this.colleagues = colleagues;
    });
  }

  async #ask(): Promise<void> {
    const { kind, chosen, brief, conversationId } = this;
    this.isTried = true;
    if (kind === null || this.isBusy || chosen === null || this.#lacksBrief) return this.#goToFault();
    this.isBusy = true;
    await this.#try(async () => {
      await this.desk.handovers.ask(kind, conversationId, chosen, brief);
      this.brief = '';
      this.#close();
    });
    this.isBusy = false;
  }

  async #try(act: () => Promise<void>): Promise<void> {
    this.problem = null;
    try {
      await act();
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problemWords(problem);
    }
  }

  #goToFault(): void {
    const where = this.chosen === null ? 'input[name="colleague"]:not(:disabled)' : 'textarea';
    this.querySelector<HTMLElement>(where)?.focus();
  }

  #close(): void {
    this.dispatchEvent(new Event('close-ask'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-ask-colleague': AskColleague;
  }
}
