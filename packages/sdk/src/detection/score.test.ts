import { describe, expect, it } from 'vitest';
import { judge } from './score.ts';
import { weights } from './thresholds.ts';

const now = Date.parse('2026-03-02T09:00:00Z');
const sign = (kind: string, agoMs = 0, more: { count?: number; fingerprint?: string } = {}) => ({
  kind: kind as 'click.rage',
  at: new Date(now - agoMs).toISOString(),
  weight: weights[kind]!,
  count: more.count ?? 1,
  fingerprint: more.fingerprint,
  page: '/',
  target: undefined,
});

describe('somebody is stuck', () => {
  it.each([
    ['after two presses that led to an error', [sign('click.error', 500), sign('click.error')]],
    ['after a burst and an error', [sign('click.rage'), sign('error.uncaught'), sign('click.dead')]],
    [
      'after three angry clicks on what does nothing',
      [sign('click.rage', 0, { count: 3 }), sign('click.dead'), sign('click.dead')],
    ],
    ['after two bursts', [sign('click.rage', 4_000), sign('click.rage')]],
    [
      'after one press that led to an error in a form they hesitated in',
      [sign('click.error'), sign('form.hesitation'), sign('error.uncaught')],
    ],
    [
      'after many angry clicks into nothing',
      [sign('click.rage', 0, { count: 7 }), sign('click.dead'), sign('click.dead', 0, { fingerprint: '2' })],
    ],
  ])('%s', (_, signals) => expect(judge(signals, now).isStruggling).toBe(true));
});

describe('nobody is stuck', () => {
  it.each([
    ['without any sign', []],
    ['after one error', [sign('error.uncaught')]],
    ['after one burst of three', [sign('click.rage', 0, { count: 3 }), sign('click.dead')]],
    ['after one press that led to an error', [sign('click.error'), sign('error.uncaught')]],
    ['after many of the same weak sign', Array.from({ length: 50 }, () => sign('error.console'))],
    ['after hesitating', [sign('form.hesitation'), sign('form.hesitation')]],
    ['three minutes later', [sign('click.error', 180_000), sign('click.error', 180_000)]],
  ])('%s', (_, signals) => expect(judge(signals, now).isStruggling).toBe(false));
});

it('stays between 0 and 100, and names the heaviest reason first with how often', () => {
  const signals = [sign('error.uncaught'), sign('click.error'), sign('click.error', 0, { count: 2 })];
  expect(
    judge([...signals, ...Array.from({ length: 99 }, (_, at) => sign('click.rage', 0, { fingerprint: `${at}` }))], now)
      .score,
  ).toBe(100);
  expect(judge(signals, now).reasons).toEqual([
    { code: 'click.error', params: { times: 3 } },
    { code: 'error.uncaught', params: { times: 1 } },
  ]);
});
