import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp, type TestWorkspace } from '../../test/app.ts';
import { pageReports, somebodyOn } from './detection.fixture.ts';

let test: TestApp;
let house: TestWorkspace;
let page: ReturnType<typeof pageReports>;

beforeAll(async () => {
  test = await buildTestApp();
  house = await test.workspace();
  page = pageReports(test);
}, 60_000);
afterAll(() => test.close());

type Somebody = Awaited<ReturnType<typeof somebodyOn>>;
const kept = async (who: Somebody) => {
  const { signals, struggles, offers, issues } = (await who.ask('GET', '/v1/me/data')).body.detection;
  return { signals: signals.length, struggles: struggles.length, offers: offers.length, issues: issues.length };
};
const say = (who: Somebody, isGranted: boolean) =>
  who.ask('POST', '/v1/consent', { purposes: { detect: isGranted }, how: 'api' });
const all = () => ({ signals: [page.signal()], struggles: [page.struggle()], offers: [page.offer()] });
const nothing = { signals: 0, struggles: 0, offers: 0, issues: 0 };

describe('who withdraws', () => {
  it('leaves nothing of what their pages noticed, and takes nothing of anybody else’s along', async () => {
    const [one, other] = [await somebodyOn(test, house), await somebodyOn(test, house)];
    await one.send(all());
    await other.send(all());
    expect(await kept(one)).toMatchObject({ signals: 1, struggles: 1, offers: 1 });
    expect((await say(one, false)).status).toBe(204);
    expect(await kept(one)).toEqual(nothing);
    expect(await kept(other)).toMatchObject({ signals: 1, struggles: 1, offers: 1 });
  });

  it('keeps the record of both words', async () => {
    const one = await somebodyOn(test, house);
    await say(one, false);
    const { consents } = (await one.ask('GET', '/v1/me/data')).body.identity;
    expect(
      consents.map(({ purpose, isGranted }: { purpose: string; isGranted: boolean }) => [purpose, isGranted]),
    ).toEqual([
      ['detect', true],
      ['detect', false],
    ]);
  });

  it('is known by no device any more, unless help is under way', async () => {
    const [one, asking] = [await somebodyOn(test, house), await somebodyOn(test, house)];
    const devices = async (who: Somebody) => (await who.ask('GET', '/v1/me/data')).body.identity.devices;
    const asked = await asking.ask('POST', '/v1/help-requests', {
      clientId: test.app.platform.clock.newId(),
      text: 'It does not save',
    });
    expect(asked.status).toBe(201);
    await say(one, false);
    await say(asking, false);
    expect([await devices(one), await devices(asking)]).toEqual([0, 1]);
  });

  it('withdraws one purpose and no other', async () => {
    const one = await somebodyOn(test, house);
    await one.send(all());
    await one.ask('POST', '/v1/consent', { purposes: { learn: true }, how: 'api' });
    await one.ask('POST', '/v1/consent', { purposes: { learn: false }, how: 'api' });
    expect(await kept(one)).toMatchObject({ signals: 1, struggles: 1, offers: 1 });
  });

  it('leaves nothing of a batch that arrives at the same time', async () => {
    for (let round = 0; round < 10; round += 1) {
      const one = await somebodyOn(test, house);
      const sent = await Promise.all([one.send(all()), one.send(all()), say(one, false), one.send(all())]);
      expect(sent.map(({ status }) => status).filter((status) => ![202, 204, 403].includes(status))).toEqual([]);
      expect(await kept(one)).toEqual(nothing);
    }
  });
});
