import type { QueueItem } from '@harmony-live/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/fixtures/database.ts';
import { openHouse, type House } from '../matching/house.fixture.ts';
import { expireGone } from './create.ts';
import { goneAfterMs, headStartMs } from './help-request.ts';

type Queue = { items: QueueItem[]; next: string | null };

let database: TestDatabase;
let house: House;

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());
beforeEach(async () => {
  house = await openHouse(database.db);
}, 60_000);
afterEach(() => house.close());

const route = '/v1/help-requests';
const step = {
  kind: 'input' as const,
  at: '2026-03-02T09:00:00.000Z',
  target: { tag: 'input', selector: 'input#city' },
  count: 1,
};
const withStep = (over: object) => ({ context: { steps: [{ ...step, ...over }] } });
const sweep = () => database.db.asSystem('test', (tx) => expireGone(house.app.platform, tx, goneAfterMs));

describe('asking', () => {
  test('twice with the same id is the same request, and with other content is refused', async () => {
    const visitor = await house.visitor();
    const body = { clientId: crypto.randomUUID(), text: 'Help', context: { page: { path: '/a', title: 'A' } } };
    const first = await house.call(visitor, 'POST', route, body);
    expect(first).toMatchObject({ status: 201, body: { state: 'queued', position: 1, text: 'Help' } });
    const again = await house.call(visitor, 'POST', route, { ...body, context: { page: { title: 'A', path: '/a' } } });
    expect(again.body.id).toBe(first.body.id);
    const other = await house.call(visitor, 'POST', route, { ...body, text: 'Help!' });
    expect(other).toMatchObject({ status: 409, body: { type: 'urn:harmony:problem:key/reused', field: '/clientId' } });
  });

  test('again while waiting takes the place of the first request', async () => {
    const [visitor, other] = [await house.visitor(), await house.visitor()];
    const first = await house.ask(visitor, { text: 'It is broken' });
    await house.ask(other, {});
    const second = await house.ask(visitor, { text: 'The Save button is broken' });
    expect(second).toMatchObject({ position: 1, state: 'queued' });
    expect((await house.call(visitor, 'GET', `${route}/${first.id}`)).body.state).toBe('cancelled');
  });

  test('speaks the language of the body, else the visitor’s, else English', async () => {
    const expert = await house.expert('Ada');
    await house.ask(await house.visitor('de-AT'), { language: 'fr' });
    await house.ask(await house.visitor('de-AT'), {});
    const silent = await house.visitor();
    await database.db.asSystem('test', (tx) => tx`update visitor set locale = null where id = ${silent.visitorId}`);
    await house.ask(silent, {});
    const { items } = (await house.call<Queue>(expert, 'GET', '/v1/queue')).body;
    expect(items.map(({ language }) => language)).toEqual(['fr', 'de-AT', 'en']);
  });

  test.each([
    ['more context than 16 KB', { context: { app: { note: 'x'.repeat(17_000) } } }, 413, 'body/too-large', '/context'],
    ['an appointment without a time', { mode: 'scheduled' }, 400, 'body/invalid', '/slotAt'],
    ['a step of no known kind', withStep({ kind: 'key' }), 400, 'body/invalid', '/context/steps/0/kind'],
    ['a step that tells a query', withStep({ page: '/a?q=me' }), 400, 'body/invalid', '/context/steps/0/page'],
    ['a step that tells what was typed', withStep({ value: 'me' }), 400, 'body/invalid', '/context/steps/0/value'],
    ['a step without its time', withStep({ at: undefined }), 400, 'body/invalid', '/context/steps/0/at'],
    ['more than fifty steps', { context: { steps: Array(51).fill(step) } }, 400, 'body/invalid', '/context/steps'],
    ['context that no preview shows', { context: { cookies: 'a=b' } }, 400, 'body/invalid', '/context/cookies'],
    [
      'a page with more than was shown',
      { context: { page: { path: '/a', html: '<p>' } } },
      400,
      'body/invalid',
      '/context/page/html',
    ],
  ])('with %s is refused', async (_, over, status, code, field) => {
    const answer = await house.call(await house.visitor(), 'POST', route, {
      clientId: crypto.randomUUID(),
      text: '',
      ...over,
    });
    expect(answer).toMatchObject({ status, body: { type: `urn:harmony:problem:${code}`, field } });
  });

  test('keeps the steps that came along, scrubbed once more, for the person’s export too, until it is erased', async () => {
    const [visitor, sent] = [
      await house.visitor(),
      { ...step, target: { tag: 'a', selector: 'a#mail-to', label: 'Ask ana@quinta.pt' } },
    ];
    const error = { kind: 'error' as const, at: step.at, page: '/a', message: 'no mail to ana@quinta.pt', count: 2 };
    const request = await house.ask(visitor, { context: { steps: [sent, error] } });
    const kept = async () => {
      const [row] = await database.db.asSystem(
        'test',
        (tx) => tx`select context from help_request where id = ${request.id}`,
      );
      return row!.context;
    };
    const scrubbed = [
      { ...sent, target: { ...sent.target, label: 'Ask ‹e-mail›' } },
      { ...error, message: 'no mail to ‹e-mail›' },
    ];
    expect(await kept()).toEqual({ steps: scrubbed });
    const { personalData } = house.app.platform;
    const person = { organisationId: house.organisationId, visitorId: visitor.visitorId };
    await database.db.withOrganisation(house.organisationId, async (tx) => {
      expect(await personalData.export(tx, person)).toMatchObject({
        requests: { helpRequests: [{ context: { steps: scrubbed } }] },
      });
      await personalData.modules.find(({ name }) => name === 'requests')!.erase(tx, person);
    });
    expect(await kept()).toEqual({});
  });

  test('leaves a decision of the gate', async () => {
    const visitor = await house.visitor();
    await house.ask(visitor, {});
    const decisions = await database.db.asSystem(
      'test',
      (tx) => tx`
      select action, result from gate_decision where visitor_id = ${visitor.visitorId}`,
    );
    expect([...decisions]).toEqual([{ action: 'help-request.create', result: 'approved' }]);
  });
});

describe('a request', () => {
  test('of somebody else, of nobody and with no id at all is the same: not there', async () => {
    const request = await house.ask(await house.visitor(), {});
    const stranger = await house.visitor();
    const answers = [];
    for (const id of [request.id, crypto.randomUUID(), 'nonsense']) {
      answers.push(
        await house.call(stranger, 'GET', `${route}/${id}`),
        await house.call(stranger, 'DELETE', `${route}/${id}`),
      );
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ status: 404, body: { type: 'urn:harmony:problem:help-request/not-found' } });
  });

  test('that is cancelled twice stays cancelled, and lets those behind it move up', async () => {
    const [visitor, behind] = [await house.visitor(), await house.visitor()];
    const request = await house.ask(visitor, {});
    await house.ask(behind, {});
    const page = await house.connect(behind);
    expect(await page.next('request')).toMatchObject({ position: 2 });
    for (let n = 0; n < 2; n += 1) {
      expect((await house.call(visitor, 'DELETE', `${route}/${request.id}`)).body.state).toBe('cancelled');
    }
    expect(await page.next('request', ({ position }) => position === 1)).toMatchObject({ state: 'queued' });
  });

  test('expires when its visitor has been gone for two minutes, and not while their page is open', async () => {
    const [gone, here] = [await house.visitor(), await house.visitor()];
    const [left, kept] = [await house.ask(gone, {}), await house.ask(here, {})];
    house.clock.advance(goneAfterMs - 5_000);
    await house.connect(here);
    house.clock.advance(6_000);
    await sweep();
    await sweep();
    const states = await database.db.asSystem(
      'test',
      (tx) => tx<{ id: string; state: string }[]>`
      select id, state from help_request where id = any (${[left.id, kept.id]}::uuid[])`,
    );
    expect(Object.fromEntries(states.map(({ id, state }) => [id, state]))).toEqual({
      [left.id]: 'expired',
      [kept.id]: 'queued',
    });
  });

  test('is told to its visitor at every connection while it is open', async () => {
    const visitor = await house.visitor();
    const request = await house.ask(visitor, {});
    const page = await house.connect(visitor);
    expect(await page.next('request')).toMatchObject({ requestId: request.id, state: 'queued', reachable: 0 });
    await house.call(visitor, 'DELETE', `${route}/${request.id}`);
    await page.next('request', ({ state }) => state === 'cancelled');
    const later = await house.connect(visitor);
    expect(later.frames.map(({ frame }) => frame)).toEqual(['ok']);
  });
});

describe('the queue', () => {
  test('is read in its order, page by page, and counted for everybody in the console', async () => {
    const expert = await house.expert('Ada');
    const line = await house.connect(expert);
    await line.next('queue', ({ waiting }) => waiting === 0);
    await house.ask(await house.visitor(), { text: 'normal' });
    await house.ask(await house.visitor(), { text: 'flexible', urgency: 1 });
    await house.ask(await house.visitor(), {
      text: 'urgent',
      urgency: 3,
      context: { page: { path: '/invoices/:id' } },
    });
    await line.next('queue', ({ waiting }) => waiting === 3);
    const first = (await house.call<Queue>(expert, 'GET', '/v1/queue?limit=2')).body;
    const second = (await house.call<Queue>(expert, 'GET', `/v1/queue?limit=2&after=${first.next}`)).body;
    expect(first.items[0]).toMatchObject({ page: '/invoices/:id', visitorName: 'Vera', askingName: null });
    expect([...first.items, ...second.items].map(({ text }) => text)).toEqual(['urgent', 'normal', 'flexible']);
    expect(second.next).toBeNull();
  });

  test('lets whoever has waited for long go before the urgent, page by page too', async () => {
    const expert = await house.expert('Ada');
    const old = await house.ask(await house.visitor(), { text: 'flexible', urgency: 1 });
    const before = new Date(house.clock.now() - 2 * headStartMs - 1_000);
    await database.db.withOrganisation(
      house.organisationId,
      (tx) => tx`update help_request set queued_at = ${before} where id = ${old.id}`,
    );
    await house.ask(await house.visitor(), { text: 'urgent', urgency: 3 });
    await house.ask(await house.visitor(), { text: 'flexible, new', urgency: 1 });
    const texts: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const { body }: { body: Queue } = await house.call(
        expert,
        'GET',
        `/v1/queue?limit=1${after && `&after=${after}`}`,
      );
      texts.push(...body.items.map(({ text }) => text));
      after = body.next;
    }
    expect(texts).toEqual(['flexible', 'urgent', 'flexible, new']);
  });
});

describe('a person', () => {
  test('gets all they asked, and is forgotten with it', async () => {
    const visitor = await house.visitor();
    const request = await house.ask(visitor, { text: 'My secret', context: { app: { account: 7 } } });
    const { personalData } = house.app.platform;
    const person = { organisationId: house.organisationId, visitorId: visitor.visitorId };
    const run = <T>(work: (tx: never) => Promise<T>) =>
      database.db.withOrganisation(house.organisationId, (tx) => work(tx as never));
    expect(JSON.stringify(await run((tx) => personalData.export(tx, person)))).toContain('My secret');
    await run((tx) => personalData.modules.find(({ name }) => name === 'requests')!.erase(tx, person));
    const [row] = await database.db.asSystem(
      'test',
      (tx) => tx`
      select text, context, state from help_request where id = ${request.id}`,
    );
    expect(row).toEqual({ text: '', context: {}, state: 'cancelled' });
  });

  test('who turns out to be somebody we knew keeps their place', async () => {
    const [older, newer] = [await house.visitor(), await house.visitor()];
    const request = await house.ask(newer, {});
    const { outbox } = house.app.platform;
    const eventId = await database.db.withOrganisation(house.organisationId, (tx) =>
      outbox.emit(tx, 'visitor.merged', house.organisationId, {
        visitorId: older.visitorId,
        mergedId: newer.visitorId,
      }),
    );
    await outbox.delivered(eventId);
    expect((await house.call(older, 'GET', `${route}/${request.id}`)).body).toMatchObject({
      state: 'queued',
      position: 1,
    });
  });
});
