import type { OwnExpert } from '@harmony-live/protocol';
import type { DutyWish } from '../app/desk.ts';
import type { CommandId } from '../shortcuts/catalogue.ts';
import { breakEnd } from './breaks.ts';

/** A command about coming and going. */
export type DutyId = Extract<CommandId, `duty.${string}`>;

/** What can be done about coming and going as this expert stands, in the order of the menu. */
export function dutyCommands(expert: OwnExpert | null): DutyId[] {
  if (!expert?.switch) return [];
  const isQuiet = expert.state === 'quiet';
  return [
    ...(isQuiet ? ([expert.isWrappingUp ? 'duty.ready' : 'duty.end-break'] as const) : []),
    ...(['duty.break-quarter', 'duty.break-hour', 'duty.break-morning'] as const),
    expert.lastOne ? 'duty.stay' : 'duty.last-one',
  ];
}

/** What a command asks the server for; all of them leave the switch on. */
export function dutyWish(id: DutyId, now: Date): DutyWish {
  switch (id) {
    case 'duty.end-break':
    case 'duty.ready':
      return { quietUntil: null };
    case 'duty.last-one':
    case 'duty.stay':
      return { lastOne: id === 'duty.last-one' };
    default:
      return { quietUntil: breakEnd(id, now).toISOString() };
  }
}
