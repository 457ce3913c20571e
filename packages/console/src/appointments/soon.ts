import type { OwnAppointment } from '@harmony-live/protocol';

/** So long before it an appointment is told above whatever is open, in milliseconds. */
export const soonMs = 10 * 60_000;

/** The first that has not begun; null where there is none. */
export const nextOf = <T extends Pick<OwnAppointment, 'at'>>(items: readonly T[], now: number): T | null =>
  items.find(({ at }) => Date.parse(at) > now) ?? null;
