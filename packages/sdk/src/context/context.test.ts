import { describe, expect, it } from 'vitest';
import { createWorld, startedAt } from '../world.fixture.ts';
import { maxAppStateBytes, readAppState } from './app-state.ts';
import { gatherAttachments, withinRoom } from './attachments.ts';
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

describe('what could be attached', () => {
  it('is the page as a template, the browser in words, and errors that were reported, scrubbed and counted', () => {
    const reports = createReports();
    for (let count = 0; count <= maxReports; count += 1)
      reports.add(new TypeError(`no ${count} for a@b.pt`), { count }, startedAt);
    const attached = gatherAttachments(createWorld().env.page(), null, reports, '1.4.2');
    expect(attached).toMatchObject({
      page: { path: '/invoices/:id' },
      browser: { name: 'Firefox 132', system: 'Linux', language: 'en-GB', viewport: '1280×720' },
      release: '1.4.2',
    });
    expect(attached.errors).toHaveLength(maxReports);
    expect(attached.errors![0]).toEqual({
      message: 'TypeError: no 1 for ‹e-mail› ({"count":1})',
      at: '2026-03-02T09:00:00.000Z',
    });
    expect(attached).not.toHaveProperty('app');
  });
});

describe('withinRoom', () => {
  const step = (name: number) => ({
    kind: 'press' as const,
    at: '2026-03-02T09:00:00.000Z',
    target: { tag: 'button', selector: `button#n${name}${'x'.repeat(250)}` },
    count: 1,
  });
  const steps = Array.from({ length: 50 }, (_, name) => step(name));

  it('keeps all where there is room', () => {
    const small = { page: { path: '/a' }, steps: steps.slice(0, 9) };
    expect(withinRoom(small)).toEqual(small);
  });

  it('drops the oldest steps first, and nothing else', () => {
    const { steps: kept = [], ...rest } = withinRoom({ app: { note: 'x'.repeat(8_000) }, steps });
    expect(kept.length).toBeGreaterThan(5);
    expect(kept.at(-1)).toEqual(steps.at(-1));
    expect(rest).toEqual({ app: { note: 'x'.repeat(8_000) } });
    expect(withinRoom({ app: { note: 'x'.repeat(14_000) }, steps })).not.toHaveProperty('steps');
  });
});
