import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildTestApp, pageOrigin, type TestApp, type TestWorkspace } from '../../test/app.ts';
import { requestsPerMinute } from '../platform/http/rates.ts';
import { pageReports, somebodyOn } from './detection.fixture.ts';

let test: TestApp;
let house: TestWorkspace;
let ana: Awaited<ReturnType<typeof somebodyOn>>;
let page: ReturnType<typeof pageReports>;

beforeAll(async () => {
  // The limits of production: the demo's are ten times as wide.
  test = await buildTestApp({ config: { rateFactor: 1 } });
  house = await test.workspace();
  page = pageReports(test);
}, 60_000);
afterAll(() => test.close());
beforeEach(async () => {
  ana = await somebodyOn(test, house);
});

const post = async (payload: string, type: 'application/json' | 'text/plain', url = '/v1/signals') => {
  const headers = { ...ana.headers, 'content-type': type };
  const answer = await test.app.inject({ method: 'POST', url, headers, payload });
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json(), headers: answer.headers };
};
const types = ['application/json', 'text/plain'] as const;
const text = (lists: object) => JSON.stringify({ sentAt: page.iso(), signals: [], ...lists });
const broken = ['half \ud83d', '\udc00', 'a\0b'];
const stored = async () =>
  test.app.platform.db.asSystem(
    'test: signals',
    (tx) => tx<{ data: Record<string, unknown> }[]>`select data from signal where visitor_id = ${ana.id}`,
  );

describe('a body', () => {
  it.each([
    ...['', 'hello', '{"sentAt":', '[]', '1', 'null', '""', '{}', '\ud800', '{"signals":{}}', '{"a":NaN}'],
    ...[
      '['.repeat(30_000),
      `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
      `${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`,
    ],
  ])('that is no batch is refused, as JSON and as text: %.20s', async (payload) => {
    for (const type of types) {
      const { status, body } = await post(payload, type);
      expect([status, body.type], type).toEqual([400, 'urn:harmony:problem:body/invalid']);
      expect(body.reason, type).not.toBe('');
    }
  });

  it('that is deep where anything may stand is judged like anything else', async () => {
    const deep = `${'['.repeat(15_000)}${']'.repeat(15_000)}`;
    const { status, body } = await post(
      `{"sentAt":"${page.iso()}","signals":[${deep}],"struggles":[{"reasons":${deep}}]}`,
      'text/plain',
    );
    expect(status).toBe(202);
    expect(body).toMatchObject({ accepted: 0, rejected: [{ index: 0 }, { list: 'struggles', index: 0 }] });
  });

  it('with names that give prototypes is refused, as JSON and as text', async () => {
    for (const type of types) {
      for (const name of ['"__proto__":{"isDemo":true}', '"constructor":{"prototype":{"isDemo":true}}']) {
        const one = text({ signals: [page.signal({ data: {} })] });
        for (const payload of [one.replace('"data":{}', `"data":{${name}}`), one.replace('{', `{${name},`)]) {
          expect((await post(payload, type)).status, payload).toBe(400);
        }
      }
    }
    expect({}).not.toHaveProperty('isDemo');
    expect(await stored()).toEqual([]);
  });

  it('may use words that JavaScript uses otherwise', async () => {
    const data = { constructor: 'Cart', toString: 1, hasOwnProperty: true, valueOf: 'x' };
    const reasons = [{ code: 'constructor', params: { valueOf: 1, toString: 'x' } }];
    const answer = await ana.send({ signals: [page.signal({ data })], struggles: [page.struggle({ reasons })] });
    expect(answer.body).toEqual({ accepted: 2, duplicates: 0, rejected: [] });
    expect((await stored()).map((row) => row.data)).toEqual([data]);
    const mine = await ana.ask('GET', '/v1/me/data');
    expect(mine.body.detection.struggles).toMatchObject([{ reasons }]);
  });
});

describe('text that no database stores', () => {
  it.each(broken)('is named by its field in signals, struggles and offers: %j', async (bad) => {
    const target = { tag: 'b', selector: 'b' };
    const { status, body } = await post(
      text({
        signals: [
          ...[
            { message: bad },
            { page: bad },
            { target: { ...target, selector: bad } },
            { target: { ...target, label: bad } },
          ],
          ...[{ target: { ...target, tag: bad } }, { data: { a: bad } }, { data: { [bad]: 1 } }],
        ].map((more) => page.signal(more)),
        struggles: [
          ...[{ page: bad }, { target: { ...target, role: bad } }, { reasons: [{ code: bad, params: {} }] }],
          ...[{ reasons: [{ code: 'a', params: { a: bad } }] }, { reasons: [{ code: 'a', params: { [bad]: 1 } }] }],
        ].map((more) => page.struggle(more)),
        offers: [page.offer({ page: bad }), page.offer({ ruleId: bad })],
      }),
      'application/json',
    );
    expect(status).toBe(202);
    expect(body.accepted).toBe(0);
    expect(body.rejected.map((one: { error: { field: string } }) => one.error.field)).toEqual([
      ...['/message', '/page', '/target/selector', '/target/label', '/target/tag', '/data/a', '/data'],
      ...['/page', '/target/role', '/reasons/0/code', '/reasons/0/params/a', '/reasons/0/params', '/page', '/ruleId'],
    ]);
  });

  it.each(broken)('is named by its field, or kept without it, wherever else a page says something: %j', async (bad) => {
    const clientId = test.app.platform.clock.newId();
    const site = house.siteKey;
    const bodies: [string, object][] = [
      ['/v1/visits', { site, release: bad }],
      ['/v1/visits', { site, visitorKey: bad.padEnd(20, 'x') }],
      ['/v1/visits', { site, consent: { state: 'on', how: bad, textVersion: bad } }],
      ['/v1/consent', { purposes: { learn: true }, how: bad }],
      ['/v1/help-requests', { clientId, text: bad, fields: { topic: bad }, topic: bad }],
      ['/v1/help-requests', { clientId, text: 'x', context: { app: { [bad]: bad } } }],
    ];
    for (const [url, body] of bodies) {
      const answer = await post(JSON.stringify(body), 'application/json', url);
      expect(answer.status, `${url} ${JSON.stringify(answer.body)}`).toBeLessThan(500);
      if (answer.status === 400) expect(answer.body.field).toMatch(/^\//);
    }
    for (const url of [`/v1/config?site=${encode(bad)}`, `/v1/articles/search?site=${site}&q=${encode(bad)}`]) {
      const answer = await test.app.inject({ url, headers: { origin: pageOrigin } });
      expect(answer.statusCode, url).toBeLessThan(500);
    }
  });
});

it('that the database refuses is the sender’s mistake, by its field', async () => {
  const visit = await post(JSON.stringify({ site: house.siteKey, release: 'a\0b' }), 'application/json', '/v1/visits');
  expect(visit).toMatchObject({ status: 400, body: { type: 'urn:harmony:problem:body/invalid', field: '/release' } });
  const config = await test.app.inject({ url: '/v1/config?site=%00', headers: { origin: pageOrigin } });
  expect([config.statusCode, config.json<{ field: string }>().field]).toEqual([400, '/site']);
});

/** As a browser writes it into an address: half a pair becomes U+FFFD. */
const encode = (bad: string): string => encodeURIComponent(bad.toWellFormed());

describe('too much', () => {
  it('is refused whole beyond 64 KB, and by field where one text is too long', async () => {
    const selector = (length: number) =>
      text({ signals: [page.signal({ target: { tag: 'b', selector: 'b'.repeat(length) } })] });
    expect((await post(selector(100_000), 'application/json')).status).toBe(413);
    expect((await post(selector(100_000), 'text/plain')).status).toBe(413);
    expect((await post(selector(50_000), 'application/json')).body).toMatchObject({
      ...{ accepted: 0, rejected: [{ index: 0, error: { field: '/target/selector' } }] },
    });
  });

  it('of signals at once is taken as long as it comes in few requests, and slowed down beyond that', async () => {
    const batch = () => ({ signals: Array.from({ length: 200 }, () => page.signal({ page: '/' })) });
    const taken = await Promise.all(Array.from({ length: 50 }, () => ana.send(batch())));
    expect(taken.reduce((sum, { body }) => sum + body.accepted, 0)).toBe(10_000);

    const one = () => post(text({ signals: [page.signal()] }), 'text/plain');
    // The agreement was a request, too.
    const within = await Promise.all(Array.from({ length: requestsPerMinute.visitor - 51 }, one));
    expect(new Set(within.map(({ status }) => status))).toEqual(new Set([202]));
    for (const { status, body, headers } of await Promise.all(Array.from({ length: 40 }, one))) {
      expect([status, body.type]).toEqual([429, 'urn:harmony:problem:rate/limited']);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
    const bo = await somebodyOn(test, house);
    expect((await bo.send({ signals: [page.signal()] })).status).toBe(202);
  });
});

describe('whatever else', () => {
  it('stands in the lists, it is answered item by item and never with a failure', async () => {
    const hostile = fc.oneof(
      fc.json({ maxDepth: 3 }).map((json) => JSON.parse(json) as unknown),
      fc.constantFrom(...broken, '2026-06-30T23:59:60Z', '0000-01-01T00:00:00Z', -0, 1e308, '', {}, [], null, true),
      fc.string({ unit: 'binary' }),
    );
    const change = fc.dictionary(
      fc.constantFrom(
        'id',
        'at',
        'startedAt',
        'page',
        'score',
        'agreedScore',
        'reasons',
        'target',
        'kind',
        'count',
        'fate',
        'answer',
      ),
      hostile,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(change, change, change), { minLength: 1, maxLength: 20 }), async (changes) => {
        const answer = await ana.send({
          signals: changes.map(([more]) => ({ ...page.signal(), ...more })),
          struggles: changes.map(([, more]) => ({ ...page.struggle(), ...more })),
          offers: changes.map(([, , more]) => ({ ...page.offer(), ...more })),
        });
        expect(answer.status).toBe(202);
        const { accepted, duplicates, rejected } = answer.body;
        expect(accepted + duplicates + rejected.length).toBe(3 * changes.length);
      }),
      { numRuns: 60, seed: 17 },
    );
  });
});
