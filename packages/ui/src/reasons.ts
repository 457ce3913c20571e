import { msg, str } from '@lit/localize';
import { screenLocale } from './locale.ts';
import { duration } from './duration.ts';

/** Why an expert was chosen, as it travels: a code and what it says. */
export interface Reason {
  code: string;
  params?: Readonly<Record<string, unknown>>;
}

/** Who reads: the expert is spoken to ("You …"), the seeker is told about the expert. */
export type ReasonAudience = 'expert' | 'seeker';

/**
 * A reason in words, or `undefined` for a code this screen does not know yet (leave such a line out).
 * Codes: `statement` (`statement`: what the expert said about themselves), `solved` (`problem`: what it was about, for experts
 * alone and not always there), `wished`, `booked`, `familiar`, `active`, `newcomer` (experts alone are told), `language` (`tag`, BCP 47), `idle`
 * (`idleMs`), `available`, `alone`.
 */
export function reasonWords(reason: Reason, audience: ReasonAudience): string | undefined {
  const isExpert = audience === 'expert';
  const { statement, problem, tag, idleMs } = reason.params ?? {};
  switch (reason.code) {
    case 'statement':
      if (typeof statement !== 'string') return undefined;
      return isExpert ? msg(str`You said: “${statement}”`) : msg(str`Says: “${statement}”`);
    case 'solved':
      if (!isExpert) return msg('Has solved a problem like this');
      return typeof problem === 'string'
        ? msg(str`You solved a problem like this: “${problem}”`)
        : msg('You solved a problem like this');
    case 'wished':
      return isExpert ? msg('This person asked for you') : msg('You asked for them');
    case 'booked':
      return isExpert ? msg('You are booked for this') : msg('You have booked them');
    case 'familiar':
      return isExpert ? msg('You helped this person before') : msg('Has helped you before');
    case 'active':
      return isExpert ? msg('You have solved many problems lately') : msg('Has solved many problems lately');
    case 'newcomer':
      return isExpert ? msg('You are new here, and get your chance') : undefined;
    case 'language':
      if (typeof tag !== 'string') return undefined;
      return isExpert ? msg(str`You speak ${languageName(tag)}`) : msg(str`Speaks ${languageName(tag)}`);
    case 'idle':
      if (typeof idleMs !== 'number') return undefined;
      return isExpert ? msg(str`You have been free for ${duration(idleMs)}`) : msg(str`Free for ${duration(idleMs)}`);
    case 'available':
      return isExpert ? msg('You are available') : msg('Available now');
    case 'alone':
      return isExpert ? msg('You are the only one available') : msg('The only one available now');
    default:
      return undefined;
  }
}

/** All reasons this screen has words for, in their order. */
export function reasonLines(reasons: readonly Reason[], audience: ReasonAudience): string[] {
  return reasons.flatMap((reason) => reasonWords(reason, audience) ?? []);
}

/** A language by its name on this screen: "German" for `de`; the tag itself where no name is known. */
export function languageName(tag: string, locale: string = screenLocale()): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
