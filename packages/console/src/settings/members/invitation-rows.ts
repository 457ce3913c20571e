import type { Invitation } from '@harmony-live/protocol';
import type { MemberRole } from '@harmony-live/protocol/roles';
import { button, dayLabel, fullTime, glyphs, iconButton, relativeTime, tag } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { grantable, standingName, standingOf } from './standing.ts';

/** See `invitationRows`. */
export interface InvitationRowsOptions {
  invitations: readonly Invitation[];
  role: MemberRole;
  /** Epoch milliseconds. */
  now: number;
  /** The invitation that is being sent or withdrawn. */
  busyId: string | null;
  onSend: (invitation: Invitation) => void;
  onWithdraw: (invitation: Invitation) => void;
}

/** Who is invited and has not joined yet. */
export function invitationRows(options: InvitationRowsOptions): TemplateResult | typeof nothing {
  if (options.invitations.length === 0) return nothing;
  return html`<h3 class="sec" id="invited">${msg('Invited')}</h3>
    <ul class="rows members" aria-labelledby="invited">
      ${repeat(
        options.invitations,
        ({ id }) => id,
        (invitation) => row(invitation, options),
      )}
    </ul>`;
}

function row(invitation: Invitation, { role, now, busyId, onSend, onWithdraw }: InvitationRowsOptions): TemplateResult {
  const { id, email } = invitation;
  const canChange = grantable(role).includes(standingOf(invitation));
  return html`<li>
    <span class="grow">
      <b class="cut" id=${`invited-${id}`} title=${email}>${email}</b>
      <span class="meta mail">${whenWords(invitation, now)}</span>
    </span>
    <span class="row acts">
      ${tag(standingName(standingOf(invitation)))}
      ${
        canChange
          ? html`${button({
              label: msg('Send again'),
              describedBy: `invited-${id}`,
              isBusy: busyId === id,
              onClick: () => onSend(invitation),
            })}
            ${iconButton({
              label: msg(str`Withdraw the invitation of ${email}`),
              icon: glyphs.trash2,
              isDisabled: busyId !== null,
              onClick: () => onWithdraw(invitation),
            })}`
          : nothing
      }
    </span>
  </li>`;
}

function whenWords({ invitedBy, sentAt, expiresAt }: Invitation, now: number): TemplateResult {
  const isNew = now - Date.parse(sentAt) < 60_000;
  const sent = isNew
    ? msg(str`Sent just now by ${invitedBy}`)
    : msg(str`Sent ${relativeTime(sentAt, now)} by ${invitedBy}`);
  const isOver = Date.parse(expiresAt) <= now;
  const rest = isOver ? msg('its link is too old') : msg(str`its link works until ${dayLabel(expiresAt, now)}`);
  return html`<span title=${fullTime(sentAt)}>${sent}</span>, <span title=${fullTime(expiresAt)}>${rest}</span>`;
}
