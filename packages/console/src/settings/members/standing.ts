import type { MemberKind } from '@harmony-live/protocol';
import type { MemberRole } from '@harmony-live/protocol/roles';
import { msg } from '@lit/localize';
import { roleMeaning, roleName } from '../../app/role-words.ts';

/** What a member is, as one chooses it: a role, where an expert is of the house or of the community. */
export type Standing = MemberRole | 'community';

/** In the order of how many there are: who is invited most often comes first. */
const all: readonly Standing[] = ['expert', 'community', 'coordinator', 'admin', 'auditor', 'owner'];

/** What somebody in this role may make others: owners everything, admins what is below their own, the others nothing. */
export function grantable(actor: MemberRole): readonly Standing[] {
  if (actor === 'owner') return all;
  return actor === 'admin' ? all.filter((one) => one !== 'owner' && one !== 'admin') : [];
}

export const standingOf = ({ role, kind }: { role: MemberRole; kind: MemberKind }): Standing =>
  kind === 'community' ? 'community' : role;

export const roleAndKind = (standing: Standing): { role: MemberRole; kind: MemberKind } =>
  standing === 'community' ? { role: 'expert', kind: 'community' } : { role: standing, kind: 'staff' };

export function standingName(standing: Standing): string {
  return standing === 'community' ? msg('Community expert') : roleName(standing);
}

/** What they may do, in a sentence. */
export function standingMeaning(standing: Standing): string {
  return standing === 'community'
    ? msg('Takes requests as an expert does, without belonging to the house.')
    : roleMeaning(standing);
}
