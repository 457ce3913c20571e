import { expect, test } from 'vitest';
import { createHttp } from './http.ts';
import { createFakeTimers, settle } from './world.fixture.ts';

type Answer = { status: number; body?: unknown; headers?: Record<string, string> } | 'no network';

const problem = (code: string, status: number, more: object = {}): Answer => ({
  status,
  body: { type: `urn:harmony:problem:${code}`, title: code, status, detail: `about ${code}`, ...more },
});

const setUp = (answers: Answer[], token: string | null = null) => {
  const timers = createFakeTimers();
  const calls: { url: string; init: RequestInit }[] = [];
  let current = token;
  let renewals = 0;
  const http = createHttp({
    baseUrl: 'https://help.test',
    timers,
    getToken: () => current,
    renewToken: async () => {
      renewals += 1;
      current = `fresh-${renewals}`;
      return true;
    },
    fetch: async (url, init) => {
      calls.push({ url: url as string, init: init! });
      const answer = answers[Math.min(calls.length, answers.length) - 1]!;
      if (answer === 'no network') throw new TypeError('failed to fetch');
      const body =
        answer.body === undefined ? null : typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
      return new Response(body, {
        status: answer.status,
        ...(answer.headers === undefined ? {} : { headers: answer.headers }),
      });
    },
  });
  return { http, calls, timers, renewals: () => renewals };
};
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('it succeeded'),
    (error: unknown) => error,
  );

test('sends JSON with the token and gives the answer’s JSON', async () => {
  const { http, calls } = setUp([{ status: 200, body: { id: 'x' } }], 'secret');
  expect(await http.post('/v1/things', { a: 1 })).toEqual({ id: 'x' });
  expect(calls[0]).toMatchObject({
    url: 'https://help.test/v1/things',
    init: {
      method: 'POST',
      body: '{"a":1}',
      headers: { authorization: 'Bearer secret', 'content-type': 'application/json' },
    },
  });
});

test('a call without a body sends no content type, and 204 is undefined', async () => {
  const { http, calls } = setUp([{ status: 204 }]);
  expect(await http.delete('/v1/things/1')).toBeUndefined();
  expect(calls[0]!.init).toMatchObject({ method: 'DELETE', headers: {} });
  expect(calls[0]!.init.body).toBeUndefined();
});

test('a problem document becomes a problem with all its parts', async () => {
  const { http } = setUp([problem('body/invalid', 400, { field: '/email', reason: 'must be a valid email' })]);
  expect(await failureOf(http.put('/v1/x', {}))).toMatchObject({
    code: 'body/invalid',
    status: 400,
    detail: 'about body/invalid',
    field: '/email',
    reason: 'must be a valid email',
  });
});

test('a page of a proxy is a server error with its status', async () => {
  const { http } = setUp([{ status: 418, body: '<html>' }]);
  expect(await failureOf(http.get('/v1/x'))).toMatchObject({ code: 'server/error', status: 418 });
});

test('reading is tried three times in all on network trouble', async () => {
  const { http, calls, timers } = setUp(['no network']);
  const failure = failureOf(http.get('/v1/x'));
  await timers.pass(5_000);
  expect(await failure).toMatchObject({ code: 'network/unreachable', status: 0 });
  expect(calls).toHaveLength(3);
});

test('what is written is tried again only if its clientId makes that safe', async () => {
  const unsafe = setUp(['no network', { status: 200, body: {} }]);
  expect(await failureOf(unsafe.http.post('/v1/x', { a: 1 }))).toMatchObject({ code: 'network/unreachable' });
  const safe = setUp(['no network', { status: 200, body: { ok: true } }]);
  const answer = safe.http.post('/v1/x', { clientId: 'c' });
  await safe.timers.pass(1_000);
  expect(await answer).toEqual({ ok: true });
});

test('waits as long as Retry-After says, and not at all where that is too long', async () => {
  const busy = (headers: Record<string, string>): Answer =>
    ({ ...(problem('server/busy', 503) as object), headers }) as Answer;
  const { http, calls, timers } = setUp([busy({ 'retry-after': '3' }), { status: 200, body: 1 }]);
  const answer = http.get('/v1/x');
  await timers.pass(2_900);
  expect(calls).toHaveLength(1);
  await timers.pass(200);
  expect(await answer).toBe(1);
  const long = setUp([busy({ 'retry-after': '600' })]);
  expect(await failureOf(long.http.get('/v1/x'))).toMatchObject({ code: 'server/busy', retryAfterMs: 600_000 });
});

test('an expired token is renewed once for all who wait, and the calls go again', async () => {
  const expired = problem('token/expired', 401);
  const { http, calls, renewals } = setUp([expired, expired, { status: 200, body: 1 }], 'old');
  expect(await Promise.all([http.post('/v1/a', {}), http.post('/v1/b', {})])).toEqual([1, 1]);
  expect(renewals()).toBe(1);
  expect(calls.slice(2).map(({ init }) => (init.headers as Record<string, string>).authorization)).toEqual([
    'Bearer fresh-1',
    'Bearer fresh-1',
  ]);
});

test('a token that is expired again after renewing is the caller’s problem', async () => {
  const { http, renewals } = setUp([problem('token/expired', 401)], 'old');
  expect(await failureOf(http.get('/v1/a'))).toMatchObject({ code: 'token/expired' });
  expect(renewals()).toBe(1);
});

test('an aborted call throws the reason and tries no more', async () => {
  const { http, calls, timers } = setUp(['no network']);
  const stop = new AbortController();
  const failure = failureOf(http.get('/v1/x', { signal: stop.signal }));
  await settle();
  stop.abort(new Error('changed my mind'));
  await timers.pass(10_000);
  expect(await failure).toMatchObject({ message: 'changed my mind' });
  expect(calls).toHaveLength(1);
});
