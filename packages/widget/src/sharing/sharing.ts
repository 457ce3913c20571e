import type { Calls, ConversationModel } from '@harmony-live/client';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';

/** A frame around the page and one sentence, for as long as somebody else sees it: first on the page. */
export function sharingFrame(calls: Calls, { state }: ConversationModel): TemplateResult | typeof nothing {
  if (!calls.view.call?.isSharing) return nothing;
  const name = state.others[0]?.name ?? msg('The expert');
  return html`<div class="share-frame" part="share-frame" aria-hidden="true"></div>
    <div class="share-tab" part="share-tab" role="status">
      <span>${msg(str`You are sharing your screen with ${name}`)}</span>
      <button type="button" @click=${() => calls.stop()}>${msg('Stop sharing')}</button>
    </div>`;
}
