import type { CommandId } from '../shortcuts/catalogue.ts';

/** The breaks that can be taken, by their commands. */
export type BreakId = Extract<CommandId, `duty.break-${string}`>;

/** Nine o'clock, in the person's own zone, is when a morning begins here. */
const morningHour = 9;

/** When a break that begins `now` is over. */
export function breakEnd(id: BreakId, now: Date): Date {
  switch (id) {
    case 'duty.break-quarter':
      return new Date(now.getTime() + 15 * 60_000);
    case 'duty.break-hour':
      return new Date(now.getTime() + 60 * 60_000);
    case 'duty.break-morning':
      return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, morningHour);
  }
}
