import type { OwnExpert } from '@harmony-live/protocol';
import { clockTime, dayKey, dayLabel, duration } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { stateWords } from './areas.ts';

/** How the expert at this desk stands; a break, a wrap-up and hours with their end. `now` in epoch milliseconds. */
export function dutyWords({ state, quietUntil, isWrappingUp, hoursChangeAt }: OwnExpert, now: number): string {
  if (state !== 'quiet' || quietUntil === null) return hoursWords(state, hoursChangeAt, now) ?? stateWords(state);
  const time = clockTime(quietUntil);
  if (isWrappingUp) return msg(str`Wrapping up until ${time}`);
  return dayKey(quietUntil) === dayKey(now)
    ? msg(str`Break until ${time}`)
    : msg(str`Break until ${dayLabel(quietUntil, now)}, ${time}`);
}

/** Until when the hours leave them as they are; nothing where hours move nothing, or something else matters more. */
function hoursWords(state: OwnExpert['state'], at: string | null, now: number): string | null {
  if (at === null || (state !== 'available' && state !== 'offline')) return null;
  const until = dayKey(at) === dayKey(now) ? clockTime(at) : `${dayLabel(at, now)}, ${clockTime(at)}`;
  return state === 'available' ? msg(str`On duty until ${until}`) : msg(str`Off until ${until}`);
}

/** The whole line below the switch: how they stand, how much they do, and what is to come. */
export function standingWords(expert: OwnExpert, now: number): string {
  const words = [dutyWords(expert, now), msg(str`${expert.load} of ${expert.capacity}`)];
  if (expert.lastOne) words.push(msg('One more, then off'));
  return words.join(' · ');
}

/**
 * Why the server switched Available off by itself, by the `because` of its frame, and what that means.
 * @param mostHoursAWeek of the expert's profile, as far as it is known
 */
export function switchedOffWords(because: string, mostHoursAWeek?: number | null): { title: string; body: string } {
  switch (because) {
    case 'last-one':
      return {
        title: msg('You are off, as you wished.'),
        body: msg('That was the last request for now. Your conversations go on, and nobody new is put before you.'),
      };
    case 'hours':
      return {
        title: msg('Your hours are over.'),
        body: msg('You are off until they begin again. Switch Available on to go on until then.'),
      };
    case 'most-hours':
      return {
        title: mostHoursAWeek
          ? msg(str`You have reached your ${duration(mostHoursAWeek * 3_600_000)} of this week.`)
          : msg('You have reached your hours of this week.'),
        body: msg('You are off until Monday, and your conversations go on. Switch Available on to go on for today.'),
      };
    case 'three-time-outs':
      return {
        title: msg('You are no longer available.'),
        body: msg('Three requests in a row got no answer. Switch Available on when you are back.'),
      };
    default:
      return { title: msg('You are no longer available.'), body: msg('Switch Available on when you are back.') };
  }
}
