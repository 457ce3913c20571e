import type { Conversation, Message } from '@harmony-live/protocol';
import { button, define, glyphs, note, skeleton, type LogMessage } from '@harmony-live/ui';
import '@harmony-live/ui/log/log.ts';
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { Apart } from '../apart/apart.ts';
import type { Help } from '../help/help.ts';
import { problemWords } from '../help/problem-words.ts';
import { panelSheets } from '../panel/panel-sheet.ts';
import { skeletonSheet } from '../panel/skeleton-sheet.ts';
import { canComeBack } from './order.ts';
import { standing } from './past.ts';

/** How many entries are read at once. */
const pageSize = 100;

/** `<harmony-past>`: a conversation of before, to read; one that was solved lately can be opened again. */
export class PastConversationElement extends LitElement {
  static override styles = [panelSheets, skeletonSheet];
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override properties = {
    help: { attribute: false },
    messages: { state: true },
    details: { state: true },
    isBusy: { state: true },
    problem: { state: true },
  };

  declare help: Help;
  /** Null while they are read. */
  declare messages: readonly Message[] | null;
  /** With what lists do not tell; null while it is read. */
  declare details: Conversation | null;
  declare isBusy: boolean;
  declare problem: unknown;

  #apart!: Apart;

  constructor() {
    super();
    this.messages = null;
    this.details = null;
    this.isBusy = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#apart = new Apart(this.help, () => this.requestUpdate());
    void this.#load();
  }

  protected override render(): TemplateResult {
    const past = this.help.past?.current;
    if (!past) return html``;
    return html`${
        this.messages === null
          ? html`<div class="main">
              ${this.problem ? nothing : skeleton({ label: msg('The conversation loads'), rows: 6, rowHeight: 36 })}
            </div>`
          : html`<h-log
              label=${msg('Conversation')}
              .messages=${this.messages.map((message) => this.#line(message))}
              .now=${Date.now()}
            ></h-log>`
      }
      <div class="foot">
        ${this.problem ? note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: problemWords(this.problem) }) : nothing}
        <p class="meta">${standing(past)}</p>
        ${
          canComeBack(past, Date.now()) && !this.help.isOpen && !this.#isApart
            ? button({
                label: msg('It came back'),
                size: 'md',
                isWide: true,
                isBusy: this.isBusy,
                onClick: () => void this.#comeBack(),
              })
            : nothing
        }
        ${this.#renderAgain(past)} ${this.#renderApart(past)}
      </div>`;
  }

  /** They do not want to meet again. */
  get #isApart(): boolean {
    return this.#apart.isBlocked ?? this.details?.isBlocked ?? false;
  }

  /** A new request, with whoever helped then asked first. */
  #renderAgain({ participants, state }: Conversation): TemplateResult | typeof nothing {
    const { help } = this;
    const expert = participants.find(({ kind }) => kind === 'member');
    const isOver = state === 'resolved' || state === 'closed';
    if (!isOver || help.isOpen || this.#isApart || expert?.id === undefined || expert.name === undefined)
      return nothing;
    const prefer = { id: expert.id, name: expert.name };
    return button({
      label: msg(str`Ask ${prefer.name} again`),
      size: 'md',
      isWide: true,
      onClick: () => {
        help.prefer = prefer;
        help.show('request');
      },
    });
  }

  #renderApart({ id, state }: Conversation): TemplateResult | typeof nothing {
    const name = this.details?.expert?.name;
    if (name === undefined || state === 'open' || state === 'proposed') return nothing;
    return this.#apart.render(id, name, this.details?.isBlocked ?? false);
  }

  #line({ id, clientId, kind, from, body, at, seq }: Message): LogMessage {
    const isMine = from.kind === 'visitor';
    return {
      id: clientId ?? id,
      kind,
      from: { id: from.id ?? from.kind, name: isMine ? msg('You') : (from.name ?? msg('The expert')) },
      isMine,
      body,
      at,
      isSolution: seq === this.help.past?.current?.resolution.solutionSeq,
    };
  }

  async #load(): Promise<void> {
    const id = this.help.past?.current?.id;
    if (id === undefined) return;
    try {
      const { http } = await this.help.line();
      this.details = await http.get<Conversation>(`/v1/conversations/${id}`);
      const all: Message[] = [];
      for (let after: string | null = '0'; after !== null;) {
        const path: string = `/v1/conversations/${id}/messages?after=${after}&limit=${pageSize}`;
        const page: { items: Message[]; next: string | null } = await http.get(path);
        all.push(...page.items);
        after = page.next;
      }
      this.messages = all;
    } catch (problem) {
      this.problem = problem;
    }
  }

  /** The same thread goes on, with the same expert where they can. */
  async #comeBack(): Promise<void> {
    const past = this.help.past?.current;
    if (!past) return;
    this.isBusy = true;
    this.problem = null;
    try {
      const { http } = await this.help.line();
      await http.post(`/v1/conversations/${past.id}/resolve`, { outcome: 'not-yet' });
      await this.help.goOn(past.requestId);
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.isBusy = false;
    }
  }
}

define('harmony-past', PastConversationElement);
