import { clockTime, dayKey, dayLabel, screenLocale } from '@harmony-live/ui';

/** Times by the day on which they are where the person is, both in their order. */
export const daysOf = (times: readonly string[]): Map<string, string[]> => {
  const days = new Map<string, string[]>();
  for (const at of times) days.set(dayKey(at), [...(days.get(dayKey(at)) ?? []), at]);
  return days;
};

/** A day to choose: "Today", "Tomorrow", else "Tue, 3 Mar". */
export const dayWords = (at: string, now: number): string => {
  const isNear = Date.parse(dayKey(at)) - Date.parse(dayKey(now)) <= 86_400_000;
  if (isNear) return capitalised(dayLabel(at, now));
  return new Intl.DateTimeFormat(screenLocale(), { weekday: 'short', day: 'numeric', month: 'short' }).format(
    new Date(at),
  );
};

/** A time to choose: "10:30". */
export const clockWords = (at: string): string => clockTime(at);

/** Day and time in one: "Tuesday, 3 March at 10:30". */
export const momentWords = (at: string): string =>
  new Intl.DateTimeFormat(screenLocale(), {
    ...{ weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
  }).format(new Date(at));

/** The zone by which times are told here, such as Europe/Berlin. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The word stands alone, not in a sentence. */
const capitalised = (word: string): string => word.charAt(0).toLocaleUpperCase(screenLocale()) + word.slice(1);
