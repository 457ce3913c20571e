import type { NoticedSignal, Reason } from '@harmony-live/protocol';
import { msg, str } from '@lit/localize';

/** What was noticed, as a short sentence without a full stop: the start of an offer, and of the person's own words. */
export function noticedWords(reasons: readonly Reason[]): string {
  const [first] = reasons;
  if (first === undefined) return msg('Something does not work here');
  const { times = 1, label } = first.params;
  const often = Number(times);
  switch (first.code) {
    case 'click.error':
      if (label) return often > 1 ? msg(str`“${label}” failed ${often} times`) : msg(str`“${label}” failed`);
      return often > 1
        ? msg(str`Pressing a button led to an error ${often} times`)
        : msg('Pressing a button led to an error');
    case 'click.rage':
    case 'click.dead':
      return label ? msg(str`“${label}” does not answer`) : msg('A button here does not answer');
    case 'network.failed':
      return often > 1 ? msg(str`The app could not do it, ${often} times`) : msg('The app could not do it');
    case 'form.hesitation':
      return msg('A field here is not clear');
    default:
      if (first.code.startsWith('error.')) return msg('An error happened on this page');
      if (first.code.startsWith('form.')) return msg('This form does not go through');
      return msg('Something does not work here');
  }
}

/** One thing that was noticed, as it goes along with a request: exactly what is sent, in plain words. */
export function signalWords({ kind, message, target, count }: NoticedSignal): string {
  const what = target?.label ?? target?.selector ?? '';
  const times = count > 1 ? ` (${count}×)` : '';
  switch (kind) {
    case 'click.error':
      return msg(str`Pressed “${what}”, and it failed: ${message ?? ''}`) + times;
    case 'click.rage':
      return msg(str`Pressed “${what}” again and again`) + times;
    case 'click.dead':
      return msg(str`Pressed “${what}”, and nothing happened`) + times;
    case 'network.failed':
      return msg(str`Failed: ${message ?? ''}`) + times;
    case 'form.hesitation':
      return msg(str`Waited long in “${what}”`) + times;
    default:
      return (message ?? kind) + times;
  }
}
