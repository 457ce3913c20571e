import { expect, it } from 'vitest';
import { grantable, roleAndKind, standingOf } from './standing.ts';

it('owners grant everything, admins what is below them, and nobody else anything', () => {
  expect(grantable('owner')).toContain('owner');
  expect(grantable('admin')).toEqual(['expert', 'community', 'coordinator', 'auditor']);
  for (const role of ['coordinator', 'expert', 'auditor'] as const) expect(grantable(role)).toEqual([]);
});

it('a standing is a role and a kind, and back', () => {
  for (const standing of grantable('owner')) expect(standingOf(roleAndKind(standing))).toBe(standing);
});
