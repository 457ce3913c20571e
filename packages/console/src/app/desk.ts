import { ClientProblem, createLive, liveUrl, type Http, type Live, type LiveStatus } from '@harmony-live/client';
import type {
  ClientFrames,
  Conversation,
  ConversationList,
  ConsoleArea,
  OwnExpert,
  ServerFrames,
  SignedIn,
} from '@harmony-live/protocol';
import { consoleAreas } from '@harmony-live/protocol/roles';
import { Appointments } from '../appointments/appointments.ts';
import { Handovers } from '../handovers/handovers.ts';
import { isChanged, type ProfileDraft } from '../profile/draft.ts';
import { Drafts } from './drafts.ts';
import { isGone, type Gone } from './gone.ts';
import { Observable } from './observable.ts';
import { once } from './once.ts';

export type Offer = ServerFrames['assignment'];

/** What an expert asks for beside the switch: a break until then, one more and then off. What is absent stays. */
export type DutyWish = Pick<ClientFrames['availability'], 'quietUntil' | 'lastOne'>;

/** What became of a request that was put before this expert, told for a few seconds. */
export interface Ended {
  assignmentId: string;
  state: ServerFrames['assignment.ended']['state'];
  takenBy?: string | undefined;
}

/**
 * The desk of somebody signed in: their live connection, what is put before them, whether they are available, and their
 * conversations. Views read it; what they do goes through it.
 */
export class Desk extends Observable {
  me: SignedIn;
  readonly http: Http;
  readonly live: Live;
  /** Colleagues who are asked, and who ask. */
  readonly handovers: Handovers;
  /** What this person is booked for. */
  readonly appointments: Appointments;
  /** Areas of the console that this role may see, in their order. */
  readonly areas: readonly ConsoleArea[];

  connection: LiveStatus;
  /** Own profile and availability; null for roles without one, and until loaded. */
  expert: OwnExpert | null = null;
  /** Why the server switched Available off by itself, until it is on again or the person has read it. */
  switchedOffBecause: string | null = null;
  /** Requests put before this expert that still wait for an answer, oldest first. */
  offers: readonly Offer[] = [];
  lastEnded: Ended | null = null;
  /** How many requests of the organisation wait. */
  waiting = 0;
  conversations: readonly Conversation[] | null = null;
  conversationsProblem: ClientProblem | null = null;
  /** Conversations that were this expert's until somebody else was asked or came, by their id. */
  readonly gone = new Map<string, Gone>();

  /** The profile while it is edited: it outlives the view, so that looking elsewhere loses nothing. */
  profile: { saved: OwnExpert; draft: ProfileDraft } | null = null;
  /** What is typed in Settings and not saved. */
  readonly drafts = new Drafts();

  readonly #stops: (() => void)[] = [];
  /** What opened conversations say themselves: they know before the list does. */
  readonly #unread = new Map<string, boolean>();
  readonly #loadList = once(() => this.#readConversations());

  /** @param onDoubt the connection was ended by the server, or speaks for another role: `me` may no longer hold */
  constructor(me: SignedIn, http: Http, onDoubt: () => void) {
    super();
    this.me = me;
    this.http = http;
    this.areas = (Object.keys(consoleAreas) as ConsoleArea[]).filter((area) =>
      (consoleAreas[area] as readonly string[]).includes(me.role),
    );
    this.live = createLive({ url: liveUrl(location.origin), http });
    this.connection = this.live.status;
    this.handovers = new Handovers(this);
    this.appointments = new Appointments(this);
    for (const part of [this.handovers, this.appointments]) this.#stops.push(part.subscribe(() => this.changed()));
    this.#stops.push(() => this.appointments.dispose());
    this.#listen(onDoubt);
    this.live.connect();
  }

  /** Takes in what is known anew of the same person in the same role, and connects again if that had ended. */
  refresh(me: SignedIn): void {
    this.me = me;
    if (this.connection.state === 'ended') this.live.connect();
    this.changed();
  }

  /** Whether they may give what others have to somebody else. */
  get isLead(): boolean {
    return ['owner', 'admin', 'coordinator'].includes(this.me.role);
  }

  get isHelper(): boolean {
    return this.areas.includes('queue');
  }

  /** How many conversations that go on hold something this person has not read. */
  get unreadConversations(): number {
    return (this.conversations ?? []).filter((one) => this.isUnread(one)).length;
  }

  /** How many things wait for this person and nobody else: requests and colleagues' questions, conversations with something unread. */
  get waitingForMe(): number {
    return this.offers.length + this.handovers.toMe.length + this.unreadConversations;
  }

  /** Whether it goes on and holds something that this person has not read. */
  isUnread({ id, state, lastSeq, readSeq }: Conversation): boolean {
    return (state === 'open' || state === 'proposed') && (this.#unread.get(id) ?? lastSeq > readSeq);
  }

  /** An opened conversation says whether something in it is unread. */
  noteUnread(conversationId: string, isUnread: boolean): void {
    if (this.#unread.get(conversationId) === isUnread) return;
    this.#unread.set(conversationId, isUnread);
    this.changed();
  }

  /** Whether something would be lost with this page. */
  get hasUnsaved(): boolean {
    return this.hasUnsavedProfile || !this.drafts.isEmpty;
  }

  get hasUnsavedProfile(): boolean {
    return this.profile !== null && isChanged(this.profile.draft, this.profile.saved);
  }

  /** @throws ClientProblem `network/unreachable` while offline */
  async setAvailable(isOn: boolean, wish: DutyWish = {}): Promise<void> {
    // Whoever switches on wants to be asked: what is left of a break ends with it.
    const begins: DutyWish = isOn && this.expert?.switch === false ? { quietUntil: null } : {};
    const answer = await this.live.request({ frame: 'availability', switch: isOn, ...begins, ...wish });
    this.switchedOffBecause = null;
    if (this.expert) this.expert = { ...this.expert, switch: answer.switch, state: answer.state };
    this.changed();
  }

  /** The person has read why Available went off. */
  noteSwitchedOff(): void {
    this.switchedOffBecause = null;
    this.changed();
  }

  /** Takes a request. @returns the conversation it opened @throws ClientProblem `assignment/taken`, `assignment/expired`, `capacity/full` */
  async accept(assignmentId: string): Promise<string> {
    try {
      const { conversationId } = await this.live.request({ frame: 'assignment.accept', assignmentId });
      await this.loadConversations();
      return conversationId;
    } finally {
      this.#dropOffer(assignmentId);
    }
  }

  async decline(assignmentId: string): Promise<void> {
    this.#dropOffer(assignmentId);
    await this.live.request({ frame: 'assignment.decline', assignmentId }).catch((problem: unknown) => {
      // It ended meanwhile or will by itself: nothing is lost, and nobody needs to be told.
      if (!(problem instanceof ClientProblem)) throw problem;
    });
  }

  /** Reads the list. Asked again while it is being read, it is read once more, however often it was asked. */
  loadConversations(): Promise<void> {
    return this.#loadList();
  }

  async #readConversations(): Promise<void> {
    try {
      const { items } = await this.http.get<ConversationList>('/v1/conversations?limit=100');
      this.conversations = items;
      this.conversationsProblem = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.conversationsProblem = problem;
    }
    this.changed();
  }

  async loadExpert(): Promise<void> {
    if (!this.isHelper) return;
    this.expert = await this.http.get<OwnExpert>('/v1/experts/me').catch(() => this.expert);
    this.changed();
  }

  /** Whoever was not here when their hours of the week were reached is told when they come. */
  #tellReached(): void {
    const { switch: isOn, weekMs, mostHoursAWeek } = this.expert ?? { switch: true, weekMs: 0 };
    if (isOn || mostHoursAWeek == null || weekMs < mostHoursAWeek * 3_600_000) return;
    this.switchedOffBecause ??= 'most-hours';
    this.changed();
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
    this.live.close();
  }

  #listen(onDoubt: () => void): void {
    const { live } = this;
    this.#stops.push(
      live.onState((status) => {
        this.connection = status;
        if (status.state === 'ended') {
          const isOver =
            status.ended === 'revoked' || (status.ended instanceof ClientProblem && status.ended.status === 401);
          if (isOver) onDoubt();
        }
        this.changed();
      }),
      live.onConnected(() => {
        if (live.status.me?.role !== this.me.role) onDoubt();
        // What was put before this expert meanwhile comes again by itself; what is gone must go here too.
        this.offers = [];
        if (this.isHelper) void this.loadConversations();
        void this.loadExpert().then(() => this.#tellReached());
      }),
      live.on('assignment', (frame) => {
        this.offers = [...this.offers.filter((offer) => offer.assignmentId !== frame.assignmentId), frame];
        this.changed();
      }),
      live.on('assignment.ended', ({ assignmentId, state, takenBy }) => {
        if (this.offers.some((offer) => offer.assignmentId === assignmentId))
          this.lastEnded = { assignmentId, state, takenBy };
        this.#dropOffer(assignmentId);
      }),
      live.on('availability', (frame) => {
        const { switch: isOn, state, quietUntil, because, lastOne = false } = frame;
        // A later frame, such as the one after a reconnection, no longer knows why.
        this.switchedOffBecause = isOn ? null : (because ?? this.switchedOffBecause);
        const isWrappingUp = because === 'wrap-up';
        // What the hours do next depends on where the switch stands.
        if (this.expert?.hours?.length && this.expert.switch !== isOn) void this.loadExpert();
        if (this.expert) this.expert = { ...this.expert, switch: isOn, state, quietUntil, isWrappingUp, lastOne };
        this.changed();
      }),
      live.on('queue', ({ waiting }) => {
        this.waiting = waiting;
        this.changed();
      }),
      live.on('conversation', ({ conversationId, state }) => {
        if (isGone(state)) this.gone.set(conversationId, state);
        else this.gone.delete(conversationId);
        void this.loadConversations();
        // How much one has to do changes with the end and the beginning, not with each message.
        if (state !== 'changed') void this.loadExpert();
      }),
    );
  }

  #dropOffer(assignmentId: string): void {
    this.offers = this.offers.filter((offer) => offer.assignmentId !== assignmentId);
    this.changed();
  }
}
