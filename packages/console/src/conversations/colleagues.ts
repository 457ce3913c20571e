import type { Sender } from '@harmony-live/protocol';
import type { Desk } from '../app/desk.ts';
import { Observable } from '../app/observable.ts';

/** Whoever was not heard of for this long has gone with their connection, in milliseconds: two heartbeats and a little. */
export const forgottenAfterMs = 60_000;

/** Colleagues who look at one conversation without taking part. */
export class Colleagues extends Observable {
  readonly #heard = new Map<string, { from: Sender; timer: ReturnType<typeof setTimeout> }>();
  readonly #stops: (() => void)[];

  constructor(desk: Pick<Desk, 'live' | 'me'>, conversationId: string) {
    super();
    this.#stops = [
      desk.live.on('colleague', ({ conversationId: heardIn, from, status }) => {
        if (heardIn !== conversationId || from.id === undefined || from.id === desk.me.memberId) return;
        if (status === 'reading') this.#hear(from.id, from);
        else this.#forget(from.id);
      }),
      desk.live.onState(({ state }) => {
        if (state !== 'online') for (const id of this.#heard.keys()) this.#forget(id);
      }),
    ];
  }

  get reading(): readonly Sender[] {
    return [...this.#heard.values()].map(({ from }) => from);
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
    for (const id of this.#heard.keys()) this.#forget(id);
  }

  #hear(id: string, from: Sender): void {
    const before = this.#heard.get(id);
    clearTimeout(before?.timer);
    const timer = setTimeout(() => this.#forget(id), forgottenAfterMs);
    this.#heard.set(id, { from, timer });
    if (before === undefined) this.changed();
  }

  #forget(id: string): void {
    const before = this.#heard.get(id);
    if (before === undefined) return;
    clearTimeout(before.timer);
    this.#heard.delete(id);
    this.changed();
  }
}
