import { expect, it } from 'vitest';
import { auditQuery } from './filter.ts';

const everything = { kind: '', memberId: '', from: '', to: '' };

it('narrows by nothing, or by what was chosen', () => {
  expect(auditQuery(everything)).toBe('');
  expect(auditQuery({ ...everything, kind: 'site', memberId: 'm-1' })).toBe('kind=site&member=m-1');
});

it('takes both days whole, in the time of this place', () => {
  const query = new URLSearchParams(auditQuery({ ...everything, from: '2026-03-02', to: '2026-03-02' }));
  const [from, to] = [Date.parse(query.get('from')!), Date.parse(query.get('to')!)];
  expect(new Date(from).getHours()).toBe(0);
  expect(to - from).toBe(24 * 60 * 60_000 - 1);
  expect(auditQuery({ ...everything, from: 'yesterday' })).toBe('');
});
