import type { Reason } from '@harmony-live/protocol';
import { reasonWords } from '@harmony-live/ui/reasons.ts';
import { msg, str } from '@lit/localize';

/** A term of the score, told of somebody else; the name itself for one that this screen does not know. */
export function termName(name: string): string {
  switch (name) {
    case 'meaning':
      return msg('Near to what they know');
    case 'activity':
      return msg('Solved lately');
    case 'reputation':
      return msg('How often they help');
    case 'language':
      return msg('Language');
    case 'familiarity':
      return msg('Knows this person');
    case 'responsiveness':
      return msg('Answers requests');
    case 'load':
      return msg('Room for one more');
    case 'idle':
      return msg('Free for long');
    case 'newcomer':
      return msg('New here');
    case 'fatigue':
      return msg('Declined or missed lately');
    default:
      return name;
  }
}

/** What a term goes by, and what more or less of it does. */
export function termHint(name: string): string {
  switch (name) {
    case 'meaning':
      return msg('How near the problem is to what they say about themselves and to what they solved.');
    case 'activity':
      return msg('How much they solved in the last weeks. More of it sends more to those who do most already.');
    case 'reputation':
      return msg('How often they help with problems of this kind, carefully guessed where little is known.');
    case 'language':
      return msg('Native before fluent before can help. Who does not speak it at all is not asked anyway.');
    case 'familiarity':
      return msg('They helped this person well before. Counts nothing in the test above: nobody asks there.');
    case 'responsiveness':
      return msg('How often and how quickly they accept.');
    case 'load':
      return msg('How much of their capacity is free.');
    case 'idle':
      return msg('How long nothing was asked of them. More of it takes turns more evenly.');
    case 'newcomer':
      return msg('Gives those a chance of whom little is known yet, up to a fifth of an hour’s requests.');
    case 'fatigue':
      return msg('Counts against who declined or missed requests in the last hour, so that they get a rest.');
    default:
      return '';
  }
}

/** Why somebody stands where they stand, for a third one who may read what was solved. */
export const trialReasons = (reasons: readonly Reason[]): string[] => reasons.flatMap((reason) => words(reason) ?? []);

function words(reason: Reason): string | undefined {
  const { code, params } = reason;
  if (code === 'solved' && typeof params.problem === 'string')
    return msg(str`Solved a problem like this: “${params.problem}”`);
  return code === 'newcomer' ? msg('New here, and gets a chance') : reasonWords(reason, 'seeker');
}
