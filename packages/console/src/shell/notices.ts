import type { ClientProblem } from '@harmony-live/client';
import { glyphs, note } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Desk } from '../app/desk.ts';
import { problemWords } from '../app/problem-words.ts';

/** What everybody at this desk must know, above whatever view is open. */
export function notices({ connection, switchedOffBecause }: Desk, problem: ClientProblem | null): TemplateResult {
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
  ${
    switchedOffBecause
      ? note({
          icon: glyphs.circleAlert,
          tone: 'wait',
          role: 'status',
          title: msg('You are no longer available.'),
          body: msg('Three requests in a row got no answer. Switch Available on when you are back.'),
        })
      : nothing
  }`;
}
