import type { NoticedSignal } from '@harmony-live/protocol';
import { msg, str } from '@lit/localize';

/** Whether it stopped the person, rather than slowed them. */
export const isBad = (kind: string): boolean =>
  kind.startsWith('error.') || kind === 'click.error' || kind === 'network.failed';

/** One thing that the page noticed before they asked, in an expert's words. */
export function signalWords({ kind, message = '', target, count }: NoticedSignal): string {
  const what = target?.label ?? target?.selector ?? '';
  const times = count > 1 ? ` ×${count}` : '';
  switch (kind) {
    case 'click.error':
      return msg(str`Pressed ${what}, which led to: ${message}`) + times;
    case 'click.rage':
      return msg(str`Pressed ${what} angrily, nothing answered`) + times;
    case 'click.dead':
      return msg(str`Pressed ${what}, nothing happened`) + times;
    case 'network.failed':
      return msg(str`Request failed: ${message}`) + times;
    case 'form.hesitation':
      return msg(str`Hesitated in ${what}`) + times;
    default:
      return (message || kind) + times;
  }
}
