import type { Example } from '../../platform/classifier/index.ts';

/**
 * What the domains' own names say, as examples: `card-arrival` is about "card arrival". It is worth a point of accuracy where a
 * domain has a handful of examples, and nothing where it has many.
 */
export const nameSeeds = (domains: Iterable<string>): Example[] =>
  [...new Set(domains)]
    .map((label) => ({ text: label.replace(/[-_./]+/g, ' '), label, isSeed: true }))
    .filter(({ text }) => /\p{L}{2}/u.test(text));
