import type { Removal } from '@harmony-live/protocol';
import { plural } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';

/** What becomes of the conversations that somebody is in when they go, in numbers; a sentence each. */
export function consequences({ endingConversations: ending, otherConversations: others }: Removal): string[] {
  if (ending + others === 0) return [msg('No conversation is under way, so nobody waits in vain.')];
  return [
    ...(ending === 0
      ? []
      : [
          plural(ending, {
            one: '1 conversation under way ends; the person in it is told and can ask again.',
            other: str`${ending} conversations under way end; the people in them are told and can ask again.`,
          }),
        ]),
    ...(others === 0
      ? []
      : [
          plural(others, {
            one: '1 conversation goes on with somebody else.',
            other: str`${others} conversations go on with somebody else.`,
          }),
        ]),
  ];
}
