import type { Calls } from '@harmony-live/client';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { adopt } from '../app/sheets.ts';
import css from './call-stage.css';

adopt(css);

/** The visitor's screen as it arrives; nothing while none is shown. */
export function callStage({ view: { call } }: Calls): TemplateResult | typeof nothing {
  if (call === null || call.media !== 'screen' || call.remote === null) return nothing;
  return html`<div class="stage">
    <video aria-label=${msg('Shared screen')} autoplay muted playsinline .srcObject=${call.remote}></video>
  </div>`;
}
