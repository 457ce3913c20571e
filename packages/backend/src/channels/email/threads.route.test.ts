import { randomUUID } from 'node:crypto';
import type { HelpRequest } from '@harmony-live/protocol';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  buildTestApp,
  fakeClock,
  pageOrigin,
  testConfig,
  type FakeClock,
  type Somebody,
  type TestApp,
  type TestWorkspace,
} from '../../../test/app.ts';
import { until } from '../../../../../test/fixtures/until.ts';
import { expireGone } from '../../requests/create.ts';
import { goneAfterMs } from '../../requests/help-request.ts';
import { claimWaiting } from '../../requests/index.ts';
import { postmanOf, secretOf, type Postman } from './email.fixture.ts';

let clock: FakeClock;
let test: TestApp;
let postman: Postman;
let house: TestWorkspace;
let vera: Somebody;
let request: HelpRequest;
let office = 0;

beforeAll(async () => {
  // What is to be done later is not done meanwhile: jobs go by the database's clock, and this one stands still.
  clock = fakeClock(Date.now() + 3_600_000);
  test = await buildTestApp({ clock, config: { rateFactor: 1 } });
  postman = postmanOf(test);
});
afterAll(() => test.close());
beforeEach(async () => {
  postman.taken.length = 0;
  house = await test.workspace(`Mail ${randomUUID()}`);
  vera = await house.visitor();
  request = await ask(vera);
});

const ask = async (who: Somebody): Promise<HelpRequest> =>
  (await test.call(who, 'POST', '/v1/help-requests', { clientId: randomUUID(), text: 'Where is my invoice?' })).body;
/** Each from an office of its own, unless said: letters are counted by where they are asked for, too. */
const tell = (email?: string, who: Pick<Somebody, 'headers'> = vera) =>
  test.call(
    { headers: { 'x-forwarded-for': `192.0.2.${(office += 1)}`, ...who.headers } },
    'POST',
    `/v1/help-requests/${request.id}/email`,
    email === undefined ? {} : { email },
  );
const link = (token: string, what = '') => test.call(ownPage, 'POST', `/v1/thread-links${what}`, { token });
/** Our own page, without a session. */
const ownPage = { headers: { origin: testConfig.publicUrl } };
const letters = async (count: number) => {
  await until(async () => postman.taken.length >= count, 40_000);
  return postman.taken;
};
const title = (code: string) => ({ type: `urn:harmony:problem:${code}` });
const address = () => `${randomUUID()}@lang.test`;
const inHouse = <T>(work: Parameters<typeof test.app.platform.db.withOrganisation<T>>[1]) =>
  test.app.platform.db.withOrganisation(house.organisationId, work);
const follow = async (): Promise<HelpRequest> => (await test.call(vera, 'GET', `/v1/help-requests/${request.id}`)).body;

describe('an address that somebody types', () => {
  it('gets a letter without anybody’s words, and is theirs once the button behind its link was pressed', async () => {
    const email = address();
    expect(await tell(` ${email} `)).toEqual({ status: 200, body: { email, isVerified: false } });
    expect((await follow()).email).toEqual({ email, isVerified: false });
    const [letter] = await letters(1);
    expect(letter).toMatchObject({ to: email, subject: expect.stringContaining('Confirm your address') as string });
    expect(letter!.text).not.toContain('invoice');
    expect(letter!.link).toMatch(/^http:\/\/localhost:4400\/thread\/#[\w-]{43}$/);

    const token = secretOf(letter!);
    const seen = await link(token);
    expect(seen).toMatchObject({
      status: 200,
      body: { siteName: expect.any(String) as string, requestId: request.id, email, isVerified: false },
    });
    expect(seen.body.siteKey).toBe(house.siteKey.replace('pk_', 'pk_try_'));
    // Looking is what scanners do.
    expect((await follow()).email?.isVerified).toBe(false);
    expect((await link(token, '/verify')).body).toMatchObject({ isVerified: true });
    expect((await follow()).email).toEqual({ email, isVerified: true });
    expect((await link(token, '/verify')).status).toBe(200);
  });

  it('opens the same request elsewhere by that link, for 30 days', async () => {
    await tell(address());
    const token = secretOf((await letters(1))[0]!);
    const start = (visitorKey: string) =>
      test.call(null, 'POST', '/v1/visits', { site: house.siteKey.replace('pk_', 'pk_try_'), visitorKey });
    const visit = await start(token);
    expect(visit.body.visitorId).toBe(vera.id);
    expect(visit.body.visitorKey).toBeUndefined();
    const headers = { origin: testConfig.publicUrl, authorization: `Bearer ${visit.body.token}` };
    expect((await test.call({ headers }, 'GET', `/v1/help-requests/${request.id}`)).body.text).toBe(request.text);

    clock.advance(30 * 86_400_000);
    expect((await start(token)).body.visitorId).not.toBe(vera.id);
    expect(await link(token)).toMatchObject({ status: 401, body: title('token/expired') });
    expect(await link('x'.repeat(43))).toMatchObject({ status: 401, body: title('token/invalid') });
  });

  it('gets one letter within minutes, however often the button is pressed', async () => {
    const email = address();
    await tell(email);
    await tell(email.toUpperCase());
    await letters(1);
    clock.advance(5 * 60_000);
    await tell(email);
    await letters(2);
    expect(new Set(postman.taken.map(({ id }) => id)).size).toBe(2);
  });

  it('is replaced by another, and its links lead nowhere then', async () => {
    await tell(address());
    const token = secretOf((await letters(1))[0]!);
    const email = address();
    expect((await tell(email)).body).toEqual({ email, isVerified: false });
    expect((await link(token)).status).toBe(401);
    expect((await letters(2))[1]!.to).toBe(email);
  });

  it('is good at once where they verified it before', async () => {
    const email = address();
    await tell(email);
    await link(secretOf((await letters(1))[0]!), '/verify');
    await test.call(vera, 'DELETE', `/v1/help-requests/${request.id}`);
    request = await ask(vera);
    expect((await tell(email)).body).toEqual({ email, isVerified: true });
  });

  it.each([
    ['nonsense', 'is not an e-mail address'],
    ['a@lang.test, b@lang.test', 'is not an e-mail address'],
    ['a@lang.test\nBcc: b@lang.test', 'is not an e-mail address'],
    [undefined, 'is required'],
  ])('is refused: %j', async (email, reason) => {
    expect(await tell(email)).toMatchObject({
      status: 400,
      body: { ...title('body/invalid'), field: '/email', reason },
    });
  });
});

describe('letters that were not asked for', () => {
  it('stop for a visitor who types many addresses', async () => {
    for (let count = 0; count < 5; count += 1) expect((await tell(address())).status).toBe(200);
    expect(await tell(address())).toMatchObject({ status: 429, body: title('rate/limited') });
  });

  it('stop for an address that many name', async () => {
    const email = address();
    for (let count = 0; count < 5; count += 1) {
      vera = await house.visitor();
      request = await ask(vera);
      expect((await tell(email)).status).toBe(200);
    }
    vera = await house.visitor();
    request = await ask(vera);
    expect(await tell(email)).toMatchObject({ status: 429, body: { ...title('rate/limited'), field: '/email' } });
  });
});

describe('letters from one place', () => {
  it('are counted by the hour, whoever asks for them', async () => {
    const headers = { ...vera.headers, 'x-forwarded-for': '198.51.100.7' };
    for (let count = 0; count < 30; count += 1) await tell('nonsense', { headers });
    expect(await tell(address(), { headers })).toMatchObject({ status: 429, body: title('rate/limited') });
    expect((await tell(address())).status).toBe(200);
  });
});

describe('an address that the host vouches for', () => {
  it('is used without asking', async () => {
    const { secret } = (await inHouse((tx) => tx`select secret from site`))[0] as { secret: string };
    const user = await new SignJWT({
      sub: 'mia',
      aud: house.siteKey,
      exp: clock.now() / 1000 + 600,
      email: 'mia@host.test',
    })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(secret));
    const visit = await test.call(null, 'POST', '/v1/visits', { site: house.siteKey, user });
    const headers = { origin: pageOrigin, authorization: `Bearer ${visit.body.token}` };
    vera = { id: visit.body.visitorId, organisationId: house.organisationId, headers };
    request = await ask(vera);
    expect((await tell()).body).toEqual({ email: 'mia@host.test', isVerified: true });
    expect((await tell('Mia@host.test')).body).toEqual({ email: 'Mia@host.test', isVerified: true });
  });
});

describe('a request', () => {
  const state = async () =>
    (await inHouse((tx) => tx`select state from help_request where id = ${request.id}`))[0]!.state;
  const expire = () => test.app.platform.db.asSystem('test', (tx) => expireGone(test.app.platform, tx, goneAfterMs));
  const isOffered = async () =>
    (await inHouse((tx) => claimWaiting(tx, clock.now(), 10, []))).some(({ id }) => id === request.id);

  it('is kept for half an hour while its address is not verified, and nobody is sent meanwhile', async () => {
    await tell(address());
    expect(await isOffered()).toBe(true);
    clock.advance(goneAfterMs + 1);
    await expire();
    expect(await state()).toBe('queued');
    expect(await isOffered()).toBe(false);
    clock.advance(30 * 60_000);
    await expire();
    expect(await state()).toBe('expired');
  });

  it('waits for whoever verified, whether or not their page is there, until they want no more letters', async () => {
    await tell(address());
    const token = secretOf((await letters(1))[0]!);
    await link(token, '/verify');
    const ada = await house.signInAs('expert', 'Ada');
    clock.advance(7 * 86_400_000);
    await expire();
    expect(await state()).toBe('queued');
    expect(await isOffered()).toBe(true);
    const queue = await test.call(ada, 'GET', '/v1/queue');
    expect(queue.body.items).toMatchObject([{ requestId: request.id, isAnsweredByEmail: true }]);
    expect(JSON.stringify(queue.body)).not.toContain('lang.test');
    expect((await link(token, '/stop')).body).toMatchObject({ isStopped: true });
    await expire();
    expect(await state()).toBe('expired');
  });

  it('goes with the page again once its person says so there', async () => {
    await tell(address());
    expect((await test.call(vera, 'DELETE', `/v1/help-requests/${request.id}/email`)).status).toBe(204);
    expect((await follow()).email).toBeUndefined();
    clock.advance(goneAfterMs + 1);
    await expire();
    expect(await state()).toBe('expired');
    expect(await tell(address())).toMatchObject({ status: 409, body: title('help-request/over') });
  });

  it('of somebody else is none', async () => {
    const other = await house.visitor();
    expect(await tell(address(), other)).toMatchObject({ status: 404, body: title('help-request/not-found') });
  });
});

describe('where the server sends no mail', () => {
  it('says so, and the page knows before', async () => {
    const { mail } = test.app.platform;
    const config = () => test.call(null, 'GET', `/v1/config?site=${house.siteKey}`);
    expect((await config()).body.canMail).toBe(true);
    Object.assign(mail, { canSend: false });
    expect((await config()).body.canMail).toBeUndefined();
    expect(await tell(address())).toMatchObject({ status: 503, body: title('mail/unavailable') });
    Object.assign(mail, { canSend: true });
  });
});

describe('personal data', () => {
  it('is exported, and goes with the person, as do links', async () => {
    const email = address();
    await tell(email);
    const token = secretOf((await letters(1))[0]!);
    await inHouse(
      (tx) => tx`
        insert into email_received (id, organisation_id, thread_id, mail_hash, received_at, state, body)
        select id, organisation_id, id, '\\x00', now(), 'waiting', 'Meanwhile I found this' from email_thread`,
    );
    const data = await test.call(vera, 'GET', '/v1/me/data');
    expect(data.body.channels.email).toMatchObject([
      { requestId: request.id, address: email, verifiedAt: null, answersNobodyHasRead: ['Meanwhile I found this'] },
    ]);
    await test.call(vera, 'DELETE', '/v1/me/data');
    const left = await inHouse(async (tx) => [
      ...(await tx`select 1 from email_thread`),
      ...(await tx`select 1 from email_sent`),
      ...(await tx`select 1 from visitor_key where visitor_id = ${vera.id}`),
    ]);
    expect(left).toEqual([]);
    expect((await link(token)).status).toBe(401);
  });

  it('moves with a person who turns out to be one', async () => {
    await tell(address());
    const older = await house.visitor();
    const { db, outbox } = test.app.platform;
    const event = await db.withOrganisation(house.organisationId, (tx) =>
      outbox.emit(tx, 'visitor.merged', house.organisationId, { visitorId: older.id, mergedId: vera.id }),
    );
    await outbox.delivered(event);
    await vi.waitFor(async () => {
      const threads = await inHouse((tx) => tx`select visitor_id from email_thread`);
      expect(threads).toEqual([{ visitorId: older.id }]);
    });
  });
});
