import type { QueueItem } from '@harmony-live/protocol';

/** What is shown of the queue while its list must not move, and how many have come meanwhile. */
export interface ShownQueue {
  items: readonly QueueItem[];
  /** New ones that wait behind a button until the reader lets them in. */
  held: number;
}

/**
 * What to show of fresh rows. While the pointer or the focus is in the list, rows stay where they are and new ones wait: what
 * is gone goes, since pressing it would come to nothing, and what has changed is told in its place.
 */
export const shownQueue = (
  shown: readonly QueueItem[] | null,
  fresh: readonly QueueItem[],
  isHeldStill: boolean,
): ShownQueue => {
  if (!isHeldStill || shown === null || shown.length === 0) return { items: fresh, held: 0 };
  const byId = new Map(fresh.map((item) => [item.requestId, item]));
  const items = shown.flatMap(({ requestId }) => byId.get(requestId) ?? []);
  return { items, held: fresh.length - items.length };
};

/** Rows that hold what is looked for, in words, topic, page or name; all of them while nothing is. */
export const filteredQueue = (items: readonly QueueItem[], question: string): readonly QueueItem[] => {
  const wanted = question.trim().toLocaleLowerCase();
  if (wanted === '') return items;
  return items.filter(({ text, topic, page, visitorName, language }) =>
    [text, topic, page, visitorName, language].some((part) => part?.toLocaleLowerCase().includes(wanted)),
  );
};
