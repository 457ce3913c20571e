import { describe, expect, it } from 'vitest';
import { createWire, signal, startedAt } from './transport.fixture.ts';

const hour = 3_600_000;
const year = 365 * 24 * hour;

describe('a server in trouble', () => {
  it('is tried five times, less and less often, then only when the page is hidden or seen again; nothing is lost', async () => {
    const { transport, wire, pass, hide, show, ids, timerCount } = createWire([500, 502, 500, 500, 500, 500, 202]);
    transport.signal(signal(1));
    const tries: number[] = [];
    for (let second = 0; second < 300; second += 1) {
      await pass(1_000);
      while (tries.length < ids().length) tries.push(Math.ceil(wire.monotonic / 1_000));
    }
    expect(tries).toHaveLength(5);
    const pauses = tries.slice(1).map((at, index) => at - tries[index]!);
    for (const [index, most] of [1, 4, 15, 60].entries()) {
      expect(pauses[index]).toBeLessThanOrEqual(most + 1);
      expect(pauses[index]).toBeGreaterThanOrEqual(most / 2 - 1);
    }
    expect(timerCount()).toBe(0);
    transport.signal(signal(2));
    await pass(hour);
    expect(ids()).toHaveLength(5);
    await hide();
    expect(ids()).toHaveLength(6);
    await pass(hour);
    expect(ids()).toHaveLength(6);
    await show();
    await pass(1);
    expect(ids().at(-1)).toEqual(['id-1', 'id-2']);
  });

  it('that nothing comes back from (no network, an ad blocker) is tried three times, and again when the browser is online', async () => {
    const { transport, pass, fire, stored, sent, timerCount } = createWire(['dead', 'dead', 'dead', 202]);
    transport.signal(signal(1));
    await pass(hour);
    expect([sent.length, timerCount()]).toEqual([3, 0]);
    await fire('online');
    await pass(1);
    expect([...stored]).toEqual(['id-1']);
  });

  it('whose place a network’s own page takes has acknowledged nothing', async () => {
    const { transport, pass, sent } = createWire(['html', 202]);
    transport.signal(signal(1));
    await pass(12_000);
    expect(sent).toHaveLength(2);
  });

  it.each([
    ['seconds', () => '30', 30_000],
    ['a date', () => new Date(startedAt + 10_000 + 40_000).toUTCString(), 40_000],
    ['a date of next year', () => new Date(startedAt + year).toUTCString(), 600_000],
    ['too many seconds', () => '99999999', 600_000],
  ])(
    'is left alone as long as it asks in %s, ten minutes at most, also while the page is hidden',
    async (_, header, ms) => {
      for (const status of [429, 503]) {
        const answer = Response.json({}, { status, headers: { 'retry-after': header() } });
        const { transport, pass, hide, sent } = createWire([answer]);
        transport.signal(signal(1));
        await pass(10_000 + ms - 1);
        await hide();
        expect(sent).toHaveLength(1);
        await pass(1);
        expect(sent).toHaveLength(2);
      }
    },
  );

  it.each(['', 'soon', '-5', 'Sun, 01 Mar 2020 09:00:00 GMT'])(
    'that asks for "%s" is tried like any other',
    async (header) => {
      const answer = Response.json({}, { status: 429, headers: { 'retry-after': header } });
      const { transport, pass, sent } = createWire([answer]);
      transport.signal(signal(1));
      await pass(11_000);
      expect(sent).toHaveLength(2);
    },
  );

  it('that never answers counts as not there after fifteen seconds', async () => {
    const { transport, wire, pass, sent, timerCount } = createWire();
    wire.hold = new Promise(() => {});
    transport.signal(signal(1));
    await pass(10_000);
    expect([sent.length, timerCount()]).toEqual([1, 1]);
  });

  it('that gives no token is asked three times, and nothing is lost', async () => {
    const { transport, wire, pass, show, sent, stored } = createWire();
    wire.failToken = new Error('no visit');
    transport.signal(signal(1));
    await pass(hour);
    expect(sent).toEqual([]);
    wire.failToken = null;
    await show();
    await pass(1);
    expect([...stored]).toEqual(['id-1']);
  });
});

describe('a server that refuses', () => {
  it('the token gets the batch once more with a new one', async () => {
    const { transport, pass, sent } = createWire([401, 202]);
    transport.signal(signal(1));
    await pass(10_000);
    expect(sent.map(({ token }) => token)).toEqual(['token-1', 'token-2']);
    await pass(hour);
    expect(sent).toHaveLength(2);
  });

  it('every token is not asked for ever, and loses nothing', async () => {
    const { transport, pass, show, sent, stored } = createWire(Array.from({ length: 10 }, () => 401));
    transport.signal(signal(1));
    await pass(hour);
    expect(sent).toHaveLength(10);
    await show();
    await pass(1);
    expect([...stored]).toEqual(['id-1']);
  });

  it('for want of consent gets nothing any more', async () => {
    const problem = Response.json({ type: 'urn:harmony:problem:consent/missing' }, { status: 403 });
    const { transport, pass, hide, sent, tab } = createWire([problem]);
    transport.signal(signal(1));
    await pass(10_000);
    transport.signal(signal(2));
    await hide();
    await pass(hour);
    expect([sent.length, tab.length]).toEqual([1, 0]);
  });

  it.each([400, 403, 404, 415, 422])('a batch with %i holds up no other', async (status) => {
    const { transport, pass, ids } = createWire([status]);
    transport.signal(signal(1));
    await pass(10_000);
    transport.signal(signal(2));
    await pass(10_000);
    expect(ids()).toEqual([['id-1'], ['id-2']]);
  });

  it('in halves what a person takes back meanwhile gets no second half', async () => {
    const { transport, wire, pass, settle, sent } = createWire([413]);
    for (const id of [1, 2]) transport.signal(signal(id));
    let answer = (): void => {};
    await pass(9_999);
    wire.hold = new Promise((resolve) => (answer = resolve));
    await pass(1);
    answer();
    wire.hold = new Promise((resolve) => (answer = resolve));
    await settle();
    expect(sent).toHaveLength(2);
    transport.stop();
    answer();
    await settle();
    expect(sent).toHaveLength(2);
  });

  it('a batch as too large gets it in halves, and what is too large alone is dropped', async () => {
    const { transport, pass, ids } = createWire([413, 202, 413, 202, 413]);
    for (const id of [1, 2, 3, 4]) transport.signal(signal(id));
    await pass(10_000);
    expect(ids()).toEqual([['id-1', 'id-2', 'id-3', 'id-4'], ['id-1', 'id-2'], ['id-3', 'id-4'], ['id-3'], ['id-4']]);
    await pass(hour);
    expect(ids()).toHaveLength(5);
  });
});
