import type { ComparedTerm, Fairness, FairnessItem, PassedReason } from '@harmony-live/protocol';
import { clockTime, dayKey, languageName, listWords, plural, shortDay } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';

/** What became of a request, for the member who reads. */
export function outcomeWords({
  asked,
  wentTo,
  isWaiting,
}: Pick<FairnessItem, 'asked' | 'wentTo' | 'isWaiting'>): string {
  switch (asked) {
    case 'accepted':
      return msg('You accepted it');
    case 'taken':
      return msg('You took it from the queue');
    case 'declined':
      return msg('You declined it');
    case 'timed-out':
      return msg('You let it pass');
    case 'withdrawn':
      return msg('You were asked, and it was taken back');
    case 'returned':
      return msg('You gave it back');
    case 'offered':
      return msg('It stands before you now');
    case null:
      if (wentTo === 'somebody') return msg('Somebody else took it');
      return isWaiting ? msg('It still waits') : msg('Nobody took it');
  }
}

/** Why a request went by, with the time in which that held. Null for a code this screen does not know yet. */
export function passedWords(reason: PassedReason, item: FairnessItem): string | null {
  switch (reason.code) {
    case 'off-duty':
      return during(msg('You were off duty'), reason, item);
    case 'break':
      return during(msg('You were on a break'), reason, item);
    case 'wrapping-up':
      return during(msg('You were wrapping up'), reason, item);
    case 'away':
      return during(msg('You were away: no console of yours was open'), reason, item);
    case 'full':
      return during(msg('All your places were taken'), reason, item);
    case 'asked-elsewhere':
      return msg('Another request stood before you');
    case 'language':
      return msg(str`It was in a language you do not name: ${languageName(item.language)}`);
    case 'own-block':
      return msg('You take no requests of this person');
    case 'ranked-lower':
      return rankedWords(item);
    case 'baseline':
      return msg('It went to whoever was free the longest, to compare the ranking with');
    case 'not-among-first':
      return msg('Others came first');
    case 'nobody-asked':
      return msg('Nobody was asked about it');
    case 'not-recorded':
      return msg('How you stood then is not recorded');
    default:
      return null;
  }
}

/** "You were off duty · 09:00–11:20"; the day is told where it is another one than the request's. */
function during(words: string, { from, until }: PassedReason, { createdAt }: FairnessItem): string {
  if (from === undefined) return words;
  const time = (at: string): string =>
    dayKey(at) === dayKey(createdAt) ? clockTime(at) : `${shortDay(at)}, ${clockTime(at)}`;
  return `${words} · ${until === undefined ? msg(str`since ${time(from)}`) : `${time(from)}–${time(until)}`}`;
}

function rankedWords({ place, terms }: FairnessItem): string {
  const where =
    place === null ? msg('Somebody else came first') : msg(str`You were number ${place.rank} of ${place.among}`);
  const better = strongest(terms).map((name) => (name === 'fatigue' ? msg('fewer declined lately') : termWords(name)));
  return better.length === 0 ? where : `${where}. ${msg(str`Who was asked was ahead in: ${listWords(better, true)}`)}`;
}

/** So many differences are named. */
const mostNamed = 3;
/** Less of a difference in the sum decides nothing that anybody would notice. */
const leastDifference = 0.002;

/** The terms in which whoever was asked was ahead, by how much that counted. */
export function strongest(terms: readonly ComparedTerm[]): string[] {
  return terms
    .map(({ name, mine, theirs, weight }) => ({ name, ahead: (theirs - mine) * weight }))
    .filter(({ ahead }) => ahead >= leastDifference)
    .toSorted((a, b) => b.ahead - a.ahead)
    .slice(0, mostNamed)
    .map(({ name }) => name);
}

/** A term of the score by its name; the name itself for one this screen does not know. */
export function termWords(name: string): string {
  switch (name) {
    case 'meaning':
      return msg('Nearness to the words');
    case 'activity':
      return msg('Solved lately');
    case 'reputation':
      return msg('Reputation');
    case 'language':
      return msg('Language');
    case 'familiarity':
      return msg('Knows the person');
    case 'responsiveness':
      return msg('Accepting');
    case 'load':
      return msg('Room');
    case 'idle':
      return msg('Time free');
    case 'newcomer':
      return msg('New here');
    case 'fatigue':
      return msg('Declined lately');
    default:
      return name;
  }
}

/** How newcomers get their chance, and what that means for whoever reads. */
export function newcomerWords({ asked, toNewcomers, isFull, isMine }: Fairness['newcomers']): string {
  const rule =
    asked === 0
      ? msg(
          'One in ten questions goes first to a newcomer who is near to it, until a fifth of an hour’s questions went to newcomers. In the last hour nobody was asked.',
        )
      : msg(
          str`One in ten questions goes first to a newcomer who is near to it, until a fifth of an hour’s questions went to newcomers. In the last hour they had ${toNewcomers} of ${asked}.`,
        );
  if (!isMine) return rule;
  return `${rule} ${isFull ? msg('You are one; they have had their share of this hour.') : msg('You are one.')}`;
}

/** What refusals do, and until when. */
export function fatigueWords({ refused, until }: Fairness['fatigue']): string {
  if (until === null)
    return msg(
      'Whoever declines a request, or lets one pass, comes after those who are equal for an hour. You did not in the last hour.',
    );
  const time = clockTime(until);
  return plural(refused, {
    one: str`You declined or let pass 1 request in the last hour, so you come after those who are equal until ${time}.`,
    other: str`You declined or let pass ${refused} requests in the last hour, so you come after those who are equal until ${time}.`,
  });
}

/** What would bring more, by why most went by: by itself it is no fault of anybody. Null where nothing went by. */
export function adviceWords(items: readonly FairnessItem[]): string | null {
  const codes = items.flatMap(({ reasons }) => reasons.map(({ code }) => code));
  const most = [...Map.groupBy(codes, (code) => code)].toSorted((a, b) => b[1].length - a[1].length)[0];
  if (most === undefined) return null;
  switch (most[0]) {
    case 'off-duty':
    case 'away':
    case 'break':
      return msg('Most came while you were not there. With hours in your profile, Available goes on by itself.');
    case 'full':
    case 'wrapping-up':
    case 'asked-elsewhere':
      return msg('Most came while you had enough to do. How much that is, you say in your profile.');
    case 'language':
      return msg('Most were in languages that you do not name. If you can help in one, name it in your profile.');
    default:
      return msg(
        'Most came nearer to what others say about themselves. Say what you know in the words in which people ask; your profile shows at once which requests that would bring.',
      );
  }
}
