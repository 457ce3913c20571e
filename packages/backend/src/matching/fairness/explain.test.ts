import type { Term } from '@harmony-live/protocol';
import { describe, expect, test } from 'vitest';
import { explain, type MemberSeen, type RankingSeen, type RequestSeen } from './explain.ts';

const at = Date.parse('2026-01-05T10:00:00Z');
const minuteMs = 60_000;
const iso = (minutes: number): string => new Date(at + minutes * minuteMs).toISOString();
const term = (name: string, value: number): Term => ({ name, value, weight: 0.6 });

const request = (over: Partial<RequestSeen> = {}): RequestSeen => ({
  ...{ queuedAt: at, questions: [], isBlocked: false, isSpoken: true, isUnasked: false },
  rankings: [ranking()],
  ...over,
});
const ranking = (over: Partial<RankingSeen> = {}): RankingSeen => ({
  ...{ at, isBaseline: false, among: 3, rank: null, mine: null, theirs: null },
  ...over,
});
/** On duty from half an hour before until half an hour after, then gone. */
const member = (standing: MemberSeen['stretches'][number]['standing'] = 'available'): MemberSeen => ({
  stretches: [
    { standing: 'offline', beganAt: at - 60 * minuteMs, endedAt: at - 30 * minuteMs },
    { standing, beganAt: at - 30 * minuteMs, endedAt: at + 30 * minuteMs },
    { standing: 'away', beganAt: at + 30 * minuteMs, endedAt: null },
  ],
  questions: [],
});

describe('a request that came', () => {
  test.each([
    ['accepted', [{ state: 'accepted', timeoutMs: 20_000 }], 'accepted'],
    ['taken out of the queue', [{ state: 'accepted', timeoutMs: 0 }], 'taken'],
    [
      'let pass, and accepted the second time',
      [
        { state: 'timed-out', timeoutMs: 20_000 },
        { state: 'accepted', timeoutMs: 20_000 },
      ],
      'accepted',
    ],
    ['declined', [{ state: 'declined', timeoutMs: 20_000 }], 'declined'],
  ] as const)('is told as %s, with no reasons against it', (_, questions, asked) => {
    const rankings = [ranking({ rank: 2 })];
    const told = explain(request({ questions, rankings }), member('full'));
    expect(told).toEqual({ asked, reasons: [], place: { rank: 2, among: 3 }, terms: [] });
  });
});

describe('a request that went by', () => {
  test('somebody who was looked at has the place, and both sides of each term that both have', () => {
    const [mine, theirs] = [[term('meaning', 0.2), term('idle', 0.9)], [term('meaning', 0.8)]];
    const rankings = [ranking(), ranking({ rank: 3, mine, theirs })];
    expect(explain(request({ rankings }), member())).toEqual({
      asked: null,
      reasons: [{ code: 'ranked-lower' }],
      place: { rank: 3, among: 3 },
      terms: [{ name: 'meaning', mine: 0.2, theirs: 0.8, weight: 0.6 }],
    });
  });

  test.each([
    ['whoever was free the longest was to have it', { isBaseline: true, rank: 2 }, 'baseline'],
    ['something else was just put before the first', { rank: 1 }, 'asked-elsewhere'],
  ])('because %s', (_, over, code) => {
    expect(explain(request({ rankings: [ranking(over)] }), member()).reasons).toEqual([{ code }]);
  });

  test.each([
    ['offline', 'off-duty'],
    ['quiet', 'break'],
    ['wrapping-up', 'wrapping-up'],
    ['away', 'away'],
    ['full', 'full'],
  ] as const)('somebody %s has the time of it', (standing, code) => {
    expect(explain(request(), member(standing)).reasons).toEqual([{ code, from: iso(-30), until: iso(30) }]);
  });

  test('is judged by the moment of the first decision, and told without an end where there is none', () => {
    const later = explain(request({ rankings: [ranking({ at: at + 40 * minuteMs })] }), member());
    expect(later.reasons).toEqual([{ code: 'away', from: iso(30) }]);
    const undecided = explain(request({ rankings: [], queuedAt: at - 40 * minuteMs }), member());
    expect(undecided.reasons).toMatchObject([{ code: 'off-duty' }]);
  });

  test('names everything that stood against it', () => {
    const { reasons } = explain(request({ isSpoken: false, isBlocked: true }), member('full'));
    expect(reasons.map(({ code }) => code)).toEqual(['own-block', 'language', 'full']);
  });

  test('while something else stood before them', () => {
    const busy = { ...member(), questions: [{ from: at - 1, until: at + 1 }] };
    expect(explain(request(), busy).reasons).toEqual([{ code: 'asked-elsewhere' }]);
    const free = { ...member(), questions: [{ from: at - 2, until: at }] };
    expect(explain(request(), free).reasons).toEqual([{ code: 'not-among-first' }]);
  });

  test('with nothing against it is told as it is, whatever else may be the reason', () => {
    expect(explain(request(), member()).reasons).toEqual([{ code: 'not-among-first' }]);
    expect(explain(request({ isUnasked: true, rankings: [] }), member()).reasons).toEqual([{ code: 'nobody-asked' }]);
    expect(explain(request(), { stretches: [], questions: [] }).reasons).toEqual([{ code: 'not-recorded' }]);
  });
});
