import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWire, signal, startedAt, struggle, type Outcome } from './transport.fixture.ts';
import { queueName } from './transport.ts';

const hour = 3_600_000;
const year = 365 * 24 * hour;

describe('what may leave', () => {
  it('goes together, ten seconds after the first, with the token in the body', async () => {
    const { transport, pass, sent, ids, timerCount } = createWire();
    transport.signal(signal(1));
    transport.signal(signal(2));
    transport.offer({ id: 'offer-1', at: new Date(startedAt).toISOString(), page: '/', fate: 'shown' });
    await pass(9_999);
    expect(sent).toEqual([]);
    await pass(1);
    expect(ids()).toEqual([['id-1', 'id-2']]);
    expect(sent[0]).toMatchObject({
      token: 'token-1',
      sentAt: '2026-03-02T09:00:10.000Z',
      offers: [{ id: 'offer-1' }],
    });
    expect(sent[0]).not.toHaveProperty('struggles');
    expect(timerCount()).toBe(0);
  });

  it('is told once more under the same id: the newest takes the place of what waits, never of what is under way', async () => {
    const { transport, wire, pass, settle, sent } = createWire();
    transport.struggle(struggle(1, 60));
    transport.struggle(struggle(1, 70));
    let answer = (): void => {};
    wire.hold = new Promise((resolve) => (answer = resolve));
    await pass(10_000);
    transport.struggle(struggle(1, 90));
    answer();
    wire.hold = null;
    await settle();
    await pass(10_000);
    expect(sent.map(({ struggles }) => struggles!.map(({ score }) => score))).toEqual([[70], [90]]);
  });

  it('stays within 16 KiB a batch and 64 KiB in all, counted in bytes: the oldest go first', async () => {
    const { transport, pass, ids, sizes } = createWire();
    for (let id = 0; id < 30; id += 1) transport.signal(signal(id, 'ä'.repeat(2_000)));
    await pass(120_000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(16 * 1024);
    const arrived = ids().flat();
    expect(arrived).toEqual(Array.from({ length: 15 }, (_, at) => `id-${at + 15}`));
  });

  it('leaves out what no batch could carry and what is no JSON', async () => {
    const { transport, pass, ids } = createWire();
    transport.signal(signal(1, 'x'.repeat(17_000)));
    transport.signal({ ...signal(2), data: { big: 1n as never } });
    transport.signal(signal(3));
    await pass(10_000);
    expect(ids()).toEqual([['id-3']]);
  });

  it('is forgotten once it is over, also in the tab', async () => {
    const { transport, pass, hide, ids, tab, listenerCount, timerCount } = createWire(['dead']);
    transport.signal(signal(1));
    await hide();
    expect(tab.getItem(queueName)).not.toBeNull();
    transport.stop();
    transport.signal(signal(2));
    transport.flush();
    await pass(hour);
    expect(ids()).toHaveLength(1);
    expect([tab.length, listenerCount(), timerCount()]).toEqual([0, 0, 0]);
  });
});

describe('a page that is left', () => {
  it('sends all that waits at once, within what a browser carries', async () => {
    const { transport, wire, hide, settle, ids } = createWire();
    for (let id = 0; id < 15; id += 1) transport.signal(signal(id, 'x'.repeat(4_000)));
    let answer = (): void => {};
    wire.hold = new Promise((resolve) => (answer = resolve));
    await hide();
    expect(ids().length).toBeGreaterThan(3);
    expect(wire.mostInFlight).toBeLessThanOrEqual(64 * 1024);
    answer();
    await settle();
  });

  it('in the middle of a sending keeps what was not acknowledged in the tab, for the next document', async () => {
    const first = createWire();
    first.transport.signal(signal(1));
    first.transport.signal(signal(2, 'ä\ud800'));
    first.wire.hold = new Promise(() => {});
    await first.hide();
    await first.fire('pagehide');
    const next = createWire([], first.tab);
    next.transport.signal(signal(3));
    await next.pass(10_000);
    expect(next.ids()).toEqual([['id-1', 'id-2', 'id-3']]);
    expect(next.tab.length).toBe(0);
  });

  it('keeps nothing that was acknowledged', async () => {
    const { transport, hide, tab } = createWire();
    transport.signal(signal(1));
    await hide();
    expect(tab.length).toBe(0);
  });

  it('takes nothing from the tab that it has not put there', async () => {
    const { tab } = createWire();
    tab.setItem(queueName, '[["signals","{}"],["cookies","{\\"id\\":\\"x\\"}"],7,["signals","{\\"id\\":\\"id-9\\"}"]]');
    const { pass, ids } = createWire([], tab);
    await pass(10_000);
    expect(ids()).toEqual([['id-9']]);
    tab.setItem(queueName, 'no JSON');
    expect(() => createWire([], tab)).not.toThrow();
  });

  it('uses a beacon where a request does not outlive it, and where it is refused; neither acknowledges anything', async () => {
    const old = createWire();
    old.wire.keepsAlive = false;
    old.transport.signal(signal(1));
    await old.hide();
    expect([old.beacons.length, old.sent.length, old.tab.length]).toEqual([1, 0, 1]);
    await old.show();
    await old.pass(10_000);
    expect(old.ids()).toEqual([['id-1']]);

    const refused = createWire(['dead']);
    refused.transport.signal(signal(1));
    await refused.hide();
    expect([refused.beacons.length, refused.tab.length]).toEqual([1, 1]);
  });
});

describe('a clock that is set', () => {
  it.each([year, -year, -2 * hour])(
    'by %i ms moves nothing that waits, and the times in it move along',
    async (jump) => {
      const { transport, wire, pass, sent } = createWire([500]);
      transport.signal(signal(1));
      transport.struggle(struggle(1, 60));
      wire.now += jump;
      await pass(10_000);
      expect(sent).toHaveLength(1);
      await pass(1_000);
      expect(sent).toHaveLength(2);
      for (const { sentAt, signals, struggles } of sent) {
        const age = Date.parse(sentAt) - Date.parse(signals[0]!.at);
        expect(age).toBeGreaterThanOrEqual(10_000);
        expect(age).toBeLessThan(12_000);
        expect(struggles![0]!.startedAt).toBe(signals[0]!.at);
      }
    },
  );

  it('is not what a machine is that slept: the age stays', async () => {
    const { transport, wire, pass, sent } = createWire();
    transport.signal(signal(1));
    wire.now += 8 * hour;
    await pass(10_000);
    expect(Date.parse(sent[0]!.sentAt) - Date.parse(sent[0]!.signals[0]!.at)).toBe(8 * hour + 10_000);
  });
});

describe('whatever happens', () => {
  const outcome: fc.Arbitrary<Outcome> = fc.constantFrom(
    202,
    202,
    500,
    503,
    401,
    413,
    'dead' as const,
    'html' as const,
    'lost' as const,
  );
  const step = fc.oneof(
    fc.record({ do: fc.constant('signal' as const), size: fc.nat(1_500) }),
    fc.record({ do: fc.constant('pass' as const), ms: fc.nat(90_000) }),
    fc.constantFrom(...(['hide', 'show', 'online', 'back', 'forward'] as const)).map((what) => ({ do: what })),
  );

  it('each thing is stored that the ring could hold, once by its id, and in the end nothing waits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(outcome, { maxLength: 25 }),
        fc.array(step, { maxLength: 30 }),
        async (outcomes, steps) => {
          const world = createWire([...outcomes]);
          let ids = 0;
          for (const one of steps) {
            // So many never fill the ring: 30 of 1.7 KB.
            if (one.do === 'signal') world.transport.signal(signal((ids += 1), 'x'.repeat(one.size)));
            else if (one.do === 'pass') await world.pass(one.ms);
            else if (one.do === 'hide') await world.hide();
            else if (one.do === 'show') await world.show();
            else if (one.do === 'online') await world.fire('online');
            else world.wire.now += one.do === 'back' ? -year : year;
            expect(world.wire.mostInFlight).toBeLessThanOrEqual(64 * 1024);
          }
          // The server recovers, and somebody looks at the page now and then.
          for (let look = 0; look < 30 && world.acknowledged.size < ids; look += 1) {
            await world.show();
            await world.pass(60_000);
          }
          // What is alone too large is refused for good; 413 for one item is the only such outcome here.
          const mayBeRefused = outcomes.filter((one) => one === 413).length;
          expect(world.stored.size).toBeGreaterThanOrEqual(ids - mayBeRefused);
          // An acknowledged batch is not sent again, however its page was treated.
          expect(world.sentAgain).toEqual([]);
          await world.hide();
          expect(world.tab.length).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
