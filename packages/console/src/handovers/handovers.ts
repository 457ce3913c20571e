import { ClientProblem, type Http, type Live } from '@harmony-live/client';
import type {
  ColleagueList,
  Colleague,
  Handover,
  HandoverAccepted,
  HandoverKind,
  SignedIn,
} from '@harmony-live/protocol';
import { Observable } from '../app/observable.ts';

/** Whose desk it is, and how it talks to the server. */
export interface HandoverDesk {
  me: Pick<SignedIn, 'memberId'>;
  http: Pick<Http, 'get' | 'post' | 'delete'>;
  live: Pick<Live, 'on' | 'onConnected'>;
}

/** A colleague did not come: what they were asked, and how it ended. */
export interface Refusal {
  kind: HandoverKind;
  name: string;
  state: 'declined' | 'expired';
}

/** A question to this person that ended without them. */
export interface TakenBack {
  handoverId: string;
  name: string;
  state: 'withdrawn' | 'expired';
}

/** What this person asks of colleagues, and what colleagues ask of them, while it is open. */
export class Handovers extends Observable {
  readonly #desk: HandoverDesk;
  #open: readonly Handover[] = [];
  /** The last refusal of each conversation, until it was read. */
  readonly #refusals = new Map<string, Refusal>();
  takenBack: TakenBack | null = null;

  constructor(desk: HandoverDesk) {
    super();
    this.#desk = desk;
    desk.live.onConnected(() => this.#keep(() => false));
    desk.live.on('handover', ({ frame: _, ...handover }) => this.#add(handover));
    desk.live.on('handover.ended', ({ handoverId, state }) => {
      const ended = this.#open.find(({ id }) => id === handoverId);
      if (ended === undefined) return;
      const { kind, conversationId } = ended;
      if (this.#isMine(ended)) {
        if (state === 'declined' || state === 'expired')
          this.#refusals.set(conversationId, { kind, name: ended.to.name ?? '', state });
      } else if (state === 'withdrawn' || state === 'expired')
        this.takenBack = { handoverId, name: ended.from.name ?? '', state };
      this.#keep(({ id }) => id !== handoverId);
    });
  }

  /** What colleagues ask of this person, oldest first. */
  get toMe(): readonly Handover[] {
    return this.#open.filter((one) => !this.#isMine(one));
  }

  /** What this person asks about a conversation, oldest first. */
  askedIn(conversationId: string): readonly Handover[] {
    return this.#open.filter((one) => one.conversationId === conversationId && this.#isMine(one));
  }

  /** The colleague who did not come into a conversation last; null once that was read. */
  refusalIn(conversationId: string): Refusal | null {
    return this.#refusals.get(conversationId) ?? null;
  }

  noteRefusal(conversationId: string): void {
    this.#refusals.delete(conversationId);
    this.changed();
  }

  /** Who could come. @throws ClientProblem */
  async colleagues(conversationId: string): Promise<readonly Colleague[]> {
    return (await this.#desk.http.get<ColleagueList>(`/v1/conversations/${conversationId}/colleagues`)).items;
  }

  /** @throws ClientProblem `body/invalid`, `handover/pending`, `conversation/closed` */
  async ask(kind: HandoverKind, conversationId: string, memberId: string, brief: string): Promise<void> {
    const words = brief.trim() === '' ? {} : { brief };
    const asked = await this.#desk.http.post<Handover>(`/v1/conversations/${conversationId}/${kind}`, {
      ...{ memberId, ...words },
    });
    this.#refusals.delete(conversationId);
    this.#add(asked);
  }

  /** Comes along, or takes over. @returns the conversation @throws ClientProblem `handover/ended`, `capacity/full` */
  async accept(handoverId: string): Promise<string> {
    try {
      const { conversationId } = await this.#desk.http.post<HandoverAccepted>(`/v1/handovers/${handoverId}/accept`);
      this.#drop(handoverId);
      return conversationId;
    } catch (problem) {
      // Without a place it can still be taken once there is one.
      if (problem instanceof ClientProblem && isOver(problem)) this.#drop(handoverId);
      throw problem;
    }
  }

  /** Not now. */
  async decline(handoverId: string): Promise<void> {
    this.#drop(handoverId);
    await this.#desk.http.post(`/v1/handovers/${handoverId}/decline`).catch(onlyOver);
  }

  /** Takes a question back. */
  async withdraw(handoverId: string): Promise<void> {
    this.#drop(handoverId);
    await this.#desk.http.delete(`/v1/handovers/${handoverId}`).catch(onlyOver);
  }

  #isMine({ from }: Handover): boolean {
    return from.id === this.#desk.me.memberId;
  }

  #add(handover: Handover): void {
    this.#open = [...this.#open.filter(({ id }) => id !== handover.id), handover];
    this.changed();
  }

  #drop(handoverId: string): void {
    this.#keep(({ id }) => id !== handoverId);
  }

  #keep(isKept: (handover: Handover) => boolean): void {
    this.#open = this.#open.filter(isKept);
    this.changed();
  }
}

const isOver = ({ code }: ClientProblem): boolean =>
  ['handover/ended', 'handover/not-found', 'conversation/closed'].includes(code);

/** It ended meanwhile, or will by itself: nothing is lost, and nobody needs to be told. */
const onlyOver = (problem: unknown): void => {
  if (!(problem instanceof ClientProblem)) throw problem;
};
