import type { StruggleInsights } from '@harmony-live/protocol';
import { plural } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { dayWords } from '../figures/numbers.ts';

/** Which days are looked at, and what they are compared with. */
export function stretchWords({ from, to, days, before }: StruggleInsights): string {
  const stretch = msg(str`${dayWords(from)} to ${dayWords(to)}`);
  return before === null
    ? stretch
    : plural(days.length, {
        one: str`${stretch}, against the day before`,
        other: str`${stretch}, against the ${days.length} days before`,
      });
}
