import { describe, expect, it } from 'vitest';
import { startedAt } from '../world.fixture.ts';
import { maxAppStateBytes, readAppState } from './app-state.ts';
import { pageTemplate } from './page.ts';
import { createReports, maxReports } from './reports.ts';

describe('pageTemplate', () => {
  it.each([
    ['/invoices/2041/edit', '/invoices/:id/edit'],
    ['/o/0190f5c2-1111-7abc-8def-0123456789ab', '/o/:id'],
    ['/users/marta%40quinta.pt', '/users/:id'],
    ['/invoices/INV-2041', '/invoices/:id'],
    ['/demo/invoice.html', '/demo/invoice.html'],
    ['/docs/v2/getting-started', '/docs/v2/getting-started'],
    ['/', '/'],
  ])('%s is %s', (path, template) => expect(pageTemplate(path)).toBe(template));
});

describe('readAppState', () => {
  it('copies the moment, so that a later change of the object is not sent', () => {
    const state = { cart: ['a'] };
    const kept = readAppState(state);
    state.cart.push('b');
    expect(kept).toEqual({ cart: ['a'] });
  });

  it.each([[undefined], ['text'], [[1]], [{ big: 'ä'.repeat(maxAppStateBytes / 2) }]])('refuses %j', (state) => {
    expect(() => readAppState(state)).toThrow(/takes/);
  });
});

describe('what was reported', () => {
  it('is kept scrubbed and counted, the newest', () => {
    const reports = createReports();
    for (let count = 0; count <= maxReports; count += 1)
      reports.add(new TypeError(`no ${count} for a@b.pt`), { count }, startedAt);
    expect(reports.list()).toHaveLength(maxReports);
    expect(reports.list()[0]).toEqual({
      message: 'TypeError: no 1 for ‹e-mail› ({"count":1})',
      at: '2026-03-02T09:00:00.000Z',
    });
  });
});
