import { describe, expect, it, vi } from 'vitest';
import { detectorOf } from './custom.ts';
import { detectOn } from './detection.fixture.ts';
import type { Detector } from './detector.ts';

const markup = '<button id="b">x</button>';
const loud: Detector<{ afterMs: number }> = {
  ...{ kind: 'custom.loud', family: 'custom', weight: 20, limits: { afterMs: 10 } },
  start: (watch, { afterMs }) => watch.onPress(({ root }) => void watch.later(() => watch.tell({ root }), afterMs)),
};

describe('a detector', () => {
  it('is switched off, weighed and limited by the site; limits that it does not have are left out', async () => {
    const settings = { 'custom.loud': { weight: 40, limits: { afterMs: 500, nonsense: 1 } } };
    const world = detectOn(markup, { detectors: [loud], settings });
    await world.press('#b');
    await world.pass(300);
    expect(world.signals).toEqual([]);
    await world.pass(300);
    expect(world.signals).toMatchObject([{ kind: 'custom.loud', weight: 40 }]);
    const off = detectOn(markup, { detectors: [loud], settings: { 'custom.loud': { isOn: false } } });
    await off.press('#b');
    await off.pass(1_000);
    expect(off.signals).toEqual([]);
    expect(off.traced).toContainEqual(expect.objectContaining({ what: 'detector-off', why: 'site' }));
  });

  it('that fails three times is off, says so once, and the others go on', async () => {
    const heard = vi.fn(() => {
      throw new Error('bug');
    });
    const broken: Detector = {
      ...{ kind: 'custom.broken', family: 'custom', weight: 1, limits: {} },
      start: (watch) => watch.onPress(heard),
    };
    const world = detectOn(markup, { detectors: [broken, loud] });
    for (let time = 0; time < 5; time += 1) await world.press('#b');
    await world.pass(1_000);
    expect(heard).toHaveBeenCalledTimes(3);
    expect(world.warnings).toEqual([expect.stringContaining('custom.broken')]);
    expect(world.signals).toHaveLength(5);
  });

  it('that cannot start takes nobody along', () => {
    const broken = detectorOf({
      kind: 'custom.x',
      start: () => {
        throw new Error('bug');
      },
    });
    expect(() => detectOn(markup, { detectors: [broken, loud] })).not.toThrow();
  });

  it('of the host tells what it emits, scrubbed, and is ended', async () => {
    const end = vi.fn();
    const world = detectOn(markup);
    world.detection.start(
      detectorOf({
        kind: 'custom.cart',
        start: (emit) => {
          emit({ message: 'order 4711 of marta@quinta.pt', data: { items: 3 } });
          return end;
        },
      }),
    );
    expect(world.signals).toMatchObject([
      { kind: 'custom.cart', message: 'order ‹n› of ‹e-mail›', data: { items: 3 }, weight: 25 },
    ]);
    world.detection.stop();
    expect(end).toHaveBeenCalledOnce();
  });

  it('of the host that emits what it must not hears nothing of it, and nothing comes of it after its end', async () => {
    const world = detectOn(markup);
    const emits: ((sign?: object) => void)[] = [];
    for (const kind of ['custom.wrong', 'custom.late'])
      world.detection.start(detectorOf({ kind, start: (emit) => void emits.push(emit as (sign?: object) => void) }));
    for (let time = 0; time < 5; time += 1) expect(() => emits[0]!({ target: {} })).not.toThrow();
    expect(world.warnings).toEqual([expect.stringContaining('custom.wrong failed three times')]);
    world.detection.stop();
    emits[1]!();
    expect(world.signals).toEqual([]);
  });
});

describe('all of detection', () => {
  it('listens once a type, and leaves nothing behind', async () => {
    const { createPage } = await import('./world.fixture.ts');
    const world = createPage(markup);
    const listening = new Map<string, number>();
    const { addEventListener, removeEventListener } = world.page;
    const count = (by: number, original: typeof addEventListener) =>
      function (this: unknown, ...args: Parameters<typeof addEventListener>): void {
        listening.set(args[0], (listening.get(args[0]) ?? 0) + by);
        return Reflect.apply(original, this, args) as void;
      };
    Object.assign(world.page, {
      addEventListener: count(1, addEventListener),
      removeEventListener: count(-1, removeEventListener),
    });
    const { error } = world.page.console;
    const running = detectOn(markup, {}, world);
    await running.press('#b');
    expect(listening.get('pointerdown')).toBe(1);
    expect(listening.has('mousemove')).toBe(false);
    running.detection.stop();
    expect([...listening].filter(([, times]) => times !== 0)).toEqual([]);
    expect(world.timerCount()).toBe(0);
    expect(world.page.console.error).toBe(error);
    await running.press('#b');
    await running.pass(8_000);
    expect(running.signals).toEqual([]);
  });

  it('is a struggle once, until the score has fallen', async () => {
    const world = detectOn(markup);
    for (let time = 0; time < 4; time += 1) {
      await world.press('#b');
      await world.pass(200);
    }
    await world.pass(4_000);
    expect(world.struggles).toMatchObject([
      { score: expect.any(Number) as number, reasons: [{ code: 'click.rage' }, { code: 'click.dead' }] },
    ]);
    expect(world.detection.verdict().families).toMatchObject([{ family: 'click' }]);
  });
});
