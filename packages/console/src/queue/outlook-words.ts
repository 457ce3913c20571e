import type { QueueOutlook } from '@harmony-live/protocol';
import { clockTime, screenLocale } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';

const hourMs = 60 * 60_000;

/** When the next request is likely, in words that say what they rest on; and that there is too little to say, where there is. */
export function outlookWords({ weeks, requests, nextHour, likelyAt }: QueueOutlook, now: number): string {
  if (nextHour === null) {
    return weeks < 2
      ? msg('When the next one comes can be said once two weeks of requests have been seen.')
      : msg(str`Too few requests came in the last ${weeks} weeks (${requests}) to say when the next one comes.`);
  }
  if (likelyAt === null) {
    return msg(str`No hour of the week brings requests again and again: ${requests} came in the last ${weeks} weeks.`);
  }
  const at = Date.parse(likelyAt);
  if (at - now < hourMs) {
    const count = nextHour.low === nextHour.high ? `${nextHour.high}` : `${nextHour.low}–${nextHour.high}`;
    return msg(str`The next one is likely within the hour: ${count} came in this hour of the last ${weeks} weeks.`);
  }
  return msg(str`The next one is likely ${momentWords(at, now)}, by the same hours of the last ${weeks} weeks.`);
}

/** "after 14:00" today, else with the day of the week. */
function momentWords(at: number, now: number): string {
  const time = clockTime(new Date(at).toISOString());
  if (new Date(at).toDateString() === new Date(now).toDateString()) return msg(str`after ${time}`);
  const day = new Intl.DateTimeFormat(screenLocale(), { weekday: 'long' }).format(at);
  return msg(str`on ${day} after ${time}`);
}
