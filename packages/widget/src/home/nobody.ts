import { clockTime, dayLabel, duration, glyphs, note } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import type { TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';

/** Nobody is here, and when somebody is, as far as that is known. */
export function nobody({ host }: Help): TemplateResult {
  const next = Date.parse(host.config.nextDutyAt ?? '');
  const now = Date.now();
  const when =
    next > now
      ? msg(
          str`Somebody is next, ${dayLabel(next, now)} at ${clockTime(next)}. That is in ${duration(next - now)}. You can ask all the same.`,
        )
      : msg(
          'You can ask all the same: your request waits while this page is open, and the first person back is asked.',
        );
  const byEmail = msg('Leave your e-mail once you have asked, and you need not stay.');
  return note({
    icon: glyphs.clock,
    tone: 'wait',
    title: msg('Nobody is here right now.'),
    body: host.config.canMail === true ? `${when} ${byEmail}` : when,
  });
}
