import type { HelpRequest, SlotList } from '@harmony-live/protocol';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildTestApp, fakeClock, pageOrigin, type FakeClock, type Somebody, type TestApp } from '../../test/app.ts';
import { createSite } from '../identity/index.ts';
import { lettersTo } from '../identity/letters.fixture.ts';

let clock: FakeClock;
let test: TestApp;
let ada: Somebody;
let address: string;
let site: Awaited<ReturnType<typeof createSite>>;

beforeAll(async () => {
  clock = fakeClock();
  test = await buildTestApp({ clock });
  const workspace = await test.workspace('Letters');
  site = await createSite(test.app.platform, { organisation: 'Letters', name: 'Lang', origins: [pageOrigin] });
  ada = await workspace.signInAs('expert', 'Ada');
  address = (await test.call(ada, 'GET', '/v1/me')).body.email;
  const hours = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }];
  const profile = { statements: [], languages: [], capacity: 3, version: 0, timeZone: 'Europe/Berlin', hours };
  expect((await test.call(ada, 'PUT', '/v1/experts/me', profile)).status).toBe(200);
}, 60_000);
afterAll(() => test.close());

/** A visitor whose address the host vouches for. */
const mia = async (): Promise<Pick<Somebody, 'headers'>> => {
  const claims = { sub: 'mia', aud: site.key, exp: clock.now() / 1000 + 600, email: 'mia@lang.test' };
  const user = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(site.secret));
  const { body } = await test.call(null, 'POST', '/v1/visits', { site: site.key, user });
  return { headers: { origin: pageOrigin, authorization: `Bearer ${body.token}` } };
};

it('tells the expert that they are booked, and that they are not any more, without the person’s words', async () => {
  const visitor = await mia();
  const { items } = (await test.call(null, 'GET', `/v1/slots?site=${site.key}`)).body as SlotList;
  const body = { clientId: clock.newId(), text: 'My secret', mode: 'scheduled', slotAt: items[0] };
  const { id } = (await test.call(visitor, 'POST', '/v1/help-requests', body)).body as HelpRequest;
  const [booked] = await lettersTo(test, address);
  expect(booked).toMatchObject({ subject: expect.stringMatching(/^You are booked: .*(CET|CEST|GMT\+[12])/) });
  await test.call(visitor, 'DELETE', `/v1/help-requests/${id}`);
  const letters = await lettersTo(test, address, 2);
  expect(letters.some(({ subject }) => subject.startsWith('Not taking place: '))).toBe(true);
  expect(JSON.stringify(letters)).not.toContain('My secret');
});

it('plans a reminder for whom the host vouches, an hour before, and for nobody else', async () => {
  const planned = async () => {
    const rows = await test.app.platform.db.asSystem(
      'test',
      (tx) => tx<{ data: { requestId: string }; startAfter: Date }[]>`
        select data, start_after from pgboss.job where name = 'appointments.reminder'`,
    );
    return new Map(rows.map(({ data, startAfter }) => [data.requestId, startAfter.getTime()]));
  };
  const { items } = (await test.call(null, 'GET', `/v1/slots?site=${site.key}`)).body as SlotList;
  const book = async (visitor: Pick<Somebody, 'headers'>, slotAt: string): Promise<string> => {
    const body = { clientId: clock.newId(), text: '', mode: 'scheduled', slotAt };
    return ((await test.call(visitor, 'POST', '/v1/help-requests', body)).body as HelpRequest).id;
  };
  const { body } = await test.call(null, 'POST', '/v1/visits', { site: site.key });
  const nobody = { headers: { origin: pageOrigin, authorization: `Bearer ${body.token}` } };
  const known = await book(await mia(), items[4]!);
  const unknown = await book(nobody, items[5]!);
  const jobs = await planned();
  expect(jobs.get(known)).toBe(Date.parse(items[4]!) - 60 * 60_000);
  expect(jobs.has(unknown)).toBe(false);
});
