import { ClientProblem } from '@harmony-live/client';
import type { Handover } from '@harmony-live/protocol';
import { avatar, button, glyphs, note } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { Watch } from '../app/observable.ts';
import { commandsOf } from '../shortcuts/commands.ts';
import { problemWords } from '../app/problem-words.ts';
import type { Router } from '../app/router.ts';
import { adopt } from '../app/sheets.ts';
import { topicWords } from '../conversations/list-pane.ts';
import css from './handovers.css';
import type { TakenBack } from './handovers.ts';
import { askedWords, takenBackWords } from './words.ts';

adopt(css);

/** How long the words about a question that went away stay, in milliseconds. */
const toldMs = 5000;

/**
 * What colleagues ask of this person, beside new requests and quieter: it is said politely, counts no seconds, and never takes
 * the focus.
 */
@customElement('harmony-asked')
export class Asked extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  @state() private accessor told: { words: string; isProblem: boolean } | null = null;
  @state() private accessor accepting: string | null = null;

  readonly #watch = new Watch(this, () => this.desk ?? null);
  #letGo: (() => void) | null = null;
  #lastTaken: TakenBack | null = null;
  #forgetting: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#forgetting);
    this.#offerCommand(false);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('desk')) {
      this.#watch.again();
      this.#lastTaken = this.desk.handovers.takenBack;
    }
    const { takenBack, toMe } = this.desk.handovers;
    this.#offerCommand(toMe.length > 0 && this.desk.offers.length === 0);
    if (takenBack === this.#lastTaken) return;
    this.#lastTaken = takenBack;
    if (takenBack) this.#tell(takenBackWords(takenBack), false);
  }

  protected override render(): TemplateResult {
    const { toMe } = this.desk.handovers;
    return html`<p class="sr" role="status">${toMe.map(askedWords).join('. ')}</p>
      <div class="told" role="status">
        ${
          this.told
            ? note({
                icon: this.told.isProblem ? glyphs.circleAlert : glyphs.info,
                ...(this.told.isProblem ? { tone: 'urgent' as const } : {}),
                body: this.told.words,
              })
            : nothing
        }
      </div>
      ${toMe.map((handover) => this.#renderAsked(handover))}`;
  }

  #renderAsked(handover: Handover): TemplateResult {
    const { id, kind, from, topic, brief } = handover;
    const titleId = `asked-${id}`;
    return html`<div class="alert asked" role="dialog" aria-labelledby=${titleId}>
      <div class="row">
        ${avatar({ id: from.id ?? id, name: from.name ?? '' })}
        <div class="grow">
          <h2 class="name" id=${titleId} tabindex="-1" dir="auto">${askedWords(handover)}</h2>
          <p class="meta cut" dir="auto" title=${topicWords(topic)}>${topicWords(topic)}</p>
        </div>
      </div>
      ${
        brief === ''
          ? nothing
          : html`<div><blockquote class="sub words" dir="auto" tabindex="0">${brief}</blockquote></div>`
      }
      <div class="row answers">
        ${button({
          label: kind === 'invite' ? msg('Join') : msg('Take over'),
          ...{ variant: 'primary', size: 'md', isWide: true, isBusy: this.accepting === id },
          onClick: () => void this.#accept(id),
        })}
        ${button({ label: msg('Not now'), size: 'md', isWide: true, onClick: () => void this.desk.handovers.decline(id) })}
      </div>
    </div>`;
  }

  /** Alt+N comes here where no request stands before them. */
  #offerCommand(isOn: boolean): void {
    if (isOn === (this.#letGo !== null)) return;
    this.#letGo?.();
    const goHere = (): void => this.querySelector<HTMLElement>('.asked h2')?.focus({ preventScroll: true });
    this.#letGo = isOn ? commandsOf(this.desk).hold({ 'request.focus': goHere }) : null;
  }

  async #accept(id: string): Promise<void> {
    if (this.accepting !== null) return;
    this.accepting = id;
    try {
      const conversationId = await this.desk.handovers.accept(id);
      await this.desk.loadConversations();
      this.router.go('conversations', conversationId);
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.#tell(problemWords(problem), true);
    } finally {
      this.accepting = null;
    }
  }

  #tell(words: string, isProblem: boolean): void {
    this.told = { words, isProblem };
    clearTimeout(this.#forgetting);
    this.#forgetting = setTimeout(() => (this.told = null), toldMs);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-asked': Asked;
  }
}
