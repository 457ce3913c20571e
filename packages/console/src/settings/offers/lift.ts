import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { liftRow } from '../../figures/lift.ts';
import { partSection, type Part } from './part.ts';
import { percentField } from './percent-field.ts';

/** What offers bring, against those who are offered nothing for the sake of the comparison. */
export function liftPart(part: Part): TemplateResult {
  const { site, tuning, save } = part;
  return partSection(
    msg('What offers bring'),
    msg('People who were offered help beside people who were stuck in the same way and were offered nothing.'),
    html`${tuning === null ? nothing : tuning.lift.map(liftRow)}
    ${percentField({
      part,
      control: 'hold-out',
      label: msg('Held out'),
      hint: msg('The share of visitors who are offered nothing. Without them nobody knows what offers bring.'),
      share: site.policy.offers.holdOutShare,
      most: 0.5,
      onChange: (holdOutShare) => void save('hold-out', () => ({ policy: { offers: { holdOutShare } } })),
    })}`,
  );
}
