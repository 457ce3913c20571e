import type { Calls, ConversationModel, ConversationView } from '@harmony-live/client';
import type { HandoverKind } from '@harmony-live/protocol';
import type { ComposerElement, LogElement } from '@harmony-live/ui';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { focusHeading } from '../app/heading.ts';
import { LightElement } from '../app/light-element.ts';
import { Watch } from '../app/observable.ts';
import { preferences } from '../app/preferences.ts';
import type { Router } from '../app/router.ts';
import { repliesOf } from '../replies/saved-replies.ts';
import { commandsOf } from '../shortcuts/commands.ts';
import { Acting, markSolution } from './acting.ts';
import { ThreadFiles } from './attaching.ts';
import { appendPassage } from './composer-text.ts';
import type { Colleagues } from './colleagues.ts';
import { drawnLines } from './drawn-lines.ts';
import type { Notes } from './notes.ts';
import { openConversationsOf, type OpenConversations } from './open-conversations.ts';
import { ReplyPicking } from './reply-picking.ts';
import { mayAsk } from './thread-acts.ts';
import { threadCommands } from './thread-commands.ts';
import { threadPane } from './thread-pane.ts';
import { threadQuestions } from './thread-questions.ts';

/** One conversation: what was said, what colleagues note beside it, what is being written. Two may stand side by side. */
@customElement('harmony-thread')
export class ThreadView extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  @property({ attribute: false }) accessor conversationId!: string;
  /** Epoch milliseconds: what "today" is seen from. */
  @property({ attribute: false }) accessor now = 0;
  /** The second one, which can be put away; it takes no focus by coming up. */
  @property({ type: Boolean }) accessor isBeside = false;
  /** What is asked about over the thread. */
  @state() private accessor asking: HandoverKind | 'end' | null = null;
  @state() private accessor isNoting = false;
  @state() private accessor isFinding = false;
  readonly #deskWatch = new Watch(this, () => this.desk);
  readonly #modelWatch = new Watch(this, () => this.#model);
  readonly #callsWatch = new Watch(this, () => this.#calls);
  readonly #notesWatch = new Watch(this, () => this.#notes);
  readonly #colleaguesWatch = new Watch(this, () => this.#colleagues);
  readonly #heldWatch = new Watch(this, () => (this.desk ? this.#open.held : null));
  readonly #acting = new Acting(this);
  readonly #picking = new ReplyPicking(this, () => this.#composer);
  readonly #files = new ThreadFiles(this, () => this.requestUpdate());
  readonly #linesOf = drawnLines();
  #model: ConversationModel | null = null;
  #calls: Calls | null = null;
  #notes: Notes | null = null;
  #colleagues: Colleagues | null = null;
  #wantsFocus = false;
  #letGo: (() => void) | null = null;
  #stopReceiving: (() => void) | null = null;
  readonly #tellPresence = (): void => {
    this.#model?.setPresence(document.visibilityState === 'visible' ? 'here' : 'away');
  };

  constructor() {
    super();
    this.addEventListener('focusin', () => this.#takeCommands());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#tellPresence);
    if (this.hasUpdated) {
      this.#tellPresence();
      this.#takeCommands();
      this.#startReceiving();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#tellPresence);
    this.#letGo?.();
    this.#letGo = null;
    this.#stopReceiving?.();
    this.#model?.setTyping(false);
    this.#model?.setPresence('away');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('desk')) {
      this.#deskWatch.again();
      this.#heldWatch.again();
    }
    if (changed.has('conversationId') || changed.has('desk')) this.#choose();
  }

  protected override updated(): void {
    const view = this.#view;
    if (!this.#wantsFocus || !(view.isLoaded || view.problem)) return;
    this.#wantsFocus = false;
    // A finger would only get the keyboard in its way.
    if (this.#composer && matchMedia('(pointer: fine)').matches) this.#composer.focus({ preventScroll: true });
    else focusHeading(this, '.thread .top h2');
  }

  protected override render(): TemplateResult {
    const view = this.#view;
    return html`${threadPane({
      view,
      messages: this.#linesOf(view, this.#notes),
      drafts: this.#open.drafts,
      files: this.#files.follow(this.#open, view),
      now: this.now,
      listHref: this.router.href('conversations'),
      endProblem: this.#acting.problem,
      gone: this.desk.gone.get(this.conversationId) ?? null,
      calls: this.#calls!,
      reading: this.#colleagues?.reading ?? [],
      held: this.#open.held.of(this.conversationId),
      isBeside: this.isBeside,
      isNoting: this.isNoting,
      isFinding: this.isFinding,
      picking: this.#picking.now,
      replies: repliesOf(this.desk),
      log: () => this.querySelector<LogElement>('h-log'),
      onBack: () => this.router.go('conversations'),
      onContext: () => this.#tell('show-context'),
      onLeave: () => this.#tell('leave-thread'),
      handovers: this.desk.handovers,
      isLead: this.desk.isLead,
      onEnd: () => (this.asking = 'end'),
      onAsk: (kind) => (this.asking = kind),
      onResolve: (outcome) => void this.#act((model) => model.resolve(outcome)),
      onSolution: (key) => void this.#act((model) => markSolution(model, key)),
      onChange: () => this.requestUpdate(),
      onSend: (text) => this.#send(text),
      onUndo: () => this.#open.held.undo(this.conversationId),
      onTyping: (isTyping) => this.#model?.setTyping(isTyping),
      onInput: () => this.#picking.lookForSlash(),
      onSeen: () => this.#model?.markRead(),
      onRetry: (key) => {
        if (!this.#notes?.retry(key)) this.#withClientId(key, (clientId) => this.#model?.retry(clientId));
      },
      onRemove: (key) => {
        if (!this.#notes?.remove(key)) this.#withClientId(key, (clientId) => this.#model?.remove(clientId));
      },
      onNote: (isOn) => this.#note(isOn),
      onAddNote: (body) => this.#notes?.add(body),
      onFind: (isOn) => this.#find(isOn),
      onPick: (reply) => this.#picking.pick(reply, view, this.desk.me.name),
      onReplies: () => this.#askReplies(),
      onLeaveReplies: (word, isElsewhere) => this.#picking.leave(word, isElsewhere),
      onManageReplies: () => {
        this.#picking.leave(null, true);
        commandsOf(this.desk).run('replies.manage');
      },
    })}${threadQuestions({
      desk: this.desk,
      conversationId: this.conversationId,
      asking: this.asking,
      isBusy: this.#acting.isBusy,
      onClose: () => (this.asking = null),
      onLeave: (leave) => void this.#leave(leave),
    })}`;
  }

  /** Puts a passage, such as an article's gist, behind what is written. @returns whether there is anything to write into */
  insertPassage(passage: string): boolean {
    this.isNoting = false;
    void this.updateComplete.then(() => this.#composer && appendPassage(this.#composer, passage));
    return this.#view.canWrite;
  }

  get #open(): OpenConversations {
    return openConversationsOf(this.desk);
  }

  get #view(): ConversationView {
    return this.#model!.state;
  }

  get #composer(): ComposerElement | null {
    return this.querySelector<ComposerElement>('h-composer');
  }

  #choose(): void {
    const id = this.conversationId;
    this.#model?.setTyping(false);
    this.#model?.setPresence('away');
    this.#model = this.#open.open(id);
    this.#calls = this.#open.callsOf(id);
    this.#notes = this.#open.notesOf(id);
    this.#colleagues = this.#open.colleaguesOf(id);
    for (const watch of [this.#modelWatch, this.#callsWatch, this.#notesWatch, this.#colleaguesWatch]) watch.again();
    this.#startReceiving();
    this.#open.held.recover(id);
    this.#wantsFocus = !this.isBeside;
    this.isNoting = this.isFinding = false;
    this.asking = null;
    this.#picking.forget();
    this.#acting.forget();
    this.#tellPresence();
    this.#takeCommands();
  }

  /** The thread that had the focus last hears the keys. */
  #takeCommands(): void {
    this.#letGo?.();
    this.#letGo = commandsOf(this.desk).hold(
      threadCommands({
        view: () => this.#view,
        isFindBarFocused: () => document.activeElement?.closest('harmony-find-bar') != null,
        reply: () => {
          this.isNoting = false;
          void this.updateComplete.then(() => this.#composer?.focus({ preventScroll: true }));
        },
        note: () => this.#note(true),
        replies: () => this.#askReplies(),
        markLast: (key) => void this.#act((model) => markSolution(model, key)),
        resolve: () => void this.#act((model) => model.resolve('solved')),
        ask: (kind) => mayAsk(kind, this.#view, this.desk.isLead) && ((this.asking = kind), true),
        find: () => this.#find(true),
      }),
    );
  }

  #send(text: string): void {
    const { held } = this.#open;
    if (preferences().now.isSendingHeld) held.hold(this.conversationId, text);
    else {
      held.sendNow(this.conversationId);
      this.#model?.send(text);
    }
  }

  #startReceiving(): void {
    this.#stopReceiving?.();
    this.#stopReceiving = this.#open.receive(this.conversationId, (words) => this.#receive(words));
  }

  /** Words that were taken back come before what is written by now. */
  #receive(words: string): void {
    // Between two conversations the composer on screen may still be the other's.
    const composer = this.#composer?.conversationId === this.conversationId ? this.#composer : null;
    const { drafts } = this.#open;
    const text = [words, composer?.value ?? drafts.get(this.conversationId)].filter(Boolean).join('\n');
    drafts.set(this.conversationId, text);
    if (composer) composer.value = text;
    composer?.focus({ preventScroll: true });
  }

  #note(isOn: boolean): void {
    this.isNoting = isOn;
    this.#picking.forget();
    if (!isOn) void this.updateComplete.then(() => this.#composer?.focus({ preventScroll: true }));
    else this.querySelector<HTMLElement>('.note-box textarea')?.focus();
  }

  #find(isOn: boolean): void {
    if (isOn && this.isFinding) this.querySelector('harmony-find-bar')?.focusBox();
    this.isFinding = isOn;
    if (!isOn) void this.updateComplete.then(() => this.#composer?.focus({ preventScroll: true }));
  }

  #askReplies(): void {
    if (!this.#view.canWrite) return;
    this.isNoting = false;
    this.#picking.ask({ at: null });
  }

  async #leave(leave: (model: ConversationModel) => Promise<void>): Promise<void> {
    await this.#act(leave);
    this.asking = null;
  }

  #act(act: (model: ConversationModel) => Promise<void>): Promise<void> {
    const model = this.#model;
    if (!model) return Promise.resolve();
    return this.#acting.run(async () => {
      await act(model);
      await this.desk.loadConversations();
    });
  }

  #withClientId(key: string, act: (clientId: string) => void): void {
    const clientId = this.#view.messages.find((entry) => entry.key === key)?.clientId;
    if (clientId) act(clientId);
  }

  #tell(name: string): void {
    this.dispatchEvent(new Event(name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-thread': ThreadView;
  }
}
