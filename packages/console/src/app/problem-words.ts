import { msg, str } from '@lit/localize';
import type { ClientProblem } from '@harmony-live/client';
import { duration } from '@harmony-live/ui';

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
    case 'role/insufficient':
      return msg('Your role does not allow this.');
    default:
      return problem.status >= 500
        ? msg(str`The server answered ${problem.status}. Nothing you wrote is lost.`)
        : problem.detail;
  }
}
