import { createCalls, createConversation, type Calls, type ConversationModel } from '@harmony-live/client';
import { browserDevices } from '@harmony-live/ui/call/devices.ts';
import { deviceStorage } from '../app/device.ts';
import type { Desk } from '../app/desk.ts';

/**
 * The conversations this person opened since signing in. They go on while another view is on screen, so that what waits for
 * a network is sent; all end with the desk.
 */
export class OpenConversations {
  readonly #desk: Desk;
  readonly #models = new Map<string, ConversationModel>();
  readonly #calls = new Map<string, Calls>();

  constructor(desk: Desk) {
    this.#desk = desk;
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

  /** The same, or undefined when it was not opened yet. */
  find(conversationId: string): ConversationModel | undefined {
    return this.#models.get(conversationId);
  }

  #dispose(): void {
    for (const calls of this.#calls.values()) calls.dispose();
    this.#calls.clear();
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
