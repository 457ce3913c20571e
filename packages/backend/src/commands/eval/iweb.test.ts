import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from '../index.ts';
import { peers } from './peers.ts';
import { loadPressRules, rageBurstsOf, waitsOf } from './waits.ts';

const clicks = (...at: (number | [number, number])[]) =>
  at.map((one) => (typeof one === 'number' ? { at: one, x: 10, y: 10 } : { at: one[0], x: one[1], y: 10 }));

describe('rage rules of others', () => {
  it.each([
    ['PostHog', clicks(0, 900, 1_800), clicks(0, 1_000, 2_000)],
    ['PostHog', clicks([0, 0], [10, 29], [20, 0]), clicks([0, 0], [10, 30], [20, 0])],
    ['Mixpanel', clicks(0, 900, 1_800, 2_700), clicks(0, 900, 1_800)],
    ['OpenReplay', clicks(0, 299, 598), clicks(0, 300, 600)],
    ['Amplitude', clicks(0, 300, 600, 900), clicks(0, 400, 800, 1_200)],
    ['Datadog', clicks(0, 500, 1_000), clicks(0, 900, 1_800, 2_700)],
    ['Datadog', clicks([0, 0], [10, 100], [20, 200]), clicks([0, 0], [10, 101], [20, 202])],
  ])('%s: see a burst, and not what is nearly one', (name, is, isNot) => {
    expect(peers[name]!(is)).toBe(1);
    expect(peers[name]!(isNot)).toBe(0);
  });

  it('count a long burst once, and two as two', () => {
    const long = clicks(0, 100, 200, 300, 400, 500, 600);
    const two = [...clicks(0, 100, 200, 250), ...clicks(9_000, 9_100, 9_200, 9_250)];
    for (const name of ['PostHog', 'Mixpanel', 'OpenReplay', 'Datadog'])
      expect([name, peers[name]!(long)]).toEqual([name, 1]);
    for (const rule of Object.values(peers)) expect(rule(two)).toBe(2);
    for (const rule of Object.values(peers)) expect(rule([])).toBe(0);
  });
});

describe('waits', async () => {
  const rules = await loadPressRules();
  const wait = (at: number, ...loads: [number, number | null][]) =>
    waitsOf(
      clicks(at),
      loads.map(([startAt, durationMs]) => ({ startAt, durationMs })),
      rules,
    )[0];

  it.each([
    ['the end of the load that the click began', 1_000, [1_010, 400] as const, 410],
    ['the end of the load that was under way', 1_000, [0, 1_500] as const, 500],
    ['the verdict, where nothing follows', 1_000, [9_000, 10] as const, 2_500],
    ['the verdict, where the load was over before', 1_000, [0, 900] as const, 2_500],
    ['the last verdict, where the load takes longer', 1_000, [1_000, 60_000] as const, 7_000],
    ['the last verdict, where the load never ends', 1_000, [1_000, null] as const, 7_000],
  ])('last until %s', (_, at, load, expected) => expect(wait(at, [...load])).toBe(expected));
});

describe('rage', async () => {
  const rules = await loadPressRules();
  const bursts = (...loads: [number, number][]) =>
    rageBurstsOf(
      clicks(0, 200, 400, 600),
      loads.map(([startAt, durationMs]) => ({ startAt, durationMs })),
      rules,
    );

  it('is a burst that nothing answered, told once', () => {
    expect(bursts()).toBe(1);
    expect(bursts([0, 9_000])).toBe(1);
    expect(bursts([0, 900])).toBe(0);
  });
});

describe('eval iweb', () => {
  let folder: string;
  let printed: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'harmony-eval-'));
    printed = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((printed += String(text)), true));
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });
  const given = (lines: readonly (object | string)[]): string => {
    const path = join(folder, 'sessions.jsonl');
    writeFileSync(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
    return path;
  };
  const session = (subject: number, rating: number, durationMs: number) => ({
    ...{ subject, rating, clicks: [[0, 1, 1]], drags: [], loads: [[5, durationMs]] },
  });

  it('prints how well waits tell bad sessions from good, beside rage rules of others', async () => {
    const people = [1, 2, 3].flatMap((subject) => [
      session(subject, 1, 6_000),
      session(subject, 5, 50),
      session(subject, 3, 1),
    ]);
    expect(await runCommandLine(['eval', 'iweb', '--data', given(people), '--json'])).toBe(0);
    const { rules, ...rest } = JSON.parse(printed) as { rules: { name: string; auc: object }[] };
    expect(rest).toMatchObject({ ok: true, sessions: 9, subjects: 3 });
    const auc = Object.fromEntries(rules.map((rule) => [rule.name, rule.auc]));
    expect(auc['longest wait']).toEqual({ value: 1, low: 1, high: 1 });
    expect(auc['PostHog, rage']).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
  });

  it('ends with 1 where waits tell nothing', async () => {
    expect(await runCommandLine(['eval', 'iweb', '--data', given([session(1, 1, 50), session(1, 5, 50)])])).toBe(1);
    expect(printed).toContain('longest wait');
  });

  it.each(['{', '{"rating":1}', ''])('refuses what is no session: %s', async (line) =>
    expect(await runCommandLine(['eval', 'iweb', '--data', given([line])])).toBe(1),
  );
});
