import type { Issue } from '@harmony-live/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../../../../test/fixtures/until.ts';
import type { Tx } from '../../platform/database/index.ts';
import { buildTestApp, type TestApp, type TestWorkspace } from '../../../test/app.ts';
import { createGrouping } from './grouping.ts';
import { deleteIssuesBefore } from './store.ts';

let test: TestApp;
let house: TestWorkspace;
let lead: Awaited<ReturnType<TestWorkspace['signInAs']>>;

beforeAll(async () => {
  test = await buildTestApp();
}, 60_000);
afterAll(() => test.close());
beforeEach(async () => {
  house = await test.workspace(`House ${test.app.platform.clock.newId()}`);
  lead = await house.signInAs('coordinator');
});

const signal = (more: object = {}) => ({
  ...{ id: test.app.platform.clock.newId(), kind: 'error.uncaught', at: new Date().toISOString() },
  ...{ page: '/invoices/:id', message: 'Error: no answer', fingerprint: '0123456789abcd', count: 1, weight: 12 },
  ...more,
});
const somebody = async () => {
  const visitor = await house.visitor();
  const ask = async (method: 'POST' | 'DELETE', url: string, payload?: object) => {
    const answer = await test.app.inject({ method, url, headers: visitor.headers, ...(payload && { payload }) });
    expect(answer.statusCode).toBeLessThan(300);
  };
  await ask('POST', '/v1/consent', { purposes: { detect: true }, how: 'api' });
  return {
    id: visitor.id,
    send: (...signals: object[]) => ask('POST', '/v1/signals', { sentAt: new Date().toISOString(), signals }),
    erase: () => ask('DELETE', '/v1/me/data'),
  };
};
const waiting = () =>
  test.app.platform.db.asSystem(
    'test: what waits',
    (tx) => tx`select from signal_waiting where site_id = ${house.siteId}`,
  );
/** Has signals grouped once more. */
const putBack = (tx: Tx) => tx`
  insert into signal_waiting (organisation_id, site_id, received_at, visitor_id, signal_id)
  select organisation_id, site_id, received_at, visitor_id, id from signal
  where site_id = ${house.siteId} and message is not null and message <> 'Error: no answer'`;
const settled = () => until(async () => (await waiting()).length === 0);
const ask = async (query = '', who = lead) =>
  test.app.inject({ method: 'GET', url: `/v1/insights/issues${query}`, headers: who.headers });
const issues = async (query = ''): Promise<Issue[]> => (await ask(query)).json<{ items: Issue[] }>().items;

describe('issues', () => {
  it('put together what people met of one problem, with counts, people, pages and days', async () => {
    const [anna, zoe] = [await somebody(), await somebody()];
    await anna.send(
      signal({ message: 'Error: user anna has no invoice', count: 2 }),
      signal({ message: 'Error: user anna has no invoice', page: '/home' }),
      signal({ kind: 'click.error', message: 'Error: user anna has no invoice' }),
      signal({ kind: 'click.rage', message: undefined }),
    );
    await zoe.send(
      signal({ message: 'Error: user zoe has no invoice', fingerprint: 'abcdabcdabcdab', kind: 'error.console' }),
      signal({ message: 'Error: disk full' }),
    );
    await settled();
    const found = await issues();
    expect(found.map(({ template }) => template).toSorted()).toEqual([
      'Error: disk full',
      'Error: user ‹*› has no invoice',
    ]);
    expect(found.find(({ template }) => template.includes('invoice'))).toMatchObject({
      ...{ state: 'open', siteId: house.siteId, fingerprint: '0123456789abcd', count: 4, clicks: 1, people: 2 },
      pages: [
        { page: '/invoices/:id', count: 3 },
        { page: '/home', count: 1 },
      ],
      ...{ days: [{ count: 4 }], place: null, article: null },
    });
  });

  it('keep places of the code apart, whatever their minifier and their release', async () => {
    const anna = await somebody();
    const at = (frames: string) => signal({ data: { frames } });
    await anna.send(at('save /a-1b2c3d4e.js|go /x.js'), at('save /a-9z8y7x6w.js|go /x.js'), at('load /a-1b2c3d4e.js'));
    await settled();
    const found = await issues();
    expect(found.map(({ place, count }) => `${place}: ${count}`).toSorted()).toEqual([
      'load /a-‹hash›.js: 1',
      'save /a-‹hash›.js: 2',
    ]);
  });

  it('are found again by a process that was not there when they began', async () => {
    const anna = await somebody();
    await anna.send(signal({ message: 'Error: user anna has no invoice' }));
    await settled();
    const { db, clock } = test.app.platform;
    const { organisationId, siteId } = house;
    const another = createGrouping({ db, clock });
    const again = () => db.withOrganisation(organisationId, (tx) => another(tx, { organisationId, siteId }));
    await db.asSystem('test: put back', putBack);
    await again();
    await anna.send(signal({ message: 'Error: user zoe has no invoice' }));
    await settled();
    await again();
    expect(await issues()).toMatchObject([{ template: 'Error: user ‹*› has no invoice', count: 3, people: 1 }]);
  });

  it('take nothing twice, and forget what a transaction that failed had learnt', async () => {
    const anna = await somebody();
    await anna.send(signal(), signal({ message: 'Error: disk full' }));
    await settled();
    const { db, clock } = test.app.platform;
    const { organisationId, siteId } = house;
    const group = createGrouping({ db, clock });
    await db.asSystem('test: put back', putBack);
    const failing = db.withOrganisation(organisationId, async (tx) => {
      await group(tx, { organisationId, siteId });
      throw new Error('too late');
    });
    await expect(failing).rejects.toThrow('too late');
    for (let again = 0; again < 3; again += 1) {
      await db.withOrganisation(organisationId, (tx) => group(tx, { organisationId, siteId }));
    }
    const counts = (await issues()).map(({ template, count }) => `${template}: ${count}`).toSorted();
    expect(counts).toEqual(['Error: disk full: 2', 'Error: no answer: 1']);
  });

  it('are the same when several processes group at once', async () => {
    const anna = await somebody();
    const { db, clock } = test.app.platform;
    const { organisationId, siteId } = house;
    const processes = [1, 2, 3].map(() => createGrouping({ db, clock }));
    const words = ['anna', 'zoe', 'max', 'kim', 'bo', 'lou'];
    await Promise.all([
      ...words.map((word) => anna.send(signal({ message: `Error: user ${word} has no invoice` }))),
      ...processes.map((group) => db.withOrganisation(organisationId, (tx) => group(tx, { organisationId, siteId }))),
    ]);
    await settled();
    expect(await issues()).toMatchObject([{ template: 'Error: user ‹*› has no invoice', count: 6, people: 1 }]);
  });

  it('count one person less when somebody erases everything, and go when nobody is left', async () => {
    const [anna, zoe] = [await somebody(), await somebody()];
    await anna.send(signal(), signal({ message: 'Error: mine alone' }));
    await zoe.send(signal());
    await settled();
    expect((await issues()).map(({ people }) => people).toSorted((a, b) => a - b)).toEqual([1, 2]);
    await anna.erase();
    expect(await issues()).toMatchObject([{ template: 'Error: no answer', count: 2, people: 1 }]);
    await zoe.send(signal({ message: 'Error: mine alone' }));
    await settled();
    expect(await issues()).toHaveLength(2);
  });

  it('count two visitors who were one as one', async () => {
    const [anna, zoe] = [await somebody(), await somebody()];
    await anna.send(signal());
    await zoe.send(signal(), signal({ message: 'Error: disk full' }));
    await settled();
    const { db, outbox } = test.app.platform;
    const event = await db.withOrganisation(house.organisationId, (tx) =>
      outbox.emit(tx, 'visitor.merged', house.organisationId, { visitorId: anna.id, mergedId: zoe.id }),
    );
    await outbox.delivered(event);
    expect((await issues()).map(({ people }) => people)).toEqual([1, 1]);
  });

  it('are known when an article answers one of their fingerprints', async () => {
    const anna = await somebody();
    await anna.send(
      signal({ message: 'Error: user anna has no invoice' }),
      signal({ message: 'Error: user zoe has no invoice', fingerprint: 'abcdabcdabcdab' }),
      signal({ message: 'Error: disk full' }),
    );
    await settled();
    const { clock, db, outbox } = test.app.platform;
    const articleId = clock.newId();
    const event = await db.withOrganisation(house.organisationId, async (tx) => {
      await tx`insert into article (id, organisation_id, state, language, title, body, model, embedding, source, version, created_at, updated_at)
        values (${articleId}, ${house.organisationId}, 'published', 'en', 'Make an invoice', 'Do.', 'none', ${[1]}::real[]::vector, 'hand', 1, now(), now())`;
      return outbox.emit(tx, 'article.published', house.organisationId, {
        ...{ articleId, fingerprints: ['abcdabcdabcdab'], title: 'Make an invoice' },
      });
    });
    await outbox.delivered(event);
    expect(await issues('?state=known')).toMatchObject([{ article: { id: articleId, title: 'Make an invoice' } }]);
    expect(await issues('?state=open')).toMatchObject([{ template: 'Error: disk full', state: 'open' }]);
  });

  it('are listed page by page, of one site, and gone when they were not seen for two weeks', async () => {
    const anna = await somebody();
    await anna.send(...['alpha', 'beta', 'gamma'].map((word) => signal({ message: `${word} broke` })));
    await settled();
    const { db } = test.app.platform;
    await db.asSystem(
      'test: long ago',
      (tx) => tx`update issue set last_at = last_at - interval '15 days'
        where site_id = ${house.siteId} and template = 'beta broke'`,
    );
    const first = (await ask('?limit=2')).json<{ items: Issue[]; next: string }>();
    const second = (await ask(`?limit=2&after=${first.next}`)).json<{ items: Issue[]; next: null }>();
    expect([...first.items, ...second.items].map(({ template }) => template).at(-1)).toBe('beta broke');
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
    expect(second.next).toBeNull();
    expect(await issues('?state=gone')).toMatchObject([{ template: 'beta broke', state: 'gone' }]);
    expect(await issues(`?site=${test.app.platform.clock.newId()}`)).toEqual([]);
  });

  it('are shown to those who lead and to auditors, and to nobody of another house', async () => {
    const anna = await somebody();
    await anna.send(signal());
    await settled();
    expect((await ask('', await house.signInAs('auditor'))).statusCode).toBe(200);
    expect((await ask('', await house.signInAs('expert'))).statusCode).toBe(403);
    const stranger = await (await test.workspace('Elsewhere')).signInAs('owner');
    expect((await ask('', stranger)).json()).toEqual({ items: [], next: null });
  });

  it('are forgotten, with whoever met them, past the time that signals are kept', async () => {
    const anna = await somebody();
    await anna.send(signal());
    await settled();
    const { db, clock } = test.app.platform;
    const forget = (before: number) =>
      db.asSystem('test: forget', (tx) => deleteIssuesBefore(tx, new Date(before), 100));
    await forget(clock.now() - 60_000);
    expect(await issues()).toHaveLength(1);
    await forget(clock.now() + 60_000);
    expect(await issues()).toEqual([]);
  });

  it('are at most so many pages wide', async () => {
    const anna = await somebody();
    await anna.send(...Array.from({ length: 130 }, (_, at) => signal({ page: `/page-${at}` })));
    await settled();
    const { db } = test.app.platform;
    const pages = await db.asSystem(
      'test: pages',
      (tx) => tx`select from issue_part p join issue i on i.id = p.issue_id
        where i.site_id = ${house.siteId} and p.kind = 'page'`,
    );
    expect(pages).toHaveLength(100);
    expect(await issues()).toMatchObject([{ count: 130 }]);
  });
});
