import type { Press } from '../detection/detector.ts';
import { familyOf, type Verdict } from '../detection/score.ts';
import { selectorOf } from '../detection/target.ts';
import type { OfferFate, PressOutcome, TraceEntry } from '../detection/trace.ts';

/** One line of the overlay: `what` in bold, `more` behind it. For whoever builds the page, so in English. */
export interface Line {
  what: string;
  more: string;
  tone: 'plain' | 'good' | 'bad' | 'mark';
}

/** An entry in words; null for the score, which has its own place. */
export const lineOf = (entry: TraceEntry): Line | null => {
  switch (entry.what) {
    case 'signal': {
      const { kind, weight, count, target, message, replaces } = entry.signal;
      const more = [
        `${familyOf(kind)}, weight ${Math.round(weight)}`,
        count > 1 && `×${count}`,
        target?.selector,
        message,
        replaces !== undefined && 'in place of an earlier one',
      ];
      return { what: kind, more: more.filter(Boolean).join(' · '), tone: 'mark' };
    }
    case 'press':
      return pressLine(entry.press, entry.outcome);
    case 'score':
      return null;
    case 'offer': {
      const { fate } = entry;
      return { what: 'offer', more: fates[fate], tone: fate === 'shown' ? 'good' : 'plain' };
    }
    case 'detector-off':
      return {
        what: entry.kind,
        more: entry.why === 'site' ? 'switched off by the site' : 'failed three times and is off',
        tone: entry.why === 'site' ? 'plain' : 'bad',
      };
  }
};

const pressLine = (press: Press, outcome: PressOutcome): Line => {
  const { root, isInteractive, isKeyboard, isDisabled, at, answeredAt, answeredBy, pending } = press;
  const traits = [isKeyboard && 'by key', isDisabled && 'switched off', !isInteractive && 'no control'];
  const what = ['press', selectorOf(root), ...traits.filter(Boolean)].join(' · ');
  const by = `${answeredBy ?? 'something'}${answeredAt === null ? '' : ` after ${Math.round(answeredAt - at)} ms`}`;
  switch (outcome) {
    case 'waiting':
      return { what, more: 'waiting for an answer', tone: 'plain' };
    case 'answered':
      return { what, more: `answered by ${by}`, tone: 'good' };
    case 'late':
      return { what, more: `late answer by ${by}`, tone: 'bad' };
    case 'unanswered':
      return pending > 0
        ? { what, more: 'no answer, a request is still on its way', tone: 'bad' }
        : { what, more: 'no answer', tone: 'bad' };
    case 'void':
      return { what, more: 'does not count: it became something else', tone: 'plain' };
  }
};

const fates: Readonly<Record<OfferFate, string>> = {
  shown: 'shown',
  shadow: 'not made: the site only looks on, and would have made it',
  'held-out': 'not made: this person is held out, and would have got it',
  waiting: 'waits for a pause',
  dropped: 'not made: no pause came',
  'site-off': 'not made: the site makes none',
  never: 'not made: this person wants none',
  capped: 'not made: this person was offered help lately',
  gate: 'not made: a rule of the gate does not hold',
  'one-already': 'not made: another is shown',
  'no-room': 'not made: help is open, or it would cover a control',
};

/** What is missing to an offer, in words. */
export const missingWords = ({ missing }: Pick<Verdict, 'missing'>): string =>
  missing === null
    ? 'stuck: an offer may be made'
    : missing === 'score'
      ? 'no offer: the score is below the threshold'
      : 'no offer: only one family speaks';
