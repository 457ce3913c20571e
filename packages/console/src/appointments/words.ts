import type { QueueItem } from '@harmony-live/protocol';
import { clockTime, dayLabel, screenLocale } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';

/** Day and time: "today at 14:00", "Tuesday, 3 March at 14:00". */
export const momentWords = (at: string, now: number): string => {
  const days = Math.abs(Date.parse(at) - now) / 86_400_000;
  if (days < 2) return msg(str`${dayLabel(at, now)} at ${clockTime(at)}`);
  return new Intl.DateTimeFormat(screenLocale(), {
    ...{ weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
  }).format(new Date(at));
};

/** How a request wants to be helped, where it is not now: by when an answer is due, or for when somebody is booked. */
export const modeWords = ({ dueAt, slotAt }: Pick<QueueItem, 'dueAt' | 'slotAt'>, now: number): string | undefined => {
  if (slotAt !== undefined) return msg(str`Booked for ${clockTime(slotAt)}`);
  if (dueAt === undefined) return undefined;
  const when = momentWords(dueAt, now);
  return Date.parse(dueAt) < now ? msg(str`Late: was due ${when}`) : msg(str`Answer by ${when}`);
};
