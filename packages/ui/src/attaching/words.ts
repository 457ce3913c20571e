import type { ClientProblem } from '@harmony-live/client';
import { msg, str } from '@lit/localize';
import { duration } from '../duration.ts';
import { tooLargeWords, typeWords } from './check.ts';

/** Why a file was not sent: what happened, what is safe, what to do. @param size of the file, in bytes */
export function problemWords({ code, field, retryAfterMs }: ClientProblem, size: number): string {
  switch (code) {
    case 'network/unreachable':
      return msg('No connection. It is kept and sent when you are back');
    case 'file/type-refused':
      return typeWords();
    case 'body/too-large':
      return field === undefined
        ? msg('No more fits in: the files of a conversation have 200 MB together')
        : tooLargeWords(size);
    case 'rate/limited':
      return msg(str`That was quick. Try again in ${duration(retryAfterMs ?? 10_000)}`);
    case 'conversation/closed':
    case 'conversation/not-found':
      return msg('The conversation has ended');
    default:
      return msg('It was not sent. Try again');
  }
}
