/** The one thing that is kept for the worker: the words of its notification, which it cannot translate itself. */
export const wordsCache = 'harmony-push-words';
export const wordsPath = '/console/push-words';

export interface KeptWords {
  words: string;
  /** BCP 47 tag of their language. */
  lang: string;
}

/** Where somebody has emptied what the browser keeps. */
export const english: KeptWords = { words: 'A request waits for you', lang: 'en' };
