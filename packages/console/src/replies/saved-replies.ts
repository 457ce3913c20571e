import { ClientProblem } from '@harmony-live/client';
import type { ChangeReply, CreateReply, SavedReplies, SavedReply } from '@harmony-live/protocol';
import type { Desk } from '../app/desk.ts';
import { Observable } from '../app/observable.ts';

/** The saved replies of this person, read once and then kept as they are changed here. */
export class Replies extends Observable {
  /** By title; null until they were read. */
  items: readonly SavedReply[] | null = null;
  problem: ClientProblem | null = null;
  readonly #desk: Desk;
  #isReading = false;

  constructor(desk: Desk) {
    super();
    this.#desk = desk;
  }

  /** Whether this person may write those of everybody. */
  get mayShare(): boolean {
    return ['owner', 'admin', 'coordinator'].includes(this.#desk.me.role);
  }

  /** Whether this person may change it. */
  mayChange({ isShared }: SavedReply): boolean {
    return !isShared || this.mayShare;
  }

  /** Reads them; what somebody else has changed meanwhile comes with it. */
  async load(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      this.items = (await this.#desk.http.get<SavedReplies>('/v1/replies')).items;
      this.problem = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    } finally {
      this.#isReading = false;
    }
    this.changed();
  }

  /** @throws ClientProblem such as `body/invalid` with the field */
  async create(reply: CreateReply): Promise<void> {
    this.#put(await this.#desk.http.post<SavedReply>('/v1/replies', reply));
  }

  /** @throws ClientProblem such as `reply/not-found` */
  async change(id: string, words: ChangeReply): Promise<void> {
    this.#put(await this.#desk.http.put<SavedReply>(`/v1/replies/${id}`, words));
  }

  /** @throws ClientProblem */
  async remove(id: string): Promise<void> {
    await this.#desk.http.delete(`/v1/replies/${id}`);
    this.items = (this.items ?? []).filter((one) => one.id !== id);
    this.changed();
  }

  #put(reply: SavedReply): void {
    const others = (this.items ?? []).filter(({ id }) => id !== reply.id);
    this.items = [...others, reply].toSorted((a, b) => a.title.localeCompare(b.title));
    this.changed();
  }
}

const perDesk = new WeakMap<Desk, Replies>();

/** The saved replies of a desk. */
export const repliesOf = (desk: Desk): Replies => {
  const known = perDesk.get(desk) ?? new Replies(desk);
  perDesk.set(desk, known);
  return known;
};
