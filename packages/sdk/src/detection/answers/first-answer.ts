import { isByItself, isPrompt, type Causes, type Stamp } from './ambient.ts';

/** Something that changed after a press: when first, and what it is called. */
export interface Found {
  readonly at: number;
  readonly by: string;
}

/** What one beat changes, it changes within this time. */
const sameBeatMs = 30;
/** So many things that move by themselves are compared with. */
const mostBeating = 20;

/**
 * The first change that answers a press: none that comes by itself, and none that is part of one, such as the next slide
 * that a carousel shows as it turns. What moves by itself may also be moved by the press, between two beats and at once.
 *
 * @param isStarted whether this node has answered this very thing before
 */
export const firstAnswer = (
  found: ReadonlyMap<object, Found>,
  stampsOf: (node: object) => readonly Stamp[],
  causes: Causes,
  isStarted: (node: object) => boolean,
): ({ node: object } & Found) | undefined => {
  const beating: object[] = [];
  const answers: ({ node: object } & Found)[] = [];
  for (const [node, { at, by }] of found) {
    const stamps = stampsOf(node);
    const isBeatAt = (time: number): boolean => !isStarted(node) && isByItself(stamps, time, causes);
    if (!isBeatAt(at)) {
      answers.push({ node, at, by });
      continue;
    }
    beating.push(node);
    const later = stamps.find(
      (stamp) => stamp.at > at && causes.begun.some((cause) => isPrompt(stamp.at - cause)) && !isBeatAt(stamp.at),
    );
    if (later !== undefined) answers.push({ node, at: later.at, by });
  }
  const isPart = ({ node, at }: { node: object } & Found): boolean =>
    beating
      .slice(0, mostBeating)
      .some(
        (other) =>
          other !== node &&
          isNear(other, node) &&
          stampsOf(other).some(
            (stamp) => Math.abs(stamp.at - at) <= sameBeatMs && isByItself(stampsOf(other), stamp.at, causes),
          ),
      );
  return answers.filter((answer) => isStarted(answer.node) || !isPart(answer)).sort((a, b) => a.at - b.at)[0];
};

/** Inside of it, or beside it. */
const isNear = (other: object, node: object): boolean => {
  if (!('nodeType' in other) || !('nodeType' in node)) return false;
  const { parentNode } = other as Node;
  return (parentNode ?? (other as Node)).contains(node as Node);
};
