import type { Conversation, ConversationList } from '@harmony-live/protocol';
import { button, dayLabel, glyphs, icon } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';
import { sortPast, type PastConversation } from './order.ts';

/** What is shown of each list until all are asked for. */
const mostShown = 3;

/** The conversations this person had, as the start shows them: those that go on or ended, and those that were solved. */
export class Past {
  items: readonly Conversation[] = [];
  /** The one that is read. */
  current: Conversation | null = null;
  readonly #help: Help;
  readonly #open = new Set<string>();

  constructor(help: Help) {
    this.#help = help;
  }

  /** Asks the server anew; what cannot be had leaves what was. */
  async load(): Promise<void> {
    try {
      const { http } = await this.#help.line();
      this.items = (await http.get<ConversationList>('/v1/conversations?limit=50')).items;
      this.#help.changed();
    } catch {
      // The start works without.
    }
  }

  /** The lists of the start, or nothing while there is nothing in them. */
  render(): TemplateResult | typeof nothing {
    const { attachable } = this.#help.host;
    const { page, signals = [] } = attachable();
    const fingerprints = signals.flatMap(({ fingerprint }) => fingerprint ?? []);
    const { solved, others } = sortPast(this.items, { page: page?.path, fingerprints });
    // What is open now has a button of its own.
    const here = this.#help.conversation?.state.conversationId;
    const rest = others.filter(({ conversation }) => conversation.id !== here);
    return html`${this.#list(msg('Conversations'), rest)} ${this.#list(msg('Solved before'), solved)}`;
  }

  #list(label: string, all: readonly PastConversation[]): TemplateResult | typeof nothing {
    if (all.length === 0) return nothing;
    const isWhole = this.#open.has(label) || all.length <= mostShown;
    const more = (): void => {
      this.#open.add(label);
      this.#help.changed();
    };
    return html`<section class="stack sm">
      <div class="row">
        <h3 class="head grow">${label}</h3>
        ${isWhole ? nothing : button({ label: msg(str`All ${all.length}`), variant: 'quiet', onClick: more })}
      </div>
      <ul class="list" aria-label=${label}>
        ${(isWhole ? all : all.slice(0, mostShown)).map((one) => html`<li>${this.#row(one)}</li>`)}
      </ul>
    </section>`;
  }

  #row({ conversation, about }: PastConversation): TemplateResult {
    const { topic, solution, state } = conversation;
    const words = topic || msg('Without words');
    return html`<a
        class="item"
        href="#"
        @click=${(event: Event) => {
          event.preventDefault();
          this.#choose(conversation);
        }}
        ><span class="t cut" dir="auto" title=${words}>${words}</span></a
      >
      ${state === 'resolved' && solution ? html`<span class="snip" dir="auto">${solution}</span>` : nothing}
      <span class="meta row">
        ${state === 'resolved' ? icon(glyphs.check) : nothing}
        <span
          >${standing(conversation)}${about === 'something-else' ? nothing : html` · <b>${about === 'this-problem' ? msg('this very problem') : msg('on this page')}</b>`}</span
        >
      </span>`;
  }

  /** What goes on is gone on with; what is over is read. */
  #choose(conversation: Conversation): void {
    const help = this.#help;
    const isOngoing = conversation.state === 'open' || conversation.state === 'proposed';
    this.current = conversation;
    if (isOngoing && !help.isOpen) help.goOn(conversation.requestId).catch(() => help.show('past'));
    else help.show('past');
  }
}

/** How it stands, with whom, and when: "Solved with Grace · yesterday". */
export const standing = ({ state, participants, lastAt, resolution }: Conversation): string => {
  const name = participants.find(({ kind }) => kind === 'member')?.name;
  const when = dayLabel(resolution.resolvedAt ?? lastAt, Date.now());
  return `${stateWords(state, name)} · ${when}`;
};

function stateWords(state: Conversation['state'], name: string | undefined): string {
  switch (state) {
    case 'resolved':
      return name ? msg(str`Solved with ${name}`) : msg('Solved');
    case 'closed':
      return name ? msg(str`Ended with ${name}`) : msg('Ended');
    case 'proposed':
      return name ? msg(str`${name} asks whether it is solved`) : msg('Waits for your answer');
    case 'open':
      return name ? msg(str`Goes on with ${name}`) : msg('Goes on');
  }
}
