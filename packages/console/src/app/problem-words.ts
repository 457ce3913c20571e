import { msg, str } from '@lit/localize';
import type { ClientProblem } from '@harmony-live/client';
import { duration } from '@harmony-live/ui/duration.ts';
import { screenLocale } from '@harmony-live/ui/locale.ts';

/** A problem in the console's words: what happened, what is safe, what to do. */
export function problemWords(problem: ClientProblem): string {
  switch (problem.code) {
    case 'network/unreachable':
      return msg('The server could not be reached. Nothing you wrote is lost.');
    case 'auth/failed':
      return msg('E-mail and password do not match.');
    case 'rate/limited':
      return msg(str`Too many tries. Wait ${duration(problem.retryAfterMs ?? 60_000)} and try again.`);
    case 'email/taken':
      return msg('There is an account with this e-mail already. Sign in instead.');
    case 'version/stale':
      return msg('This was changed in another window. Look at what it says now, then save again.');
    case 'assignment/taken':
      return msg('Somebody else took this a moment ago. You are free for the next.');
    case 'assignment/expired':
      return msg('The time to accept has passed. The next person is being asked.');
    case 'capacity/full':
      return msg('You have as many conversations as you set. End one, or raise the number in your profile.');
    case 'handover/pending':
      return msg('A colleague is being asked about this already. Wait for the answer, or withdraw that first.');
    case 'handover/ended':
    case 'handover/not-found':
      return msg('This is over: it was withdrawn, answered or not answered in time.');
    case 'role/insufficient':
      return roleWords(problem);
    case 'member/last-owner':
      return msg('A workspace needs an owner. Hand it over to somebody first.');
    case 'member/not-found':
      return msg('They are no longer a member here.');
    case 'invitation/pending':
      return msg('They are invited already: send it again from the list below.');
    case 'invitation/not-found':
    case 'invitation/used':
    case 'invitation/withdrawn':
      return msg('This invitation was used or withdrawn in the meantime.');
    case 'mail/unavailable':
      return msg('This server sends no letters. Whoever runs it can set that up, or make members by command.');
    default:
      return problem.status >= 500
        ? msg(str`The server answered ${problem.status}. Nothing you wrote is lost.`)
        : inEnglish(problem.detail, () => refusedWords(problem));
  }
}

/** Who may not do it, as far as the server says what stands against it. */
function roleWords({ field }: ClientProblem): string {
  if (field === '/role') return msg('Only an owner decides who is owner or admin.');
  if (field === '/visitorId') return msg('You take no requests of this person. Take that back in your profile first.');
  if (field === '/memberId') return msg('The person asked for somebody else. A colleague can take it.');
  return msg('Your role does not allow this.');
}

/** Why a field was refused, for the line below it. */
export const fieldWords = ({ reason, detail }: Pick<ClientProblem, 'reason' | 'detail'>): string =>
  inEnglish(reason ?? detail, () => msg('This is not valid as it is: it is too long, too short or not of its form.'));

/** The server says more exactly what it refused, and says it in English. */
const inEnglish = (detail: string, translated: () => string): string =>
  /^en\b/.test(screenLocale()) ? detail : translated();

/** What the server refused, by its code: less exact than its own words, and in the language of the screen. */
function refusedWords({ code, detail }: ClientProblem): string {
  switch (code) {
    case 'body/invalid':
    case 'frame/unknown-type':
    case 'key/reused':
      return msg('Something in it is not valid. Look at it once more, then try again.');
    case 'body/too-large':
      return msg('This is too large. Shorten it and try again.');
    case 'file/type-refused':
      return msg('Files of this type are not accepted.');
    case 'auth/required':
    case 'token/expired':
    case 'token/invalid':
      return msg('You are not signed in any more. Sign in and go on.');
    case 'origin/not-allowed':
    case 'consent/missing':
    case 'gate/rejected':
      return msg('This is not allowed here.');
    case 'conversation/closed':
      return msg('This conversation has ended.');
    case 'slot/taken':
      return msg('This time is not free any more. Choose another one.');
    case 'help-request/over':
      return msg('This is over: it was withdrawn, answered or not answered in time.');
    case 'ledger/would-overdraw':
      return msg('There are not enough tokens for this.');
    default:
      if (code.endsWith('/not-found')) return msg('This does not exist any more, or you may not see it.');
      return msg(str`That did not work. The server said: ${detail}`);
  }
}
