import { describe, expect, it } from 'vitest';
import { judge } from './score.ts';

const weights: Readonly<Record<string, number>> = {
  ...{ 'click.rage': 45, 'click.dead': 12, 'click.error': 45, 'network.failed': 25, 'error.uncaught': 12 },
  ...{ 'error.console': 12, 'form.hesitation': 12, 'form.invalid-loop': 45, 'help.seek': 45, 'perf.slow': 12 },
};

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

describe('two families', () => {
  const request = { fingerprint: '500' };

  it('do not agree where one event is told by both: a press and the error that it led to', () => {
    const verdict = judge([sign('click.error', 0, request), sign('network.failed', 0, request)], now);
    expect(verdict).toMatchObject({ score: 70, isStruggling: false, missing: 'second-family' });
    expect(
      judge([sign('click.error', 0, request), sign('network.failed', 0, { fingerprint: '2' })], now),
    ).toMatchObject({
      isStruggling: true,
      missing: null,
    });
  });

  it('are not the page’s own slowness', () => {
    const slow = Array.from({ length: 9 }, (_, at) => sign('perf.slow', 0, { fingerprint: `${at}` }));
    expect(judge([sign('click.rage'), ...slow], now).missing).toBe('second-family');
  });

  it('are told apart, the heaviest first, with what is missing', () => {
    expect(judge([sign('error.console'), sign('click.rage', 60_000)], now)).toMatchObject({
      score: 35,
      missing: 'score',
      families: [
        { family: 'click', score: 23 },
        { family: 'error', score: 12 },
      ],
    });
  });
});

describe('looking for help', () => {
  it('alone adds nothing and is told apart', () => {
    const seeking = [sign('help.seek'), sign('help.seek', 0, { fingerprint: '2' })];
    expect(judge(seeking, now)).toMatchObject({ score: 0, isStruggling: false, isSeeking: true });
  });

  it('beside another family weighs in full', () => {
    const verdict = judge([sign('help.seek'), sign('form.invalid-loop')], now);
    expect(verdict).toMatchObject({ score: 90, isStruggling: true, isSeeking: false });
  });
});

it('is a struggle from the threshold that the site has set', () => {
  const signals = [sign('click.rage'), sign('error.console')];
  expect(judge(signals, now).isStruggling).toBe(false);
  expect(judge(signals, now, 45).isStruggling).toBe(true);
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
