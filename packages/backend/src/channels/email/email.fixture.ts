import type { TestApp } from '../../../test/app.ts';
import type { Letter } from '../../platform/mail/index.ts';

/** A mail server that keeps what it takes, and can be told to fail. */
export interface Postman {
  /** What was taken, as often as it was. */
  taken: Letter[];
  /** Before the next letter is taken, after it, or never. */
  failsNext(when: 'before' | 'after' | 'never', error?: Error): void;
}

/** Puts a postman in the place of the demo's mail. */
export const postmanOf = ({ app }: TestApp): Postman => {
  const taken: Letter[] = [];
  let next: 'before' | 'after' | 'never' = 'never';
  let error: Error;
  const fail = (when: 'before' | 'after'): void => {
    if (next !== when) return;
    next = 'never';
    throw error;
  };
  Object.assign(app.platform.mail, {
    send: async (letter: Letter) => {
      fail('before');
      taken.push(letter);
      fail('after');
    },
  });
  return {
    taken,
    failsNext: (when, why = new Error('The mail server is gone.')) => ((next = when), void (error = why)),
  };
};

/** The secret in a letter's link. */
export const secretOf = ({ link }: Pick<Letter, 'link'>): string => link!.split('#')[1]!;
