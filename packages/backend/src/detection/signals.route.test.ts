import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildTestApp, pageOrigin, type TestApp, type TestWorkspace } from '../../test/app.ts';

let test: TestApp;
let house: TestWorkspace;
let visitor: Awaited<ReturnType<TestWorkspace['visitor']>>;

beforeAll(async () => {
  test = await buildTestApp();
  house = await test.workspace();
}, 60_000);
afterAll(() => test.close());
beforeEach(async () => {
  visitor = await house.visitor();
});

const agree = (isGranted: boolean) =>
  test.app.inject({
    method: 'POST',
    url: '/v1/consent',
    headers: visitor.headers,
    payload: { purposes: { detect: isGranted }, how: 'api' },
  });
const signal = (more: object = {}) => ({
  ...{ id: test.app.platform.clock.newId(), kind: 'click.rage', at: new Date().toISOString(), page: '/invoices/:id' },
  ...{ target: { tag: 'button', selector: 'button#save' }, fingerprint: '0123456789abcd', count: 3, weight: 45 },
  ...more,
});
const batch = (...signals: unknown[]) => ({ sentAt: new Date().toISOString(), signals });
const send = async (payload: object | string, headers: Record<string, string> = visitor.headers) => {
  const answer = await test.app.inject({ method: 'POST', url: '/v1/signals', headers, payload });
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
};
const beacon = { origin: pageOrigin, 'content-type': 'text/plain' };

describe('signals', () => {
  it('are refused before the person has agreed, and after they have withdrawn', async () => {
    expect(await send(batch(signal()))).toMatchObject({
      status: 403,
      body: { type: 'urn:harmony:problem:consent/missing' },
    });
    await agree(true);
    expect((await send(batch(signal()))).status).toBe(202);
    await agree(false);
    expect((await send(batch(signal()))).status).toBe(403);
  });

  it('are stored once, however often they come', async () => {
    await agree(true);
    const [one, two] = [signal(), signal()];
    expect((await send(batch(one, two))).body).toEqual({ accepted: 2, duplicates: 0, rejected: [] });
    expect((await send(batch(one, signal(), { ...two, id: two.id.toUpperCase() }))).body).toMatchObject({
      accepted: 1,
      duplicates: 2,
    });
    const { db } = test.app.platform;
    const events = await db.asSystem(
      'test: events',
      (tx) => tx<{ count: number }[]>`
      select (visit ->> 'count')::integer as count from outbox, jsonb_array_elements(payload -> 'visits') as visit
      where type = 'signals.received' and visit ->> 'visitorId' = ${visitor.id} order by id`,
    );
    expect(events.map(({ count }) => count)).toEqual([2, 1]);
  });

  it('that reuse an id for something else are rejected, in whichever batch', async () => {
    await agree(true);
    const one = signal({ message: 'Error: no answer', data: { tries: 2 } });
    await send(batch(one));
    const { body } = await send(
      batch(signal(), { ...one, count: 4 }, { ...one, at: new Date(Date.now() - 5_000).toISOString() }),
    );
    expect(body).toEqual({
      accepted: 1,
      duplicates: 0,
      rejected: [
        { index: 1, error: expect.anything() },
        { index: 2, error: expect.anything() },
      ],
    });
    const again = await send(batch({ ...one, at: new Date(Date.now() - 5_000).toISOString() }));
    expect(again.body).toEqual({ accepted: 0, duplicates: 1, rejected: [] });
    const other = await send(batch({ ...one, page: '/other' }));
    expect(other.body).toMatchObject({ accepted: 0, duplicates: 0, rejected: [{ index: 0, error: { field: '/id' } }] });
  });

  it('with what no database stores are rejected, not failed on', async () => {
    await agree(true);
    const { status, body } = await send(batch(signal({ message: 'a\0b' }), signal({ page: '/\ud800' }), signal()));
    expect(status).toBe(202);
    expect(body).toMatchObject({
      accepted: 1,
      rejected: [{ error: { field: '/message' } }, { error: { field: '/page' } }],
    });
  });

  it('of many pages at once are answered each by itself', async () => {
    const others = await Promise.all(Array.from({ length: 12 }, () => house.visitor()));
    const agreed = others.filter((_, at) => at % 3 !== 0);
    const consent = { purposes: { detect: true }, how: 'api' };
    await Promise.all(
      agreed.map(({ headers }) => test.app.inject({ method: 'POST', url: '/v1/consent', headers, payload: consent })),
    );
    const answers = await Promise.all(
      others.map(async ({ headers }, at) => {
        const one = signal({ id: test.app.platform.clock.newId() });
        const answer = await send(
          batch(one, ...Array.from({ length: at }, () => signal()), { ...one, count: 9 }),
          headers,
        );
        return [answer.status, answer.body.accepted, answer.body.rejected?.length];
      }),
    );
    expect(answers).toEqual(others.map((_, at) => (at % 3 === 0 ? [403, undefined, undefined] : [202, at + 1, 1])));
  });

  it('of one page that come twice at once are stored once', async () => {
    await agree(true);
    const one = batch(signal(), signal());
    const answers = await Promise.all([send(one), send(one), send(one)]);
    expect(answers.map(({ body }) => body.accepted).toSorted((a, b) => a - b)).toEqual([0, 0, 2]);
    expect(answers.map(({ body }) => body.duplicates).toSorted((a, b) => a - b)).toEqual([0, 2, 2]);
  });

  it('are judged one by one', async () => {
    await agree(true);
    const { status, body } = await send(batch(signal(), signal({ count: 'three' }), null));
    expect(status).toBe(202);
    expect(body).toMatchObject({ accepted: 1, rejected: [{ index: 1, error: { field: '/count' } }, { index: 2 }] });
  });

  it('come as text with the token in the body, as a page sends them that is being left', async () => {
    await agree(true);
    const text = JSON.stringify({ token: visitor.token, ...batch(signal()) });
    const answer = await send(text, beacon);
    expect(answer).toMatchObject({ status: 202, body: { accepted: 1 } });
    expect(answer.headers['access-control-allow-origin']).toBe(pageOrigin);
  });

  it.each([
    ['no token', () => JSON.stringify(batch(signal())), 401],
    ['a token that nobody gave', () => JSON.stringify({ token: 'a.b.c', ...batch(signal()) }), 401],
    ['no JSON', () => 'hello', 400],
    [
      'too much',
      () => JSON.stringify({ token: visitor.token, ...batch(signal({ message: 'x'.repeat(70_000) })) }),
      413,
    ],
  ])('with %s are refused', async (_, text, status) => {
    await agree(true);
    expect((await send(text(), beacon)).status).toBe(status);
  });

  it('of another site’s page are refused', async () => {
    const text = JSON.stringify({ token: visitor.token, ...batch(signal()) });
    expect((await send(text, { ...beacon, origin: 'https://elsewhere.example' })).status).toBe(403);
  });

  it('are in the person’s export, and gone after they had everything erased', async () => {
    await agree(true);
    await send(batch(signal()));
    const mine = () => test.app.inject({ method: 'GET', url: '/v1/me/data', headers: visitor.headers });
    expect((await mine()).json().detection.signals).toMatchObject([{ kind: 'click.rage', count: 3 }]);
    const erased = await test.app.inject({ method: 'DELETE', url: '/v1/me/data', headers: visitor.headers });
    expect(erased.statusCode).toBe(204);
    const { db } = test.app.platform;
    const left = await db.asSystem(
      'test: what is left',
      (tx) => tx`select from signal where visitor_id = ${visitor.id}`,
    );
    expect(left).toHaveLength(0);
  });
});
