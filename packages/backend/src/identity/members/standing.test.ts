import { roles, type MemberRole } from '@harmony-live/protocol';
import { expect, it } from 'vitest';
import { checkKind, mayGrant } from './standing.ts';

const memberRoles = roles.filter((role): role is MemberRole => role !== 'visitor');
const grants = (actor: MemberRole) => memberRoles.filter((role) => mayGrant(actor, role));

it('owners grant every role, admins those below their own, and nobody else any', () => {
  expect(grants('owner')).toEqual(['owner', 'admin', 'coordinator', 'expert', 'auditor']);
  expect(grants('admin')).toEqual(['coordinator', 'expert', 'auditor']);
  for (const role of ['coordinator', 'expert', 'auditor'] as const) expect(grants(role)).toEqual([]);
});

it('experts alone come from the community', () => {
  for (const role of memberRoles) {
    expect(() => checkKind(role, 'staff')).not.toThrow();
    if (role === 'expert') expect(() => checkKind(role, 'community')).not.toThrow();
    else expect(() => checkKind(role, 'community')).toThrow('Make them an expert');
  }
});
