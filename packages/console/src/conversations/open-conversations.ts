import {
  createCalls,
  createConversation,
  createFilePlace,
  type Calls,
  type ConversationModel,
} from '@harmony-live/client';
import { Attachments } from '@harmony-live/ui';
import { browserDevices } from '@harmony-live/ui/call/devices.ts';
import { memoryDrafts, storedDrafts, type Drafts } from '@harmony-live/ui/composer/drafts.ts';
import { deviceStorage, draftPrefix } from '../app/device.ts';
import type { Desk } from '../app/desk.ts';
import { isGone } from '../app/gone.ts';
import { Colleagues } from './colleagues.ts';
import { HeldMessages } from './held-messages.ts';
import { Notes } from './notes.ts';

/**
 * The conversations this person opened since signing in. They go on while another view is on screen, so that what waits for
 * a network is sent; all end with the desk.
 */
export class OpenConversations {
  readonly #desk: Desk;
  readonly #models = new Map<string, ConversationModel>();
  readonly #calls = new Map<string, Calls>();
  readonly #notes = new Map<string, Notes>();
  readonly #colleagues = new Map<string, Colleagues>();
  /** Unsent words, by conversation; those of notes under names of their own. */
  readonly drafts: Drafts = draftsOnDevice();
  readonly #receivers = new Map<string, (words: string) => void>();
  /** What waits five seconds before it is sent. */
  readonly held: HeldMessages;
  readonly #attachments = new Map<string, Attachments>();

  constructor(desk: Desk) {
    this.#desk = desk;
    this.held = new HeldMessages({
      storage: deviceStorage(),
      send: (id, text) => void this.open(id).send(text),
      giveBack: (id, text) => (this.#receivers.get(id) ?? ((words) => this.#intoDraft(id, words)))(text),
    });
    // Whoever is out of a conversation neither hears nor is heard in it.
    desk.live.on('conversation', ({ conversationId, state }) => {
      if (isGone(state)) this.#calls.get(conversationId)?.stop();
    });
    desk.live.onState(({ state }) => {
      // A desk connects as it is made; idle again means that it was left.
      if (state === 'idle') this.#dispose();
    });
  }

  /** The conversation, opened now if it was not. */
  open(conversationId: string): ConversationModel {
    const known = this.#models.get(conversationId);
    if (known) return known;
    const { http, live, me } = this.#desk;
    const model = createConversation({
      http,
      live,
      conversationId,
      me: { kind: 'member', id: me.memberId, name: me.name },
      storage: deviceStorage(),
      onError: reportError,
    });
    this.#models.set(conversationId, model);
    model.subscribe(() => {
      const { isLoaded, unreadCount } = model.state;
      if (isLoaded) this.#desk.noteUnread(conversationId, unreadCount > 0);
    });
    return model;
  }

  /** Voice and screen of a conversation, followed from the first look at it. */
  callsOf(conversationId: string): Calls {
    const known = this.#calls.get(conversationId);
    if (known) return known;
    const { http, live } = this.#desk;
    const calls = createCalls({
      ...{ http, live, conversationId, side: 'member' as const, devices: browserDevices },
      loadPeer: () => import('@harmony-live/client/peer'),
    });
    this.#calls.set(conversationId, calls);
    return calls;
  }

  /**
   * Words that are taken back go to whoever has the conversation's composer on screen, which knows better than the device
   * what is written in it; else into the draft. Returns the way to stop.
   */
  receive(conversationId: string, receiver: (words: string) => void): () => void {
    this.#receivers.set(conversationId, receiver);
    return () => {
      if (this.#receivers.get(conversationId) === receiver) this.#receivers.delete(conversationId);
    };
  }

  #intoDraft(conversationId: string, words: string): void {
    this.drafts.set(conversationId, [words, this.drafts.get(conversationId)].filter(Boolean).join('\n'));
  }

  /** What colleagues wrote beside it, followed from the first look at it. */
  notesOf(conversationId: string): Notes {
    const known = this.#notes.get(conversationId) ?? new Notes(this.#desk, conversationId);
    this.#notes.set(conversationId, known);
    return known;
  }

  /** Who of the colleagues looks at it too, followed from the first look at it. */
  colleaguesOf(conversationId: string): Colleagues {
    const known = this.#colleagues.get(conversationId) ?? new Colleagues(this.#desk, conversationId);
    this.#colleagues.set(conversationId, known);
    return known;
  }

  /** Files of a conversation; an upload goes on while another view is on screen. */
  attachmentsOf(conversationId: string): Attachments {
    const known = this.#attachments.get(conversationId);
    if (known) return known;
    const { http, live } = this.#desk;
    const attachments = new Attachments(createFilePlace({ http, live, conversationId, baseUrl: '' }));
    this.#attachments.set(conversationId, attachments);
    return attachments;
  }

  /** The same, or undefined when it was not opened yet. */
  find(conversationId: string): ConversationModel | undefined {
    return this.#models.get(conversationId);
  }

  #dispose(): void {
    this.held.undoAll();
    for (const notes of this.#notes.values()) notes.dispose();
    this.#notes.clear();
    for (const colleagues of this.#colleagues.values()) colleagues.dispose();
    this.#colleagues.clear();
    for (const calls of this.#calls.values()) calls.dispose();
    this.#calls.clear();
    for (const attachments of this.#attachments.values()) attachments.dispose();
    this.#attachments.clear();
    for (const model of this.#models.values()) model.dispose();
    this.#models.clear();
  }
}

const perDesk = new WeakMap<Desk, OpenConversations>();

/** The open conversations of a desk: the same ones each time the view comes back. */
export function openConversationsOf(desk: Desk): OpenConversations {
  const known = perDesk.get(desk);
  if (known) return known;
  const made = new OpenConversations(desk);
  perDesk.set(desk, made);
  return made;
}

function draftsOnDevice(): Drafts {
  const storage = deviceStorage();
  return storage instanceof Storage ? storedDrafts(storage, draftPrefix) : memoryDrafts();
}
