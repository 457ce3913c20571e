import type { OwnExpert } from '@harmony-live/protocol';
import { clockTime, dayKey, dayLabel } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { stateWords } from './areas.ts';

/** How the expert at this desk stands; a break and a wrap-up with their end. `now` in epoch milliseconds. */
export function dutyWords({ state, quietUntil, isWrappingUp }: OwnExpert, now: number): string {
  if (state !== 'quiet' || quietUntil === null) return stateWords(state);
  const time = clockTime(quietUntil);
  if (isWrappingUp) return msg(str`Wrapping up until ${time}`);
  return dayKey(quietUntil) === dayKey(now)
    ? msg(str`Break until ${time}`)
    : msg(str`Break until ${dayLabel(quietUntil, now)}, ${time}`);
}

/** The whole line below the switch: how they stand, how much they do, and what is to come. */
export function standingWords(expert: OwnExpert, now: number): string {
  const words = [dutyWords(expert, now), msg(str`${expert.load} of ${expert.capacity}`)];
  if (expert.lastOne) words.push(msg('One more, then off'));
  return words.join(' · ');
}

/** Why the server switched Available off by itself, by the `because` of its frame, and what that means. */
export function switchedOffWords(because: string): { title: string; body: string } {
  switch (because) {
    case 'last-one':
      return {
        title: msg('You are off, as you wished.'),
        body: msg('That was the last request for now. Your conversations go on, and nobody new is put before you.'),
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
