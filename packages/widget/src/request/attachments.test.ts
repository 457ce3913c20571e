import { describe, expect, it } from 'vitest';
import type { WidgetHost } from '@harmony-live/sdk';
import { gatherAttachments, withinRoom } from './attachments.ts';

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
    expect(withinRoom({ app: { note: 'x'.repeat(16_000) }, steps })).not.toHaveProperty('steps');
  });
});

it('who wants only their words to go sends nothing along', () => {
  const host = {
    wishes: () => ({ privacy: 'high' }),
    attachable: () => ({ page: { path: '/orders' }, release: '4.2.0' }),
  } as unknown as WidgetHost;
  expect(gatherAttachments(host, [{ articleId: 'a', title: 'Filters' }])).toEqual({});
});
