import type {
  Conversation,
  EarlierConversations,
  RequestSummaryContext,
  SuggestedArticles,
} from '@harmony-live/protocol';
import { ClientProblem } from '@harmony-live/client';
import { clockTime, fullTime, glyphs, iconButton, reasonLines } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import type { Router } from '../app/router.ts';
import { adopt } from '../app/sheets.ts';
import { scoreOf } from '../figures/numbers.ts';
import '../triage/triage-part.ts';
import './apart.ts';
import { answeredFields } from '../new-request/answered-fields.ts';
import { byEmailTag } from '../new-request/by-email.ts';
import { before } from './before.ts';
import css from './context.css';
import { earlier } from './earlier.ts';
import { appState, where } from './environment.ts';
import { questionOf, similar } from './similar.ts';

adopt(css);

/** Everything that came with the request, beside the conversation; only what the person chose to share. */
@customElement('harmony-context')
export class ContextPane extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  /** Null until loaded. */
  @property({ attribute: false }) accessor details: Conversation | null = null;
  /** Puts a passage into the message that is being written. */
  @property({ attribute: false }) accessor onInsert!: (passage: string) => void;
  @property({ attribute: false }) accessor onBack!: () => void;
  @state() private accessor history: EarlierConversations['items'] | null = null;
  @state() private accessor found: SuggestedArticles['items'] | null = null;
  #loadedFor: string | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const id = this.details?.id ?? null;
    if (!changed.has('details') || id === null || id === this.#loadedFor) return;
    this.#loadedFor = id;
    this.history = this.found = null;
    void this.#load(this.details!);
  }

  protected override render(): TemplateResult {
    const request = this.details?.request;
    return html`<aside class="ctx" role="complementary" aria-label=${msg('Context')}>
      <div class="sheet-head">
        ${iconButton({ label: msg('Back'), icon: glyphs.chevronLeft, size: 'md', onClick: () => this.onBack() })}
        <h2>${msg('Context')}</h2>
      </div>
      ${
        request
          ? html`${why(request, this.desk.me.memberId)} ${asked(request)} ${this.#triage(request)} ${before(request)}
              ${similar(this.found ?? [], this.onInsert)} ${earlier(this.history ?? [], this.router)} ${where(request)}
              ${appState(request)} <harmony-apart .desk=${this.desk} .details=${this.details!}></harmony-apart>`
          : html`<section>
              <p class="meta">${msg('Nothing came with this conversation.')}</p>
            </section>`
      }
    </aside>`;
  }

  #triage({ triage }: RequestSummaryContext): TemplateResult {
    return html`<harmony-triage
      .desk=${this.desk}
      .conversationId=${this.details!.id}
      .triage=${triage}
    ></harmony-triage>`;
  }

  /** What helps beside what came with the request. Where it cannot be had, the rest stands without it. */
  async #load({ id, request }: Conversation): Promise<void> {
    const { http } = this.desk;
    const read = async <T>(path: string): Promise<T[]> => {
      try {
        return (await http.get<{ items: T[] }>(path)).items;
      } catch (problem) {
        if (!(problem instanceof ClientProblem)) throw problem;
        return [];
      }
    };
    const question = request ? questionOf(request) : '';
    const [history, found] = await Promise.all([
      read<EarlierConversations['items'][number]>(`/v1/conversations/${id}/earlier`),
      question === ''
        ? []
        : read<SuggestedArticles['items'][number]>(`/v1/articles/suggestions?q=${encodeURIComponent(question)}`),
    ]);
    // Another conversation may be open by now.
    if (this.#loadedFor !== id) return;
    this.history = history;
    this.found = found;
  }
}

/** Whoever came later, or looks on, reads why it came to the first. */
function why({ score, terms, reasons, acceptedBy }: RequestSummaryContext, me: string): TemplateResult {
  const isTaken = reasons.some(({ code }) => code === 'taken');
  if (acceptedBy !== undefined && acceptedBy.id !== me)
    return html`<section>
      <h2 class="sec">${msg(str`Why this came to ${acceptedBy.name}`)}</h2>
      <ul class="why-you sub">
        ${reasonLines(reasons, 'seeker').map((line) => html`<li>${line}</li>`)}
        ${isTaken ? html`<li>${msg('Taken from the queue.')}</li>` : nothing}
      </ul>
    </section>`;
  const lines = [...(isTaken ? [msg('You took it from the queue.')] : []), ...reasonLines(reasons, 'expert')];
  return html`<section>
    <h2 class="sec">
      ${msg('Why this came to you')} ${isTaken ? nothing : html`<span class="meta">${scoreOf(score, terms)}</span>`}
    </h2>
    <ul class="why-you sub">
      ${lines.length > 0 ? lines.map((line) => html`<li>${line}</li>`) : html`<li>${msg('You were free.')}</li>`}
    </ul>
  </section>`;
}

function asked({ text, fields, createdAt, isAnsweredByEmail }: RequestSummaryContext): TemplateResult {
  return html`<section>
    <h2 class="sec">
      ${msg('What they asked')}
      <time class="meta" datetime=${createdAt} title=${fullTime(createdAt)}>${clockTime(createdAt)}</time>
    </h2>
    <p class="sub asked" dir="auto">${text.trim() ? html`“${text.trim()}”` : msg('Sent without words')}</p>
    ${answeredFields(fields)} ${byEmailTag({ isAnsweredByEmail })}
  </section>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-context': ContextPane;
  }
}
