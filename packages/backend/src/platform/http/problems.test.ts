import { Writable } from 'node:stream';
import { problem } from '@harmony-live/protocol';
import Fastify, { LogController } from 'fastify';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { DatabaseError } from '../database/index.ts';
import { createLog, maskKeys } from '../log.ts';
import { problemReplies, toProblem, unreadableRequest } from './problems.ts';

const lines: Record<string, unknown>[] = [];
const sink = new Writable({
  write: (chunk, _encoding, done) => {
    lines.push(JSON.parse(String(chunk)) as Record<string, unknown>);
    done();
  },
});

const build = async (fail: () => unknown) => {
  lines.length = 0;
  const app = Fastify({
    loggerInstance: pino({ level: 'info' }, sink),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1000,
    frameworkErrors: unreadableRequest,
  });
  await app.register(problemReplies);
  app.post('/fail', async () => {
    throw fail();
  });
  return app;
};

describe('problems on their way out', () => {
  it('are logged once at info when they are expected', async () => {
    const app = await build(() => problem('assignment/taken', 'Grace took it.'));
    const answer = await app.inject({ method: 'POST', url: '/fail' });
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toEqual({
      type: 'urn:harmony:problem:assignment/taken',
      title: 'Somebody else took this a moment ago',
      status: 409,
      detail: 'Grace took it.',
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 30, code: 'assignment/taken', route: '/fail' });
  });

  it('tell nothing of what nobody expected, and log all of it once', async () => {
    const app = await build(() => new TypeError('cannot read secrets of undefined'));
    const answer = await app.inject({ method: 'POST', url: '/fail' });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('secrets');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 50,
      code: 'server/error',
      err: { message: 'cannot read secrets of undefined' },
    });
    expect(lines[0]!.reqId).toBeTruthy();
  });

  it.each([
    ['not JSON', '{ "a": ', 'application/json', 400, 'body/invalid'],
    ['empty', '', 'application/json', 400, 'body/invalid'],
    ['too large', `"${'x'.repeat(1000)}"`, 'application/json', 413, 'body/too-large'],
    ['of another type', '<a/>', 'application/xml', 415, 'file/type-refused'],
    ['with a prototype in it', '{"__proto__":{"a":1}}', 'application/json', 400, 'body/invalid'],
  ])('name a body that is %s', async (_what, payload, type, status, code) => {
    const app = await build(() => new Error('not reached'));
    const answer = await app.inject({ method: 'POST', url: '/fail', payload, headers: { 'content-type': type } });
    expect([answer.statusCode, answer.json<{ type: string }>().type]).toEqual([status, `urn:harmony:problem:${code}`]);
  });

  it.each(['/nowhere', '/fail/%', '/%c0%ae', '/a'.repeat(2000)])('say route/not-found for %s', async (url) => {
    const app = await build(() => new Error('not reached'));
    const answer = await app.inject({ method: 'POST', url });
    expect([answer.statusCode, answer.json<{ type: string }>().type]).toEqual([
      404,
      'urn:harmony:problem:route/not-found',
    ]);
  });

  it('say when the database is gone, and when to try again', () => {
    const gone = new DatabaseError('database/unavailable', 'It is away.', 'Start it.');
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    for (const error of [gone, refused]) {
      expect(toProblem(error).answer).toMatchObject({
        code: 'database/unavailable',
        status: 503,
        extras: { retryAfterMs: 2000 },
      });
    }
    const ours = new DatabaseError('database/nested-transaction', 'Inside another.', 'Pass it on.');
    expect(toProblem(ours)).toMatchObject({ answer: { code: 'server/error' }, isExpected: false });
  });
});

describe('the log', () => {
  it('shows of a key its kind and last four characters, wherever it stands', () => {
    expect(maskKeys('{"url":"/v1/config?site=pk_live_4f9aXY21","msg":"sk_abcdefgh1234 and ak_zz9876"}')).toBe(
      '{"url":"/v1/config?site=pk_…XY21","msg":"sk_…1234 and ak_…9876"}',
    );
  });

  it('shows no credentials', () => {
    lines.length = 0;
    const log = createLog({ isDemo: false, logLevel: 'info' }, sink);
    log.info(
      {
        headers: { authorization: 'Bearer abc', cookie: 'c=1' },
        body: { password: 'pw', token: 't' },
        key: 'pk_live_0123456789',
      },
      'hi',
    );
    const text = JSON.stringify(lines[0]);
    for (const secret of ['Bearer abc', 'c=1', '"pw"', '"t"', 'pk_live_0123456789']) expect(text).not.toContain(secret);
    expect(text).toContain('pk_…6789');
  });
});
