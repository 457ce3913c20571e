import type { RetentionOf } from '@harmony-live/protocol';
import { plural } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';

export type Kind = RetentionOf['kind'];

/** What is kept, in words. */
export function kindName(kind: Kind): string {
  switch (kind) {
    case 'signals':
      return msg('Signals');
    case 'conversations':
      return msg('Conversations');
    case 'decisions':
      return msg('Decisions of the gate');
    case 'audit':
      return msg('Audit trail');
  }
}

/** What belongs to it. */
export function kindHint(kind: Kind): string {
  switch (kind) {
    case 'signals':
      return msg(
        'What pages noticed of people who agreed: signals, struggles, offers, and the problems found in them.',
      );
    case 'conversations':
      return msg('Conversations that are over, with what was asked and attached. Articles made of them stay.');
    case 'decisions':
      return msg('What the ethics gate answered, and why.');
    case 'audit':
      return msg('Who changed what in this workspace.');
  }
}

/** How much goes tonight. */
export function nextWords(next: number): string {
  if (next === 0) return msg('Nothing goes tonight.');
  return plural(next, { one: '1 goes tonight.', other: str`${next} go tonight.` });
}

/** A number of days, in words. */
export const daysWords = (days: number): string => plural(days, { one: '1 day', other: str`${days} days` });

/** A number of days as it was typed; `none` where nothing stands there, null where it is no number. */
export function daysOf(typed: string): number | 'none' | null {
  const text = typed.trim();
  if (text === '') return 'none';
  return /^\d{1,4}$/.test(text) ? Number(text) : null;
}
