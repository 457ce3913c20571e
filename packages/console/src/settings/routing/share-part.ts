import type { ClientProblem } from '@harmony-live/client';
import { switchControl } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { notSaved, partSection } from '../offers/part.ts';
import { percentField } from '../offers/percent-field.ts';

/** See `sharePart`. */
export interface ShareOptions {
  /** 0–0.5; 0: off. */
  share: number;
  canEdit: boolean;
  problem: ClientProblem | null;
  onChange: (share: number) => void;
}

/** What the comparison begins with: enough to learn from within weeks, little enough that few notice. */
const usualShare = 0.1;
/** Half of all requests: a comparison of two halves learns fastest, more would make the ranking the exception. */
const mostShare = 0.5;

/** A standing comparison: a share of requests goes to whoever was idle longest. */
export function sharePart({ share, canEdit, problem, onChange }: ShareOptions): TemplateResult {
  const part = { canEdit, problemOf: () => problem ?? undefined };
  const isOn = share > 0;
  return partSection(
    msg('Compare with the longest idle'),
    msg('Whether a ranking is worth it shows only where some requests go another way.'),
    html`<div class="switch-row">
        <span>
          <b>${msg('Send a share to the longest idle')}</b>
          <span class="meta">
            ${msg('A share of the requests goes to whoever was idle longest, among those who could be asked, instead of the first by score. Insights shows what came of both.')}
          </span>
        </span>
        ${switchControl({
          label: msg('Send a share to the longest idle'),
          isOn,
          isDisabled: !canEdit,
          onChange: (isChosen) => onChange(isChosen ? usualShare : 0),
        })}
      </div>
      ${
        isOn
          ? percentField({
              ...{ part, control: 'baseline-share', share, most: mostShare, onChange },
              label: msg('Share of requests'),
              hint: msg('Some people then wait for somebody who fits less well.'),
            })
          : notSaved(part, 'baseline-share')
      }
      <p class="hint">
        ${msg('Compare on past decisions first: that costs nobody anything. On data of your own, harmony eval routing compares the ranking with taking turns.')}
      </p>`,
  );
}
