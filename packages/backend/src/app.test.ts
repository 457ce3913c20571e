import { routeAccess } from '@harmony-live/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../test/app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp();
}, 60_000);
afterAll(() => test.close());

const get = (url: string, headers: Record<string, string> = {}) => test.app.inject({ url, headers });
const policyOf = async (url: string) => String((await get(url)).headers['content-security-policy']);

describe('the API’s document', () => {
  it('lists every row of the role table with who may call it', async () => {
    const document = (await get('/docs/json')).json<{
      openapi: string;
      paths: Record<string, Record<string, { 'x-roles'?: string[] }>>;
    }>();
    expect(document.openapi).toBe('3.1.0');
    const listed = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => [
        `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
        operation['x-roles'],
      ]),
    );
    expect(Object.fromEntries(listed)).toEqual(routeAccess);
  });

  it('can be read by people, with scripts from files alone', async () => {
    expect((await get('/docs/')).body).toContain('swagger-ui');
    expect(await policyOf('/docs/')).toContain("script-src 'self';");
  });
});

describe('probes', () => {
  it('tell that the process lives, that it can work, and how it does', async () => {
    expect((await get('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await get('/readyz')).json()).toEqual({ status: 'ok', database: 'ok', bus: 'ok' });
    const { body } = await get('/metrics');
    expect(body).toContain(
      'harmony_http_request_duration_seconds_bucket{le="0.005",method="GET",route="/healthz",status="200"}',
    );
    expect(body).toContain('harmony_live_connections 0');
    expect(body).toMatch(/harmony_outbox_unsent \d+/);
  });
});

describe('pages', () => {
  it('begin with one that links to the rest', async () => {
    const { body, headers } = await get('/');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    for (const path of ['/demo/', '/console/', '/demo/mail/', '/docs/']) expect(body).toContain(`href="${path}"`);
  });

  it('of the demo carry the script tag, and nothing is put into them', async () => {
    const { body } = await get('/demo/');
    expect(body).toContain('<script async src="/harmony.js" data-site="pk_demo"></script>');
    expect(await policyOf('/demo/')).toContain("require-trusted-types-for 'script'");
    for (const file of ['/demo/README.md', '/demo/package.json', '/demo/..%2f..%2fpackage.json']) {
      expect((await get(file)).statusCode).toBe(404);
    }
  });

  it('of the console load from our own origin alone, in no frame', async () => {
    const policy = await policyOf('/console/queue');
    for (const part of ["default-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"])
      expect(policy).toContain(part);
    expect(policy).not.toContain('unsafe');
  });

  it('show demo mail with its address before its links, newest first, as text', async () => {
    const { mail } = test.app.platform;
    await mail.send({
      to: 'a@example.test',
      subject: 'First',
      text: 'Press http://localhost/a?b=1&c=2 soon.',
      link: 'http://localhost/a?b=1&c=2',
    });
    await mail.send({ to: 'b@example.test', subject: '<script>alert(1)</script>', text: 'Bye' });
    const { body } = await get('/demo/mail/');
    const articles = body.split('<article>').slice(1);
    expect(articles[0]).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(body).not.toContain('<script');
    expect(articles[1]!.indexOf('a@example.test')).toBeLessThan(
      articles[1]!.indexOf('<a href="http://localhost/a?b=1&amp;c=2">'),
    );
  });

  it('of the demo fail the way they are meant to', async () => {
    const send = await test.app.inject({ method: 'POST', url: '/demo/api/invoices/2041/send' });
    expect(send.statusCode).toBe(500);
    const add = await test.app.inject({ method: 'POST', url: '/demo/api/customers', payload: { name: 'A' } });
    expect([add.statusCode, add.json()]).toEqual([422, { error: 'Validation failed' }]);
  });
});

describe('outside the demo', () => {
  it('there is no demo', async () => {
    const production = await buildTestApp({ config: { isDemo: false } });
    const ask = async (url: string) => (await production.app.inject({ url })).statusCode;
    expect(await Promise.all(['/demo/', '/demo/mail/', '/demo/api/customers'].map(ask))).toEqual([404, 404, 404]);
    expect((await production.app.inject({ url: '/' })).body).not.toContain('/demo/');
    expect(production.app.platform.mail.canSend).toBe(false);
    await production.close();
  }, 60_000);
});
