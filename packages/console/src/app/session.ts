import { ClientProblem, createHttp, type Http } from '@harmony-live/client';
import type { CreateWorkspace, Join, SignedIn } from '@harmony-live/protocol';
import { Observable } from './observable.ts';

/** Who is signed in: not known yet, nobody, or a member. */
export type SessionState =
  | { kind: 'loading' }
  | { kind: 'out'; because?: 'ended' }
  | { kind: 'in'; me: SignedIn }
  | { kind: 'failed'; problem: ClientProblem };

/** Signing in and out. The cookie is the server's; this only knows what it was told. */
export class Session extends Observable {
  readonly http: Http = createHttp({ baseUrl: '', credentials: 'same-origin' });
  state: SessionState = { kind: 'loading' };

  /** Asks who the cookie belongs to. */
  async load(): Promise<void> {
    try {
      this.#set({ kind: 'in', me: await this.http.get<SignedIn>('/v1/me') });
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.#set(problem.status === 401 ? { kind: 'out' } : { kind: 'failed', problem });
    }
  }

  /** @throws ClientProblem such as `auth/failed` or `rate/limited` */
  async signIn(email: string, password: string): Promise<void> {
    this.#set({ kind: 'in', me: await this.http.post<SignedIn>('/v1/login', { email, password }) });
  }

  /** @throws ClientProblem such as `email/taken`, or `body/invalid` with the field */
  async createWorkspace(workspace: CreateWorkspace): Promise<void> {
    this.#set({ kind: 'in', me: await this.http.post<SignedIn>('/v1/workspaces', workspace) });
  }

  /** @throws ClientProblem such as `invitation/used`, or `auth/failed` and `body/invalid` with the field */
  async join(joining: Join): Promise<void> {
    this.#set({ kind: 'in', me: await this.http.post<SignedIn>('/v1/join', joining) });
  }

  /** Goes on in another workspace of the same account. @throws ClientProblem such as `member/not-found` */
  async switchTo(memberId: string): Promise<void> {
    this.#set({ kind: 'in', me: await this.http.post<SignedIn>('/v1/me/membership', { memberId }) });
  }

  /** Changes one's own name here. @throws ClientProblem */
  async rename(name: string): Promise<void> {
    this.#set({ kind: 'in', me: await this.http.patch<SignedIn>('/v1/me', { name }) });
  }

  /** Leaves the workspace, and is signed out. @throws ClientProblem such as `member/last-owner` */
  async leave(): Promise<void> {
    await this.http.post('/v1/leave');
    this.#set({ kind: 'out' });
  }

  /**
   * Ends the session on the server, then here.
   *
   * @throws ClientProblem while the server cannot be told: the cookie would go on, so nobody is told that they are out
   */
  async signOut(): Promise<void> {
    try {
      await this.http.post('/v1/logout');
    } catch (problem) {
      if (!(problem instanceof ClientProblem) || problem.status !== 401) throw problem;
    }
    this.#set({ kind: 'out' });
  }

  /**
   * The server has ended the connection, or says another role: asks what holds now. Either the session is over (drafts stay
   * on the device), or what the member may do has changed. While nobody answers, all stays as it is.
   */
  async check(): Promise<void> {
    if (this.state.kind !== 'in') return;
    try {
      this.#set({ kind: 'in', me: await this.http.get<SignedIn>('/v1/me') });
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      if (problem.status === 401) this.#set({ kind: 'out', because: 'ended' });
    }
  }

  #set(state: SessionState): void {
    this.state = state;
    this.changed();
  }
}
