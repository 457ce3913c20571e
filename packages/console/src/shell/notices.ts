import type { ClientProblem } from '@harmony-live/client';
import { button, clockTime, glyphs, note, relativeTime } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Desk } from '../app/desk.ts';
import { focusHeading } from '../app/heading.ts';
import { problemWords } from '../app/problem-words.ts';
import type { ChangeDuty } from './duty-menu.ts';
import { dutyWords, switchedOffWords } from './duty-words.ts';

/** What everybody at this desk must know, above whatever view is open. */
export function notices(desk: Desk, problem: ClientProblem | null, change: ChangeDuty): TemplateResult {
  const { connection } = desk;
  return html`${problem ? note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: problemWords(problem) }) : nothing}
  ${
    connection.state === 'offline' || connection.state === 'reconnecting'
      ? note({
          icon: glyphs.wifiOff,
          tone: 'wait',
          role: 'status',
          title: msg('The connection is gone.'),
          body: msg('We try again by ourselves; what you write is kept and sent then.'),
        })
      : nothing
  }
  ${soon(desk)} ${switchedOff(desk)} ${quiet(desk, change)}`;
}

/** An appointment is near: whoever looks at something else must not miss it. */
function soon({ appointments, expert }: Desk): TemplateResult | typeof nothing {
  const { soon: next } = appointments;
  if (next === null) return nothing;
  return note({
    ...{ icon: glyphs.clock, tone: 'wait', role: 'status' },
    title: msg(str`You are booked at ${clockTime(next.at)}, ${relativeTime(next.at, Date.now())}.`),
    body:
      expert?.switch === false
        ? msg('Switch Available on: five minutes before, the request is put before you.')
        : msg('Five minutes before, the request is put before you.'),
  });
}

function switchedOff(desk: Desk): TemplateResult | typeof nothing {
  if (desk.switchedOffBecause === null) return nothing;
  const { title, body } = switchedOffWords(desk.switchedOffBecause, desk.expert?.mostHoursAWeek);
  return note({
    ...{ icon: glyphs.circleAlert, tone: 'wait', role: 'status', title },
    body: html`${body}
      <p class="again">${button({ label: msg('All right'), onClick: () => leave(() => desk.noteSwitchedOff()) })}</p>`,
  });
}

/** A break or a wrap-up, with the way out of it: nobody should wonder why nothing comes. */
function quiet({ expert }: Desk, change: ChangeDuty): TemplateResult | typeof nothing {
  if (expert?.state !== 'quiet') return nothing;
  return note({
    ...{ icon: glyphs.clock, role: 'status', title: dutyWords(expert, Date.now()) },
    body: html`${msg('Nobody new is put before you until then. From the queue you can take whom you like.')}
      <p class="again">
        ${button({
          label: expert.isWrappingUp ? msg('I am ready') : msg('End the break'),
          onClick: () => leave(() => change(true, { quietUntil: null })),
        })}
      </p>`,
  });
}

/** A note that goes with its own button leaves the focus at the start of the view, not nowhere. */
function leave(act: () => void): void {
  focusHeading(document.querySelector('main') ?? document);
  act();
}
