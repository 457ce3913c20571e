import type { ConversationModel, LogEntry } from '@harmony-live/client';
import {
  Attachments,
  avatar,
  baseSheet,
  button,
  connectionLine,
  define,
  DropZone,
  glyphs,
  icon,
  numberWords,
  plural,
  presenceLine,
  reasonLines,
  storedDrafts,
  type Drafts,
  type LogMessage,
} from '@harmony-live/ui';
import { callLine, callTools, consentDialog, type Asking, type CallContext } from '@harmony-live/ui/call/call.ts';
import { callSheet } from '@harmony-live/ui/call/call-sheet.ts';
import '@harmony-live/ui/composer/composer.ts';
import '@harmony-live/ui/log/log.ts';
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing, unsafeCSS, type TemplateResult } from 'lit';
import { Apart } from '../apart/apart.ts';
import type { Help } from '../help/help.ts';
import { problemWords } from '../help/problem-words.ts';
import { becomesKnown, proposal, ratingView, Resolution } from '../resolution/resolution.ts';
import { KeepFocus } from '../panel/keep-focus.ts';
import { panelSheets } from '../panel/panel-sheet.ts';
import css from './conversation.css';

/** `<harmony-conversation>`: who it is and why, the log, the composer, the end. */
export class ConversationElement extends LitElement {
  static override styles = [baseSheet, panelSheets, unsafeCSS(css), callSheet];
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties = {
    help: { attribute: false },
    isOpen: { attribute: false },
    isEnding: { state: true },
    isLeaving: { state: true },
    asking: { state: true },
    problem: { state: true },
  };

  declare help: Help;
  declare isOpen: boolean;
  declare isEnding: boolean;
  /** Somebody else is being asked for. */
  declare isLeaving: boolean;
  /** The person is about to show their screen. */
  declare asking: Asking;
  declare problem: unknown;
  #drafts!: Drafts;
  readonly #resolution = new Resolution(() => this.requestUpdate());
  #apart!: Apart;
  #stop: (() => void) | null = null;
  readonly #zone = new DropZone(
    (files) => void this.help.attachments?.add(files).then(() => this.#focusComposer()),
    () => ['open', 'proposed'].includes(this.help.conversation?.state.state ?? ''),
  );

  constructor() {
    super();
    this.isOpen = false;
    this.isEnding = false;
    this.isLeaving = false;
    this.asking = null;
    this.addController(new KeepFocus(this));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#apart = new Apart(this.help, () => this.requestUpdate());
    this.#drafts = storedDrafts(this.help.host.storage, 'harmony:draft:');
    this.#stop = this.help.subscribe(() => this.requestUpdate());
    for (const type of DropZone.events) this.addEventListener(type, this.#zone);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override willUpdate(): void {
    const { help } = this;
    if (help.filePlace && !help.attachments) {
      help.attachments = new Attachments(help.filePlace);
      help.attachments.onChange = () => help.changed();
    }
    const hasFiles = help.conversation?.state.messages.some(({ file }) => file !== undefined);
    if (hasFiles) void help.attachments?.need();
  }

  protected override render(): TemplateResult {
    const model = this.help.conversation;
    if (!model) return html``;
    const { state: view } = model;
    const other = view.others[0];
    const name = other?.name ?? this.help.request?.expert?.name ?? msg('The expert');
    const isOver = view.state === 'closed' || view.state === 'resolved';
    return html`<div class="tools" role="toolbar" aria-label=${msg('Conversation tools')}>
        <span class="grow">${this.#stateLine(name, other?.isHere ?? false, isOver)}</span>
        ${isOver ? nothing : this.#renderTools(name)}
      </div>
      ${this.#renderCall(name)}
      <h-log
        label=${msg('Conversation')}
        .messages=${view.messages.map((entry) => this.#line(entry, name))}
        .typing=${view.typing.map((one) => ({ id: one.id ?? '', name: one.name ?? name }))}
        .now=${Date.now()}
        .files=${this.help.attachments?.files}
        @h-retry=${(event: CustomEvent<{ id: string }>) => model.retry(event.detail.id)}
        @h-remove=${(event: CustomEvent<{ id: string }>) => model.remove(event.detail.id)}
        @h-seen=${() => this.isOpen && model.markRead()}
      >
        <div slot="start">${this.#renderMatch(name, other?.id ?? name)}</div>
      </h-log>
      ${view.typing.length ? html`<p class="meta writing">${msg(str`${name} is writing`)}</p>` : nothing}
      ${this.isEnding ? this.#renderEnding() : nothing} ${this.#renderConsent(name)}
      ${view.state === 'proposed' ? proposal(model, this.#resolution, name) : nothing} ${this.#renderFoot(model, name)}`;
  }

  #renderTools(name: string): TemplateResult {
    const { calls } = this.help;
    return html`${calls ? callTools(calls.view, calls, this.#callContext(name), (asking) => (this.asking = asking)) : nothing}
    ${button({ label: msg('End conversation'), variant: 'quiet', onClick: () => (this.isEnding = true) })}`;
  }

  #renderCall(name: string): TemplateResult | typeof nothing {
    const { calls } = this.help;
    return calls ? callLine(calls.view, calls, this.#callContext(name)) : nothing;
  }

  #renderConsent(name: string): TemplateResult | typeof nothing {
    const { calls } = this.help;
    if (!calls) return nothing;
    return consentDialog(calls.view, calls, this.#callContext(name), this.asking, () => (this.asking = null));
  }

  #callContext(name: string): CallContext {
    return { side: 'visitor', name, size: 'md' };
  }

  #renderFoot(model: ConversationModel, name: string): TemplateResult {
    const { state, conversationId, details } = model.state;
    const apart = (): TemplateResult => this.#apart.render(conversationId, name, details?.isBlocked ?? false);
    if (state === 'resolved') {
      const below = html`${becomesKnown(this.help, details?.resolution.solutionSeq ?? null)} ${apart()}`;
      return ratingView(model, this.#resolution, name, () => this.help.leave(), below);
    }
    if (state === 'closed') {
      return html`<div class="foot">
        <p class="sub">${msg('This conversation has ended.')}</p>
        ${button({ label: msg('Ask again'), variant: 'primary', size: 'lg', isWide: true, onClick: () => this.help.leave() })}
        ${apart()}
      </div>`;
    }
    const { attachments } = this.help;
    return html`<p class="drop" aria-hidden="true">${msg('Drop to attach')}</p>
      <div @h-left=${() => this.#focusComposer()}>${attachments?.tray() ?? nothing}</div>
      <h-composer
        data-next
        conversation-id=${conversationId}
        can-attach
        ?has-files=${attachments?.hasReady ?? false}
        placeholder=${msg(str`Write to ${name}`)}
        .drafts=${this.#drafts}
        @h-send=${(event: CustomEvent<{ body: string }>) => {
          attachments?.send();
          model.send(event.detail.body);
        }}
        @h-attach=${() => void attachments?.pick().then(() => this.#focusComposer())}
        @h-typing=${(event: CustomEvent<{ isTyping: boolean }>) => model.setTyping(event.detail.isTyping)}
      ></h-composer>`;
  }

  /** Where Enter sends what was chosen. */
  #focusComposer(): void {
    this.renderRoot.querySelector('h-composer')?.focus({ preventScroll: true });
  }

  /** Who accepted and why; stays at the top of the log. */
  #renderMatch(name: string, id: string): TemplateResult {
    const { expert } = this.help.request ?? {};
    // Why somebody was asked, and how they were rated, says nothing of the colleague to whom they gave it.
    const { reasons: why = [], rating, basedOn = 0 } = expert?.name === name ? expert : {};
    const reasons = reasonLines(why, 'seeker');
    return html`<section class="match" aria-label=${msg(str`Why ${name}`)}>
      <div class="row">
        ${avatar({ id, name, size: 'lg' })}
        <div>
          <h3>${name}</h3>
          ${rating === undefined ? nothing : html`<p class="meta">${plural(basedOn, { one: str`${numberWords(rating)} of 5, from one rating`, other: str`${numberWords(rating)} of 5, from ${basedOn} ratings` })}</p>`}
        </div>
      </div>
      ${
        reasons.length === 0
          ? nothing
          : html`<ul class="why">
              ${reasons.map((words) => html`<li>${icon(glyphs.check)}<span>${words}</span></li>`)}
            </ul>`
      }
      ${this.#canAskForAnother ? this.#renderAnother() : nothing}
    </section>`;
  }

  /** As long as nobody has answered. */
  get #canAskForAnother(): boolean {
    const { state, isLoaded, messages } = this.help.conversation!.state;
    const isAnswered = messages.some(({ isMine, kind }) => !isMine && (kind === 'text' || kind === 'file'));
    return state === 'open' && isLoaded && !isAnswered && !this.help.calls?.view.call;
  }

  #renderAnother(): TemplateResult {
    return html`${button({ label: msg('Ask for someone else'), variant: 'quiet', isBusy: this.isLeaving, onClick: () => void this.#askForAnother() })}
    ${this.problem ? html`<p class="hint bad" role="alert">${problemWords(this.problem)}</p>` : nothing}`;
  }

  async #askForAnother(): Promise<void> {
    this.problem = null;
    this.isLeaving = true;
    try {
      await this.help.conversation?.giveBack();
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.isLeaving = false;
    }
  }

  #renderEnding(): TemplateResult {
    return html`<div class="ending" role="alertdialog" aria-label=${msg('End the conversation?')}>
      <p><b>${msg('End the conversation?')}</b> ${msg('What was written stays with the person who helped you.')}</p>
      ${this.problem ? html`<p class="hint bad" role="alert">${problemWords(this.problem)}</p>` : nothing}
      <div class="row">
        ${button({ label: msg('Go on talking'), size: 'md', onClick: () => (this.isEnding = false) })}
        ${button({ label: msg('End conversation'), size: 'md', variant: 'danger', onClick: () => void this.#end() })}
      </div>
    </div>`;
  }

  #stateLine(name: string, isHere: boolean, isOver: boolean): TemplateResult {
    const { connection } = this.help.conversation!.state;
    if (isOver)
      return html`<span class="meta"
        >${this.help.conversation!.state.state === 'resolved' ? msg('Solved') : msg('Ended')}</span
      >`;
    if (connection.state === 'offline') return connectionLine({ state: 'offline', since: connection.since });
    if (connection.state !== 'online')
      return connectionLine({ state: connection.state === 'reconnecting' ? 'reconnecting' : 'connecting' });
    return presenceLine({ name, status: isHere ? 'here' : 'away' });
  }

  #line(entry: LogEntry, name: string): LogMessage {
    return {
      id: entry.clientId ?? entry.key,
      kind: entry.kind,
      from: { id: entry.from.id ?? entry.from.kind, name: entry.isMine ? msg('You') : (entry.from.name ?? name) },
      isMine: entry.isMine,
      body: entry.body,
      at: entry.at,
      ...(entry.file ? { file: entry.file } : {}),
      isSolution: entry.seq !== null && entry.seq === this.help.conversation!.state.details?.resolution.solutionSeq,
      ...(entry.delivery ? { state: entry.delivery } : {}),
      ...(entry.problem ? { failure: problemWords(entry.problem) } : {}),
    };
  }

  async #end(): Promise<void> {
    this.problem = null;
    try {
      await this.help.conversation?.close();
      this.isEnding = false;
      this.renderRoot.querySelector('h-composer')?.blur();
    } catch (problem) {
      this.problem = problem;
    }
  }
}

define('harmony-conversation', ConversationElement);
