import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { buildStub } from './stub.ts';

test('the inline stub is at most 0.5 KB gzip, as every page of a host carries it', async () => {
  const { script } = await buildStub();
  expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(512);
});

test('the inline stub stands in a script element as it is, under the hash that is told', async () => {
  const { script, cspHash } = await buildStub();
  expect(script).not.toMatch(/<\/script|<!--|\bimport\b|\bexport\b/);
  expect(cspHash).toBe(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
});

test('the inline stub keeps calls in order, and the first 50 errors', async () => {
  const listeners = new Map<string, (event: unknown) => void>();
  const page = {
    addEventListener: (type: string, fn: (event: unknown) => void) => listeners.set(type, fn),
    removeEventListener: (type: string) => listeners.delete(type),
  } as Record<string, unknown>;
  const { script } = await buildStub();
  // oxlint-disable-next-line typescript/no-implied-eval -- what is tested is the text that a page runs
  new Function('window', script)(page);
  const stub = page.Harmony as { q: unknown[][]; e: unknown[]; x(): void; open(): void; context(state: object): void };
  stub.open();
  stub.context({ plan: 'pro' });
  for (let count = 0; count < 60; count += 1) listeners.get('error')!({ message: String(count) });
  expect(stub.q.map(([name, args]) => [name, args])).toEqual([
    ['open', []],
    ['context', [{ plan: 'pro' }]],
  ]);
  expect(stub.e).toHaveLength(50);
  stub.x();
  expect(listeners.size).toBe(0);
});
