import type { Item, Moment } from './queue.ts';

/** Beyond this the page's clock was set, not slept through: a clock that stands while a machine sleeps looks the same. */
const longestSleepMs = 24 * 3_600_000;
/** Less than this is how clocks differ, milliseconds. */
const leastSetMs = 1_000;

/**
 * The text of one batch. The server takes the difference of its clock and `sentAt` off every time in it; where the page's
 * clock was set since an item was put in, the item's times are set with it.
 */
export const bodyOf = (batch: readonly Item[], token: string, env: { now(): number; monotonic(): number }): string => {
  const here = { now: env.now(), monotonic: env.monotonic() };
  const listed = (['signals', 'struggles', 'offers'] as const).flatMap((list) => {
    const items = batch.filter((item) => item.list === list).map((item) => jsonAt(item, here));
    return items.length > 0 || list === 'signals' ? [`"${list}":[${items.join()}]`] : [];
  });
  return `{"token":${JSON.stringify(token)},"sentAt":"${new Date(here.now).toISOString()}",${listed.join()}}`;
};

const jsonAt = ({ json, at }: Item, here: Moment): string => {
  const set = at === null ? 0 : here.now - at.now - (here.monotonic - at.monotonic);
  if (set > -leastSetMs && set < longestSleepMs) return json;
  const value = JSON.parse(json) as { at: string; startedAt?: string };
  value.at = moved(value.at, set);
  if (value.startedAt !== undefined) value.startedAt = moved(value.startedAt, set);
  return JSON.stringify(value);
};

const moved = (time: string, ms: number): string => {
  const to = new Date(Date.parse(time) + ms);
  return Number.isNaN(to.getTime()) ? time : to.toISOString();
};
