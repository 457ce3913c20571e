import { plural } from '@harmony-live/ui/plural.ts';
import type { NoticedSignal, Reason } from '@harmony-live/protocol';
import { msg, str } from '@lit/localize';

/** What was noticed, as a short sentence without a full stop: the start of an offer, and of the person's own words. */
export function noticedWords(reasons: readonly Reason[]): string {
  const [first] = reasons;
  if (first === undefined) return msg('Something does not work here');
  const { times = 1, label } = first.params;
  const often = Math.max(1, Number(times) || 1);
  switch (first.code) {
    case 'click.error':
      if (label) return plural(often, { one: str`“${label}” failed`, other: str`“${label}” failed ${often} times` });
      return plural(often, {
        one: 'Pressing a button led to an error',
        other: str`Pressing a button led to an error ${often} times`,
      });
    case 'click.rage':
    case 'click.dead':
      return label ? msg(str`“${label}” does not answer`) : msg('A button here does not answer');
    case 'network.failed':
      return plural(often, { one: 'The app could not do it', other: str`The app could not do it, ${often} times` });
    case 'click.slow':
    case 'perf.slow':
      return msg('This page is slow to answer');
    case 'click.disabled':
      return label ? msg(str`“${label}” cannot be pressed`) : msg('A button here cannot be pressed');
    case 'form.invalid-loop':
      return plural(often, { one: 'This form was refused', other: str`This form was refused ${often} times` });
    case 'form.hesitation':
    case 'form.reentry':
    case 'form.rework':
      return label ? msg(str`“${label}” is not clear`) : msg('A field here is not clear');
    case 'form.abandon':
      return msg('A form was not sent');
    case 'nav.loop':
      return msg('What you look for is hard to find');
    case 'nav.reload':
      return msg('This page was loaded again and again');
    case 'help.seek':
      return msg('You are looking for help');
    // A rule of the team's own: nothing was noticed.
    case 'offer.time':
      return msg('Help with this page is at hand');
    default:
      if (first.code.startsWith('error.')) return msg('An error happened on this page');
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
    case 'click.slow':
      return msg(str`Pressed “${what}”, and waited long for an answer`) + times;
    case 'click.disabled':
      return msg(str`Pressed “${what}”, which is switched off`) + times;
    case 'form.invalid-loop':
      return msg(str`Sent “${what}”, and it was refused`) + times;
    case 'form.reentry':
      return msg(str`Came back to “${what}” and changed it`) + times;
    case 'form.hesitation':
      return msg(str`Waited long in “${what}”`) + times;
    case 'form.rework':
      return msg(str`Wrote and deleted in “${what}”`) + times;
    case 'form.abandon':
      return msg(str`Filled in “${what}” and did not send it`) + times;
    case 'nav.loop':
      return msg('Went to and fro between pages') + times;
    case 'nav.reload':
      return msg('Loaded the page again and again') + times;
    case 'help.seek':
      return msg('Looked for help on the page') + times;
    case 'perf.slow':
      return msg('The page was slow to answer') + times;
    case 'error.resource':
      return msg(str`Did not load: ${message ?? what}`) + times;
    case 'error.policy':
      return msg(str`Refused by a rule of the page: ${message ?? what}`) + times;
    default:
      if (kind.startsWith('error.')) return msg(str`An error: ${message ?? ''}`) + times;
      return (message ?? kind.replace(/^custom\./, '')) + times;
  }
}
