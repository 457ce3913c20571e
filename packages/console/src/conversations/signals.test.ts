import { signalKinds } from '@harmony-live/protocol';
import { expect, it } from 'vitest';
import { signalWords } from './signals.ts';

const noticed = {
  at: '2026-03-02T09:00:00Z',
  page: '/',
  target: { tag: 'form', selector: 'form#f' },
  message: 'It broke',
};

it.each(signalKinds)('%s is worded for an expert', (kind) => {
  const words = signalWords({ ...noticed, kind, count: 3 });
  expect(words).toMatch(/^[A-Z].{9,} ×3$/);
  expect(words).not.toContain(kind);
});

it('a kind of the host’s own is named as the host does', () => {
  const { message: _, ...silent } = noticed;
  expect(signalWords({ ...silent, kind: 'custom.stuck-checkout', count: 1 })).toBe('stuck-checkout');
});
