import type { WidgetHost } from '@harmony-live/sdk';
import { choices } from '@harmony-live/ui/choices/choices.ts';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { assistanceOf, privacyOf, wishesFor, type Assistance, type Privacy } from './preferences.ts';

/** How help comes. It holds on every page of this site at once. Where nothing is noticed, nothing can be offered. */
export const assistanceChoice = (host: WidgetHost, onChanged: () => void): TemplateResult => {
  const wanted = assistanceOf(host.wishes());
  const isHigh = privacyOf(host.wishes()) === 'high';
  return html`<section class="stack sm">
    <h3 class="head">${msg('How help comes')}</h3>
    ${choices<Assistance>({
      label: msg('How help comes'),
      name: 'assistance',
      value: isHigh && wanted === 'proactive' ? 'on-demand' : wanted,
      choices: [
        {
          value: 'proactive',
          label: msg('Offer it'),
          detail: isHigh
            ? msg('Not while High is chosen below: nothing is noticed then.')
            : msg('Where something goes wrong, a small card beside the button asks.'),
          isDisabled: isHigh,
        },
        { value: 'on-demand', label: msg('Only when I ask'), detail: msg('Nothing is offered, on any page.') },
        {
          value: 'scheduled',
          label: msg('At a time I pick'),
          detail: msg('Nothing is offered. When you ask, free times are shown first.'),
        },
      ],
      onChange: (assistance) => {
        host.wishes(wishesFor(assistance, host.wishes()));
        onChanged();
      },
    })}
  </section>`;
};

/** How much goes along, and what may become of it. */
export const privacyChoice = (host: WidgetHost, onChange: (privacy: Privacy) => void): TemplateResult =>
  html`<section class="stack sm">
    <h3 class="head">${msg('How private it is')}</h3>
    ${choices<Privacy>({
      label: msg('How private it is'),
      name: 'privacy',
      value: privacyOf(host.wishes()),
      choices: [
        {
          value: 'standard',
          label: msg('Standard'),
          detail: msg(
            'You see what goes along before it is sent. What solved it may become an article without names; we tell you each time.',
          ),
        },
        {
          value: 'high',
          label: msg('High'),
          detail: msg(
            'Only what you write is sent. Nothing is noticed, nothing becomes an article, nothing is learned.',
          ),
        },
        { value: 'open', label: msg('More open'), detail: msg('As Standard, and we need not tell you each time.') },
      ],
      onChange,
    })}
    <p class="meta">${msg('These choices hold on this device.')}</p>
  </section>`;
