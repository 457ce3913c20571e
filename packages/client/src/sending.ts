import type { OkFields } from '@harmony-live/protocol';
import { backoffMs } from './backoff.ts';
import type { Timers } from './environment.ts';
import type { Live } from './live-types.ts';
import type { Outgoing, OutgoingStore } from './outgoing.ts';
import { isPassing, type ClientProblem } from './problem.ts';

/** How often an error inside the server is taken for passing; one message must not hold up the others for ever. */
const mostServerErrors = 5;

export interface Unsent extends Outgoing {
  /** Why it was refused; null while it may still go. */
  problem: ClientProblem | null;
}

export interface SendingOptions {
  live: Live;
  conversationId: string;
  store: OutgoingStore;
  timers: Timers;
  onStored(message: Outgoing, receipt: OkFields['message']): void;
  onChange(): void;
}

/**
 * Sends own messages one after another, in the order of writing, each again until it is stored or refused. The server knows
 * a message by its clientId, so that sending twice (a lost answer, a reload, a second tab) stores it once.
 */
export const createSending = ({ live, conversationId, store, timers, onStored, onChange }: SendingOptions) => {
  let unsent: Unsent[] = store.all().map((message) => ({ ...message, problem: null }));
  let isOpen = false;
  let isBusy = false;
  let isPausing = false;
  let troubles = 0;
  let serverErrors = 0;
  let timer: unknown;

  const find = (clientId: string): Unsent | undefined => unsent.find((message) => message.clientId === clientId);

  const drop = (clientId: string): void => {
    store.remove(clientId);
    unsent = unsent.filter((message) => message.clientId !== clientId);
  };

  const sendNext = async (): Promise<void> => {
    const message = unsent.find(({ problem }) => problem === null);
    if (!isOpen || isBusy || isPausing || message === undefined) return;
    isBusy = true;
    const { clientId, body } = message;
    try {
      const receipt = await live.request({ frame: 'message', conversationId, clientId, kind: 'text', body });
      troubles = serverErrors = 0;
      drop(clientId);
      onStored(message, receipt);
    } catch (error) {
      heed(message, error as ClientProblem);
    }
    isBusy = false;
    onChange();
    void sendNext();
  };

  const heed = (message: Unsent, problem: ClientProblem): void => {
    if (problem.status === 500) serverErrors += 1;
    // What happens while nobody is signed in waits for the next connection, as without a network.
    if ((isPassing(problem) || problem.status === 401) && serverErrors < mostServerErrors) {
      isPausing = true;
      timer = timers.set(goOn, problem.retryAfterMs ?? backoffMs(troubles++, timers.random()));
      return;
    }
    troubles = serverErrors = 0;
    message.problem = problem;
  };

  const goOn = (): void => {
    timers.clear(timer);
    isPausing = false;
    void sendNext();
  };

  return {
    get unsent(): readonly Unsent[] {
      return unsent;
    },
    /** Whether messages can go: joined, and not since cut off. */
    open: (canGo: boolean): void => {
      isOpen = canGo;
      troubles = 0;
      goOn();
    },
    add: (message: Outgoing): void => {
      store.put(message);
      unsent.push({ ...message, problem: null });
      void sendNext();
    },
    /** It has come back in the log: whoever sent it, it is stored. */
    confirm: (clientId: string): void => {
      if (find(clientId) !== undefined) drop(clientId);
    },
    retry: (clientId: string): void => {
      const message = find(clientId);
      if (message !== undefined) message.problem = null;
      void sendNext();
    },
    remove: (clientId: string): void => {
      if (find(clientId)?.problem) drop(clientId);
    },
    /** Forgets everything, on the device too. */
    clear: (): void => unsent.forEach(({ clientId }) => drop(clientId)),
  };
};
