import type { Member } from '@harmony-live/protocol';
import type { MemberRole } from '@harmony-live/protocol/roles';
import { avatar, glyphs, iconButton, tag } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { grantable, standingName, standingOf, type Standing } from './standing.ts';

/** See `memberRows`. */
export interface MemberRowsOptions {
  members: readonly Member[];
  me: { memberId: string; role: MemberRole };
  /** The member whose change is on its way. */
  busyId: string | null;
  onStanding: (member: Member, standing: Standing) => void;
  onRemove: (member: Member) => void;
}

/** Who belongs to the organisation; those whom one may change with what they are, and the way out. */
export function memberRows(options: MemberRowsOptions): TemplateResult {
  return html`<ul class="rows members" aria-label=${msg('Members')}>
    ${repeat(
      options.members,
      ({ id }) => id,
      (member) => row(member, options),
    )}
  </ul>`;
}

function row(member: Member, options: MemberRowsOptions): TemplateResult {
  const { id, name, email } = member;
  const { me } = options;
  const isMe = id === me.memberId;
  const canChange = !isMe && grantable(me.role).includes(standingOf(member));
  return html`<li>
    <span class="row">
      ${avatar({ id, name })}
      <span class="grow">
        <b class="cut" title=${name}>${name}</b>
        ${isMe ? html`<span class="meta">${msg('You')}</span>` : nothing}
        <span class="meta mail cut" title=${email}>${email}</span>
      </span>
    </span>
    <span class="row acts">
      ${canChange ? standingSelect(member, options) : tag(standingName(standingOf(member)))}
      ${
        canChange
          ? iconButton({
              // The address tells two of one name apart.
              label: msg(str`Remove ${email}`),
              icon: glyphs.trash2,
              isDisabled: options.busyId !== null,
              onClick: () => options.onRemove(member),
            })
          : nothing
      }
    </span>
  </li>`;
}

function standingSelect(member: Member, { me, busyId, onStanding }: MemberRowsOptions): TemplateResult {
  const standing = standingOf(member);
  return html`<select
    class="input"
    aria-label=${msg(str`Role of ${member.name}`)}
    .value=${live(standing)}
    ?disabled=${busyId !== null}
    @change=${(event: Event) => {
      const select = event.target as HTMLSelectElement;
      const chosen = select.value as Standing;
      // Shown as it is until the server, or the person once more, has agreed.
      select.value = standing;
      onStanding(member, chosen);
    }}
  >
    ${grantable(me.role).map((one) => html`<option value=${one} ?selected=${one === standing}>${standingName(one)}</option>`)}
  </select>`;
}
