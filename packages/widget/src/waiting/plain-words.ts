/** The most words that are asked with; the first ones say what it is about. */
const mostWords = 24;

/**
 * The words of a request that a search may be asked with. It travels in an address, which servers on the way may note down, so
 * whatever has a digit, an @ or another mark in it (numbers, addresses, keys, paths) stays out.
 */
export const plainWords = (text: string): string =>
  text
    .split(/\s+/)
    .map((word) => word.replace(/^\p{P}+|\p{P}+$/gu, ''))
    .filter((word, at, all) => /^[\p{L}\p{M}’'-]+$/u.test(word) && all.indexOf(word) === at)
    .slice(0, mostWords)
    .join(' ');
