/** A day in milliseconds; days of a calendar are counted in these from 1970-01-01, whatever the zone. */
export const dayMs = 24 * 60 * 60_000;
const minuteMs = 60_000;

/** Names of the IANA data base: `Europe/Berlin`, `UTC`. Bare offsets, which know no daylight saving, are none. */
const zoneName = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether the runtime's data knows the zone. */
export const isTimeZone = (name: string): boolean => {
  if (!zoneName.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
};

/** The day that a calendar in the zone shows at this moment, in whole days since 1970-01-01. */
export const dayAt = (timeZone: string, at: number): number => Math.floor((at + offsetMs(timeZone, at)) / dayMs);

/**
 * The moment at which clocks in the zone show so many minutes past midnight of this day. A time that the clocks skip is as much
 * later as they jump; of one that comes twice it is the first (as `compatible` of TC39's Temporal, and RFC 5545).
 */
export const momentOf = (timeZone: string, day: number, minutes: number): number => {
  const wall = day * dayMs + minutes * minuteMs;
  const [before, after] = [offsetMs(timeZone, wall - dayMs), offsetMs(timeZone, wall + dayMs)];
  const isBefore = before === after || offsetMs(timeZone, wall - before) === before;
  const isSkipped = !isBefore && offsetMs(timeZone, wall - after) !== after;
  return wall - (isBefore || isSkipped ? before : after);
};

/** By how much clocks in the zone are ahead of UTC at this moment, in milliseconds. */
const offsetMs = (timeZone: string, at: number): number => {
  const shown = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => shown.get(name) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / 1000) * 1000;
};

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const figures = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const clock = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const;
  const made = new Intl.DateTimeFormat('en-US', { timeZone, ...figures, ...clock });
  formats.set(timeZone, made);
  return made;
};
