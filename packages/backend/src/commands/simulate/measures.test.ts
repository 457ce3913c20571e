import { beforeEach, describe, expect, it } from 'vitest';
import { createLedger, doubleRequest, lostMessage, type Ledger, type RequestRecord } from './ledger.ts';
import { giniOf, isGood, quantile, reportOf, type Report } from './measures.ts';
import { inWords } from './output.ts';
import { planOf, type Plan } from './plan.ts';
import { loadProfile } from './read-profile.ts';
import type { Timing } from './timing.ts';
import { watchForStarved } from './watch.ts';

let plan: Plan;
let ledger: Ledger;
beforeEach(async () => {
  plan = planOf(await loadProfile('quick'), 1);
  ledger = createLedger(plan.experts);
});

/** Somebody asked at the beginning; `seen` is what became of it. */
const asked = (seen: Partial<RequestRecord> & { acceptedBy?: number[] } = {}): RequestRecord => {
  const { acceptedBy = [], ...rest } = seen;
  const record = ledger.ask(plan.visitors[ledger.requests.length]!, 0);
  const id = `request-${ledger.requests.length}`;
  ledger.course(id).acceptedBy.push(...acceptedBy);
  ledger.course(id).asked.push(...acceptedBy);
  for (const index of acceptedBy) ledger.experts[index]!.accepted += 1;
  return Object.assign(record, { id, outcome: 'helped', ...rest });
};
const report = (isComplete = true): Report => reportOf({ ledger, isComplete, tookMs: 1_800_000 }, 1);
const told = (lowMs: number, highMs: number, reachable = 1) => ({ estimate: { lowMs, highMs, reachable } });

describe('the report', () => {
  it('counts who was served, and how fast, of all who asked', () => {
    for (const matchedAt of [10_000, 20_000, 60_000, 61_000]) asked({ matchedAt });
    asked({ outcome: 'cancelled', endedAt: 90_000 });
    const { served, within60s, toPersonMs, outcomes } = report();
    expect(served).toMatchObject({ count: 4, of: 5, value: 0.8 });
    expect(within60s).toMatchObject({ count: 3, of: 5, value: 0.6 });
    expect(toPersonMs!.p50.value).toBe(40_000);
    expect(toPersonMs!.p50.low).toBeLessThan(40_000);
    expect(toPersonMs!.p95.high).toBe(61_000);
    expect(outcomes).toMatchObject({ helped: 4, cancelled: 1 });
  });

  it('holds waits against what was told, and leaves out whoever gave up too early to tell', () => {
    asked({ matchedAt: 10_000, ...told(5_000, 15_000) });
    asked({ matchedAt: 2_000, ...told(5_000, 15_000, 0) });
    asked({ matchedAt: 20_000, ...told(5_000, 15_000) });
    asked({ outcome: 'cancelled', endedAt: 16_000, ...told(5_000, 15_000) });
    asked({ outcome: 'cancelled', endedAt: 9_000, ...told(5_000, 15_000) });
    const { estimateHeld, estimateHeldWhenReachable, estimateTooShort } = report();
    expect(estimateHeld).toMatchObject({ count: 1, of: 4 });
    expect(estimateHeldWhenReachable).toMatchObject({ count: 1, of: 3 });
    expect(estimateTooShort).toMatchObject({ count: 2, of: 3 });
  });

  it('finds what two experts have, unless it was put back in between', () => {
    asked({ acceptedBy: [0] });
    asked({ acceptedBy: [0, 1], requeued: 1 });
    expect(report()).toMatchObject({ doubled: 0, requeued: 1 });
    asked({ acceptedBy: [0, 1] });
    asked({ violations: [doubleRequest] });
    expect(report().doubled).toBe(2);
    expect(isGood(report())).toBe(false);
  });

  it('calls lost who is still there at the end, was never taken in, or misses what they wrote', () => {
    asked({ outcome: 'unfinished' });
    asked({ outcome: 'refused', id: null });
    asked({ violations: [lostMessage] });
    expect(report().lost).toBe(3);
  });

  it('loses nobody by being stopped: who is still there is left out', () => {
    asked({ matchedAt: 10_000 });
    asked({ outcome: 'unfinished' });
    const early = report(false);
    expect(early).toMatchObject({ lost: 0, served: { count: 1, of: 1 }, requests: 2 });
    expect(isGood(early)).toBe(true);
    expect(inWords('Title', early)).toContain('stopped early');
  });

  it('says who accepted: somebody able, equals alike, newcomers', () => {
    const able = plan.visitors.map(({ groups }) => plan.experts.find(({ group }) => groups.includes(group))!.index);
    const unable = plan.visitors.map(({ groups }) => plan.experts.find(({ group }) => !groups.includes(group))!.index);
    asked({ acceptedBy: [able[0]!] });
    ledger.turn(able[1]!, true, 0);
    asked({ acceptedBy: [unable[1]!] });
    ledger.turn(able[1]!, false, 0);
    plan.experts[0]!.isNew = true;
    ledger.turn(0, true, 0);
    ledger.turn(0, false, 1_000);
    ledger.turn(1, true, 0);
    ledger.turn(1, false, 3_000);
    const { ableFirst, ableFirstWhenFree, newcomers } = report();
    expect(ableFirst).toMatchObject({ count: 1, of: 2 });
    expect(ableFirstWhenFree).toMatchObject({ count: 0, of: 1 });
    expect(newcomers!.ofPlaces).toBeCloseTo(0.25);
  });

  it('of nothing is empty, and can be read', () => {
    expect(report()).toMatchObject({ requests: 0, served: null, toPersonMs: null, gini: null, newcomers: null });
    expect(inWords('Title', report())).toContain('got a person');
  });
});

describe('inequality', () => {
  it.each([
    [[5, 5, 5, 5], 0],
    [[0, 0, 0, 8], 0.75],
    [[1, 2, 3, 4], 0.25],
  ])('of %j is %f', (values, gini) => {
    expect(giniOf(values)).toBeCloseTo(gini);
  });

  it('among equals is told beside what chance alone would make of it', () => {
    // Experts 1 and 2 are the two of one group; one of them gets everything.
    for (let index = 0; index < 12; index += 1) asked({ acceptedBy: [1] });
    const { gini } = report();
    expect(gini).toMatchObject({ value: 0.5, groups: 1 });
    expect(gini!.byChance).toBeLessThan(0.25);
  });
});

it('quantiles lie between the nearest values', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([7], 0.95)).toBe(7);
  expect(quantile([], 0.5)).toBeNaN();
});

describe('starving', () => {
  /** Time that is moved by hand; looks are taken as it passes. */
  const watched = (speed = 1): { pass(ms: number): void } => {
    let now = 0;
    let due: { at: number; act: () => void } | null = null;
    const timing: Timing = {
      now: () => now,
      after: (ms, act) => {
        due = { at: now + ms, act };
        return () => void (due = null);
      },
      ofServer: (ms) => ms * speed,
    };
    watchForStarved(ledger, timing);
    return {
      pass: (ms) => {
        for (const until = now + ms; due !== null && due.at <= until;) {
          const { at, act } = due;
          now = at;
          due = null;
          act();
        }
      },
    };
  };
  const waiting = () => asked({ outcome: null });
  const onDuty = (record: RequestRecord) => {
    const { index } = plan.experts.find(({ group }) => record.visitor.groups.includes(group))!;
    ledger.turn(index, true, 0);
    return ledger.experts[index]!;
  };

  it('is waiting for half a minute while somebody able is free', () => {
    const record = waiting();
    onDuty(record);
    const time = watched();
    time.pass(30_000);
    expect(record.isStarved).toBe(false);
    time.pass(10_000);
    expect(record.isStarved).toBe(true);
    expect(report().starved).toBe(1);
  });

  it.each([
    ['everybody able is full', (record: RequestRecord) => (onDuty(record).load = 2)],
    ['everybody able is asked about another', (record: RequestRecord) => (onDuty(record).open = 1)],
    [
      'everybody able was asked before',
      (record: RequestRecord) => ledger.course(record.id!).asked.push(onDuty(record).expert.index),
    ],
    ['somebody is being asked', (record: RequestRecord) => (onDuty(record), ledger.course(record.id!).open.add(3))],
    ['nobody is there', () => {}],
  ])('is not waiting while %s', (_, arrange) => {
    const record = waiting();
    arrange(record);
    watched().pass(120_000);
    expect(record.isStarved).toBe(false);
  });

  it('is measured by the clock of the server where the simulation is faster than it', () => {
    const record = waiting();
    onDuty(record);
    const time = watched(60);
    time.pass(800_000);
    expect(record.isStarved).toBe(false);
    time.pass(200_000);
    expect(record.isStarved).toBe(true);
  });
});
