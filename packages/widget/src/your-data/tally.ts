/** What is kept, told as how many of what. */
export type Kept = 'conversations' | 'requests' | 'noticed' | 'opinions' | 'visits';

/** Where each lies in the export, by module and list. */
const places: Readonly<Record<Kept, readonly (readonly [string, string])[]>> = {
  conversations: [['conversation', 'conversations']],
  requests: [['requests', 'helpRequests']],
  noticed: [
    ['detection', 'signals'],
    ['detection', 'struggles'],
  ],
  opinions: [['knowledge', 'opinions']],
  visits: [['identity', 'visits']],
};

/** How many of each, without those of which there are none. */
export const tally = (data: Record<string, unknown>): [Kept, number][] =>
  (Object.keys(places) as Kept[])
    .map((what): [Kept, number] => [what, places[what].reduce((sum, place) => sum + lengthOf(data, place), 0)])
    .filter(([, count]) => count > 0);

const lengthOf = (data: Record<string, unknown>, [module, list]: readonly [string, string]): number => {
  const value = (data[module] as Record<string, unknown> | undefined)?.[list];
  return Array.isArray(value) ? value.length : 0;
};

/** Whether the person's last word on being noticed was yes; null where there is none on record. */
export const consentOf = (data: Record<string, unknown>): boolean | null => {
  const { consents } = (data.identity ?? {}) as { consents?: { purpose: string; isGranted: boolean }[] };
  return consents?.findLast(({ purpose }) => purpose === 'detect')?.isGranted ?? null;
};
