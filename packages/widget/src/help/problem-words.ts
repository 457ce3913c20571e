import { msg, str } from '@lit/localize';
import { duration } from '@harmony-live/ui';
import { generalWords, offlineWords } from './problem.ts';

/** What went wrong, in the widget's words; by code, since it may come from the client or from the page's own part. */
export function problemWords(problem: unknown): string {
  const { code, field, retryAfterMs } = problem as { code?: string; field?: string; retryAfterMs?: number };
  switch (code) {
    case 'network/unreachable':
      return offlineWords();
    case 'rate/limited':
      return msg(
        str`That was quick. Wait ${duration(retryAfterMs ?? 10_000)} and send it again; what you wrote is kept.`,
      );
    case 'origin/not-allowed':
      return msg('This page may not ask for help yet. Whoever runs it needs to allow its address.');
    case 'gate/rejected':
      return msg('This could not be sent as it is. Leave out some of what is attached and try again.');
    case 'slot/taken':
      return msg('This time is not free any more. Choose another one.');
    case 'body/invalid':
      if (field === '/slotAt') return msg('Choose a time that is free, an hour from now or later.');
      return msg('Something in the request is too long. Shorten it and send it again.');
    default:
      return generalWords();
  }
}
