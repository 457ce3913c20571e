import type { SitePolicy } from '@harmony-live/protocol';
import { switchControl } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { kindWords, knownKinds } from '../../signals/kinds.ts';
import { notSaved, partSection, type Part } from './part.ts';
import { withDetector } from './detector-settings.ts';

/** Every kind of sign, with what it notices, on or off; and the overlay for whoever builds the page. */
export function detectorsPart(part: Part): TemplateResult {
  const { policy } = part.site;
  return html`${partSection(
    msg('What is noticed'),
    msg('Each kind of sign. One that is off costs nothing on the page.'),
    html`<ul class="rows switches">
      ${knownKinds().map((kind) => renderKind(part, kind, policy.detectors))}
    </ul>`,
  )}
  ${partSection(
    msg('For who builds the page'),
    msg('Shows on the page itself what is noticed and why, to anybody who opens it that way.'),
    html`<div class="switch-row">
        <span>
          <b>${msg('Overlay')}</b>
          <span class="meta">${msg('Appears where the address has ?harmony-debug.')}</span>
        </span>
        ${switchControl({
          label: msg('Overlay'),
          isOn: policy.isDebugOn,
          isDisabled: !part.canEdit,
          onChange: (isDebugOn) => void part.save('debug', () => ({ policy: { isDebugOn } })),
        })}
      </div>
      ${notSaved(part, 'debug')}`,
  )}`;
}

function renderKind(part: Part, kind: string, detectors: SitePolicy['detectors']): TemplateResult {
  const { name, notices } = kindWords(kind);
  return html`<li>
    <span>
      <b>${name}</b>
      <span class="meta">${notices}</span>
      ${notSaved(part, kind)}
    </span>
    ${switchControl({
      label: name,
      isOn: detectors[kind]?.isOn !== false,
      isDisabled: !part.canEdit,
      onChange: (isOn) =>
        void part.save(kind, ({ policy }) => ({ policy: { detectors: withDetector(policy.detectors, kind, isOn) } })),
    })}
  </li>`;
}
