import { cosineOf } from '../../platform/embeddings/index.ts';

/** A request with what it is compared by. */
export interface Asked {
  id: string;
  visitorId: string;
  text: string;
  at: number;
  conversationId: string | null;
  /** Unit length, or all zeros where the text says nothing. */
  vector: readonly number[];
  /** Cosine with the nearest published article, -1–1; null where there is none. */
  nearest: number | null;
}

/** What several people asked for, and no article answers. */
export interface Gap {
  latest: Asked;
  people: number;
}

/**
 * From here on two texts are taken to be about the same: so near are three of four questions that were closed as duplicates on
 * AskUbuntu to their originals, and one of forty to a question that they do not ask (1,000 pairs, first 400 characters each).
 */
export const nearEnough = 0.28;

/** Fewer letters say nothing that an article could be about. */
const fewestLetters = 12;

/**
 * Groups the requests that no article is near to: each joins the group whose latest it is nearest to, if that is near enough.
 * What most people asked for comes first, then the latest.
 *
 * @param asked the newest first
 */
export const gapsIn = (asked: readonly Asked[], most: number): Gap[] => {
  const groups: Asked[][] = [];
  for (const one of asked) {
    if (!saysSomething(one) || (one.nearest ?? 0) >= nearEnough) continue;
    const likeness = groups.map(([latest]) => cosineOf(latest!.vector, one.vector));
    const best = Math.max(...likeness);
    if (best >= nearEnough) groups[likeness.indexOf(best)]!.push(one);
    else groups.push([one]);
  }
  return groups
    .map((group) => ({ latest: group[0]!, people: new Set(group.map(({ visitorId }) => visitorId)).size }))
    .toSorted((a, b) => b.people - a.people || b.latest.at - a.latest.at)
    .slice(0, most);
};

const saysSomething = ({ text, vector }: Asked): boolean =>
  text.replace(/[^\p{L}]/gu, '').length >= fewestLetters && vector.some((value) => value !== 0);
