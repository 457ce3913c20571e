import type { ConsentDefault } from '@harmony-live/protocol';
import { choices } from '@harmony-live/ui/choices/choices.ts';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { notSaved, partSection, type Part } from './part.ts';

/** What holds before a person has said anything. */
export function consentPart(part: Part): TemplateResult {
  return partSection(
    msg('Consent'),
    msg('What holds before a person has said anything. The page’s own tag, and a browser that says no, come first.'),
    html`${choices<ConsentDefault>({
      label: msg('Consent'),
      name: 'consent-default',
      value: part.site.consentDefault,
      isDisabled: !part.canEdit,
      choices: [
        {
          value: 'required',
          label: msg('Ask first'),
          detail: msg(
            'What is noticed stays in the page until the person agrees. They are asked when it first matters.',
          ),
        },
        {
          value: 'granted',
          label: msg('Agreed until they say no'),
          detail: msg('What is noticed is sent from the start. For sites that have asked already, or need not ask.'),
        },
        {
          value: 'denied',
          label: msg('Off until they agree'),
          detail: msg('Nothing is noticed and nobody is asked. Your page says when somebody agrees.'),
        },
      ],
      onChange: (consentDefault) => void part.save('consent', () => ({ consentDefault })),
    })}
    ${notSaved(part, 'consent')}`,
  );
}
