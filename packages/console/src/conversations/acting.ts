import { ClientProblem, type ConversationModel } from '@harmony-live/client';
import type { ReactiveControllerHost } from 'lit';
import { problemWords } from '../app/problem-words.ts';

/** What is done with a conversation, one after another: what is pressed meanwhile is done after it, never dropped. */
export class Acting {
  readonly #host: ReactiveControllerHost;
  #last: Promise<void> = Promise.resolve();
  /** Stands for the conversation that is open. */
  #about: object = {};
  isBusy = false;
  /** Why the last act came to nothing, in words. */
  problem: string | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Another conversation: what goes wrong in the last one, or hangs there, is no news of this and holds up nothing in it. */
  forget(): void {
    this.#about = {};
    this.#last = Promise.resolve();
    this.isBusy = false;
    this.problem = null;
  }

  run(act: () => Promise<void>): Promise<void> {
    const about = this.#about;
    this.#last = this.#last.then(() => this.#do(act, about));
    return this.#last;
  }

  async #do(act: () => Promise<void>, about: object): Promise<void> {
    this.#set(about, true, null);
    try {
      await act();
      this.#set(about, false, null);
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.#set(about, false, problemWords(problem));
    }
  }

  #set(about: object, isBusy: boolean, problem: string | null): void {
    if (about !== this.#about) return;
    this.isBusy = isBusy;
    this.problem = problem;
    this.#host.requestUpdate();
  }
}

/**
 * Marks the message of this key as the solution. One that is on its way is marked once it is stored, so that a quick
 * press is not lost; one that was refused, or waits for a network, is none.
 */
export const markSolution = async (model: ConversationModel, key: string): Promise<void> => {
  const seq = await storedSeq(model, key);
  if (seq !== null) await model.markSolution(seq);
};

const storedSeq = (model: ConversationModel, key: string): Promise<number | null> =>
  new Promise((resolve) => {
    const look = (): boolean => {
      const entry = model.state.messages.find((one) => one.key === key);
      if (entry?.seq == null && entry?.delivery === 'sending') return false;
      resolve(entry?.seq ?? null);
      return true;
    };
    if (look()) return;
    const leave = model.subscribe(() => look() && leave());
  });
