import type { ConversationView } from '@harmony-live/client';
import type { HandoverKind } from '@harmony-live/protocol';
import { button, glyphs, iconButton } from '@harmony-live/ui';
import { callTools, type CallContext } from '@harmony-live/ui/call/call.ts';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { senderName, visitorOf } from './entries.ts';
import { isOpen } from './list-pane.ts';
import type { ThreadPane } from './thread-pane.ts';

/** Who is called, and from where. */
export const callContext = (view: ConversationView): CallContext => {
  const visitor = visitorOf(view.others);
  return { side: 'member', name: visitor ? senderName(visitor) : msg('Visitor') };
};

/** Whether this person may ask a colleague: those in it, and to take it over those who lead; as long as it is open. */
export const mayAsk = (kind: HandoverKind, { canWrite, state }: ConversationView, isLead: boolean): boolean =>
  state === 'open' && (canWrite || (kind === 'transfer' && isLead));

/** What can be done with a conversation that goes on. */
export function acts(pane: ThreadPane): TemplateResult | typeof nothing {
  const { view, calls, isLead, onEnd, onResolve } = pane;
  if (view.state === null || !isOpen(view.state)) return nothing;
  if (!view.canWrite)
    return mayAsk('transfer', view, isLead)
      ? html`<span class="acts row">${askTool('transfer', pane)}</span>`
      : nothing;
  return html`<span class="acts row">
    ${callTools(calls.view, calls, callContext(view), () => {})}
    ${(['invite', 'transfer'] as const).map((kind) => (mayAsk(kind, view, isLead) ? askTool(kind, pane) : nothing))}
    ${
      view.state === 'proposed'
        ? button({ label: msg('Go on working'), onClick: () => onResolve('not-yet') })
        : button({ label: msg('Resolve'), variant: 'primary', icon: glyphs.check, onClick: () => onResolve('solved') })
    }
    ${iconButton({ label: msg('End conversation'), icon: glyphs.x, onClick: onEnd })}
  </span>`;
}

const askTool = (kind: HandoverKind, { onAsk }: ThreadPane): TemplateResult =>
  iconButton({
    label: kind === 'invite' ? msg('Invite') : msg('Transfer'),
    icon: kind === 'invite' ? glyphs.userRoundPlus : glyphs.arrowRightLeft,
    onClick: () => onAsk(kind),
  });
