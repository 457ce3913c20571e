import type { NoticedSignal } from '@harmony-live/protocol';
import { msg, str } from '@lit/localize';

/** Whether it stopped the person, rather than slowed them. */
export const isBad = (kind: string): boolean =>
  kind.startsWith('error.') || ['click.error', 'network.failed', 'form.invalid-loop'].includes(kind);

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
    case 'click.slow':
      return msg(str`Pressed ${what}, answered late`) + times;
    case 'click.disabled':
      return msg(str`Pressed ${what}, which is disabled`) + times;
    case 'form.invalid-loop':
      return msg(str`Submitted ${what}, refused`) + times;
    case 'form.reentry':
      return msg(str`Came back to ${what} and changed it`) + times;
    case 'form.hesitation':
      return msg(str`Hesitated in ${what}`) + times;
    case 'form.rework':
      return msg(str`Wrote and deleted again in ${what}`) + times;
    case 'form.abandon':
      return msg(str`Filled in ${what}, left it unsent`) + times;
    case 'nav.loop':
      return msg('Went back and forth between pages') + times;
    case 'nav.reload':
      return msg('Reloaded the page again and again') + times;
    case 'help.seek':
      return msg('Looked for help on the page') + times;
    case 'perf.slow':
      return msg('The page answered an input late') + times;
    case 'error.uncaught':
    case 'error.rejection':
      return msg(str`Uncaught error: ${message}`) + times;
    case 'error.console':
      return msg(str`Error on the console: ${message}`) + times;
    case 'error.resource':
      return msg(str`Did not load: ${message || what}`) + times;
    case 'error.policy':
      return msg(str`Blocked by a policy: ${message}`) + times;
    default:
      return (message || kind.replace(/^custom\./, '')) + times;
  }
}
