import type { Call } from '../session/http.ts';
import type { Session } from '../session/session.ts';
import { choiceOf, purposes, type ChoiceStore } from './choice.ts';
import type { Choice } from './state.ts';

export interface WordOptions {
  choices: ChoiceStore;
  session: Session;
  call: Call;
  /** Settled once the site's configuration is there, or will not come. */
  ready: Promise<unknown>;
  /** Whether help was taken from this page. */
  isOff: () => boolean;
  textVersion: () => string | undefined;
  /** The choice is kept: everything on the page follows at once. */
  onSaid: (choice: Choice) => unknown;
  warn: (message: string) => void;
}

/**
 * What the person says about consent, kept and recorded. Everything stops or starts at once; the server is told in the order
 * in which things were said, with one request at most: a record where there is a good token, else the start of a visit, which
 * carries all that was said. Who was never known has nothing to withdraw there.
 */
export const createWord = ({ choices, session, call, ready, isOff, textVersion, onSaid, warn }: WordOptions) => {
  let queue: Promise<unknown> = Promise.resolve();
  const next = (act: () => Promise<unknown>): Promise<void> => {
    // A visit that is being started says what held before.
    const done = queue.then(session.pending).then(act);
    queue = done.catch(() => {});
    return done.then(() => {});
  };

  const tell = (choice: Choice, how: string): Promise<unknown> => {
    if (!session.isGood()) return session.renew();
    const body = { purposes: choice, how, textVersion: textVersion() };
    return call('/v1/consent', { method: 'POST', body, token: session.token(), keepalive: true });
  };

  return {
    /** Resolves when the server was told, or need not be. @throws HarmonyError where a grant could not be recorded */
    say: async (wish: unknown, how: 'api' | 'widget'): Promise<void> => {
      const choice = choiceOf(wish);
      const said = Object.keys(choice).length;
      if (said === 0 || (typeof wish === 'object' && said < Object.keys(wish as object).length))
        warn("consent takes 'granted', 'denied' or { detect, learn, publish }.");
      // Who chose *High* in the widget takes it back there: a page that grants at each start stands for nobody's word.
      if (how === 'api' && choices.wishes().privacy === 'high')
        for (const purpose of purposes) if (choice[purpose]) delete choice[purpose];
      if (Object.keys(choice).length === 0) return;
      choices.add(choice, how, textVersion());
      onSaid(choice);
      session.settle();
      if (choice.detect === true) {
        await ready;
        return next(async () => {
          // Taken back in the meantime: what was said last holds.
          if (isOff() || choices.read().detect !== true) return;
          session.settle();
          await tell(choice, how);
        });
      }
      return next(async () => {
        if (session.isKnown()) await tell(choice, how).catch(() => {});
        // What comes back finds nobody any more, unless help is open or they have said yes again.
        if (choice.detect === false && choices.read().detect === false && !session.isHelpOpen()) session.forget();
      });
    },
    /** Settled when all that was said until now is recorded. */
    isTold: (): Promise<unknown> => queue,
  };
};
