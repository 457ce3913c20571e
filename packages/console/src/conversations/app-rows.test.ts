import { expect, it } from 'vitest';
import { appRows, mostRows } from './app-rows.ts';

const rows = (app: Record<string, unknown>) => appRows(app).map(({ name, value }) => `${name}: ${value}`);

it('tells one value a line, with the way to it', () => {
  expect(rows({ plan: 'team', invoice: { id: 7, isDraft: true, lines: [{ tax: null }, { tax: '' }] } })).toEqual([
    'plan: team',
    'invoice.id: 7',
    'invoice.isDraft: true',
    'invoice.lines.0.tax: –',
    'invoice.lines.1.tax: –',
  ]);
});

it('keeps lists of plain values on one line, and says where something is empty', () => {
  expect(rows({ roles: ['owner', 2, null], none: [], nothing: {} })).toEqual([
    'roles: owner, 2, –',
    'none: –',
    'nothing: –',
  ]);
});

it('ends where nobody reads any more', () => {
  expect(appRows(Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`k${index}`, index])))).toHaveLength(
    mostRows,
  );
});
