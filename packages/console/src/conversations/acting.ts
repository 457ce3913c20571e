import { ClientProblem, type ConversationModel } from '@harmony-live/client';
import type { ReactiveControllerHost } from 'lit';
import { problemWords } from '../app/problem-words.ts';

/** What is done with a conversation, one after another: what is pressed meanwhile is done after it, never dropped. */
export class Acting {
  readonly #host: ReactiveControllerHost;
  #last: Promise<void> = Promise.resolve();
  isBusy = false;
  /** Why the last act came to nothing, in words. */
  problem: string | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Another conversation: what went wrong in the last one is no news of this. */
  forget(): void {
    this.problem = null;
  }

  run(act: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(() => this.#do(act));
    return this.#last;
  }

  async #do(act: () => Promise<void>): Promise<void> {
    this.#set(true, null);
    try {
      await act();
      this.#set(false, null);
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.#set(false, problemWords(problem));
    }
  }

  #set(isBusy: boolean, problem: string | null): void {
    this.isBusy = isBusy;
    this.problem = problem;
    this.#host.requestUpdate();
  }
}

/** Marks the message of this key as the solution; one that is not stored yet is none. */
export const markSolution = async (model: ConversationModel, key: string): Promise<void> => {
  const seq = model.state.messages.find((entry) => entry.key === key)?.seq;
  if (seq != null) await model.markSolution(seq);
};
