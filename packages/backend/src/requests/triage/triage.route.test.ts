import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../../../../../test/fixtures/until.ts';
import type { Somebody } from '../../../test/app.ts';
import { meet, openTalk, type Talk } from '../../conversation/talk.fixture.ts';

let talk: Talk;
beforeAll(async () => {
  talk = await openTalk('I was charged twice for my subscription');
}, 60_000);
afterAll(() => talk.close());

const path = (id = talk.conversationId) => `/v1/conversations/${id}/triage`;
const triageOf = async (id = talk.conversationId, who: Somebody = talk.expert) =>
  (await talk.call(who, 'GET', `/v1/conversations/${id}`)).body.request.triage;
const ask = async (text: string, more: object = {}) => {
  const visitor = await talk.house.visitor();
  const body = { clientId: talk.app.platform.clock.newId(), text, ...more };
  const { body: request } = await talk.call(visitor, 'POST', '/v1/help-requests', body);
  const lead = await talk.house.signInAs('coordinator');
  const { body: queue } = await talk.call(lead, 'GET', '/v1/queue?limit=100');
  return {
    visitor,
    requestId: request.id as string,
    item: queue.items.find((item: { requestId: string }) => item.requestId === request.id),
  };
};
/** Whether the newest model has seen every correction. */
const hasLearned = () =>
  talk.app.platform.db.withOrganisation(talk.house.organisationId, async (tx) => {
    const [row] = await tx<{ isDone: boolean }[]>`
      select trained_at >= (select max(triage_corrected_at) from help_request) as is_done from triage_model`;
    return row?.isDone ?? false;
  });

describe('a new request', () => {
  test('is sorted by the words there are from the start, and says which', async () => {
    expect(await triageOf()).toMatchObject({
      domains: [{ domain: 'payment', words: ['charged', 'subscription'] }],
      complexity: { value: 2 },
      urgency: { value: 2, isChosen: false },
      ...{ corrected: null, version: 0 },
    });
  });

  test('stands in the queue by its words, unless the person has chosen', async () => {
    const { item: urgent } = await ask('Production is down, nobody can work');
    expect(urgent).toMatchObject({ urgency: 3, triage: { urgency: { isChosen: false, because: ['urgent-words'] } } });
    const { item: chosen } = await ask('Production is down, nobody can work', { urgency: 1 });
    expect(chosen).toMatchObject({ urgency: 1, triage: { urgency: { isChosen: true, confidence: 1 } } });
  });

  test('that says nothing is of no known domain', async () => {
    const { item } = await ask('giraffes');
    expect(item.triage.domains).toEqual([{ domain: 'other', confidence: 0.5, words: [] }]);
  });
});

describe('a correction', () => {
  const said = { domain: 'billing', complexity: 3, version: 0 };

  test('is for those who help there and those who lead', async () => {
    const stranger = await talk.house.signInAs('expert', 'Linus');
    const auditor = await talk.house.signInAs('auditor');
    expect(await talk.call(stranger, 'PUT', path(), said)).toMatchObject({ status: 404 });
    expect(await talk.call(auditor, 'PUT', path(), said)).toMatchObject({ status: 403 });
    expect(await talk.call(talk.visitor, 'PUT', path(), said)).toMatchObject({ status: 403 });
  });

  test('needs a slug, a complexity and the version that was read', async () => {
    for (const [wrong, field] of [
      [{ ...said, domain: 'Card Payment' }, '/domain'],
      [{ ...said, domain: '' }, '/domain'],
      [{ ...said, complexity: 4 }, '/complexity'],
      [{ domain: 'billing', complexity: 3 }, '/version'],
    ] as const) {
      expect(await talk.call(talk.expert, 'PUT', path(), wrong)).toMatchObject({ status: 400, body: { field } });
    }
  });

  test('takes the place of the guess, with a name, and is refused to whoever has not seen it', async () => {
    const answer = await talk.call(talk.expert, 'PUT', path(), said);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        domains: [{ domain: 'billing', confidence: 1 }],
        complexity: { value: 3 },
        corrected: { name: 'Ada' },
        version: 1,
      },
    });
    expect(await triageOf()).toEqual(answer.body);
    expect(await talk.call(talk.expert, 'PUT', path(), said)).toMatchObject({
      status: 409,
      body: { type: 'urn:harmony:problem:version/stale' },
    });
  });

  test('does not go against an urgency that the person chose', async () => {
    const correct = async (text: string, more: { urgency?: 1 }, urgency: 1 | 3) => {
      const visitor = await talk.house.visitor();
      const { conversationId } = await meet(talk, talk.house, visitor, talk.expert, text, more);
      const change = { domain: 'style', complexity: 1, urgency, version: 0 };
      return talk.call(talk.expert, 'PUT', path(conversationId), change);
    };
    expect(await correct('Chosen', { urgency: 1 }, 3)).toMatchObject({ status: 400, body: { field: '/urgency' } });
    expect(await correct('Chosen', { urgency: 1 }, 1)).toMatchObject({ status: 200, body: { urgency: { value: 1 } } });
    expect(await correct('Not chosen', {}, 3)).toMatchObject({ status: 200, body: { urgency: { value: 3 } } });
  });

  test('is among the domains from then on, before those there are from the start', async () => {
    const { body } = await talk.call(talk.expert, 'GET', '/v1/triage/domains');
    expect(body.items.slice(0, 2)).toEqual(['style', 'billing']);
    expect(body.items).toContain('database');
    expect(body.items.at(-1)).toBe('other');
  });
});

describe('what experts have said', () => {
  const teach = async (text: string, domain: string, visitor?: Somebody) => {
    const who = visitor ?? (await talk.house.visitor());
    const { conversationId } = await meet(talk, talk.house, who, talk.expert, text);
    const { version } = await triageOf(conversationId);
    const answer = await talk.call(talk.expert, 'PUT', path(conversationId), { domain, complexity: 2, version });
    expect(answer.status).toBe(200);
    await until(hasLearned, 20_000);
    return who;
  };

  test('teaches: a request like one that was corrected is sorted so', async () => {
    const { item: before } = await ask('Our label printer gives blank labels');
    expect(before.triage.domains[0].domain).not.toBe('hardware');
    await teach('The label printer prints blank labels', 'hardware');
    await teach('The barcode scanner does not connect', 'hardware');
    const { item: after } = await ask('Our label printer gives blank labels');
    expect(after.triage.domains[0]).toMatchObject({ domain: 'hardware' });
    expect(after.triage.domains[0].words).toContain('labels');
  });

  test('is of this organisation alone', async () => {
    const elsewhere = await talk.workspace('Elsewhere');
    const visitor = await elsewhere.visitor();
    const body = { clientId: talk.app.platform.clock.newId(), text: 'Our label printer gives blank labels' };
    await talk.call(visitor, 'POST', '/v1/help-requests', body);
    const lead = await elsewhere.signInAs('owner');
    const { body: queue } = await talk.call(lead, 'GET', '/v1/queue');
    expect(queue.items[0].triage.domains.map(({ domain }: { domain: string }) => domain)).not.toContain('hardware');
  });

  test('is forgotten with the person whose words they were', async () => {
    const person = await teach('Zeppelin mooring is jammed again', 'airships');
    const { item: known } = await ask('The zeppelin mooring jammed');
    expect(known.triage.domains[0].domain).toBe('airships');
    await talk.call(person, 'DELETE', '/v1/me/data');
    await until(
      async () => (await ask('The zeppelin mooring jammed')).item.triage.domains[0].domain !== 'airships',
      20_000,
    );
  });

  test('does not teach what a person has said may not be learned', async () => {
    const visitor = await talk.house.visitor();
    const refusal = { purposes: { learn: false }, how: 'widget' };
    expect((await talk.call(visitor, 'POST', '/v1/consent', refusal)).status).toBeLessThan(300);
    await teach('The submarine periscope is fogged', 'submarines', visitor);
    const { item } = await ask('My submarine periscope is fogged');
    expect(item.triage.domains[0].domain).not.toBe('submarines');
  });

  test('teaches how hard it is, once that is right more often than the rules', async () => {
    const text = 'Please rename the label of the shelf';
    expect((await ask(text)).item.triage.complexity).toMatchObject({ value: 2, because: [] });
    await talk.app.platform.db.withOrganisation(talk.house.organisationId, async (tx) => {
      for (const [words, complexity] of [
        ['Please rename the label of shelf', 1],
        ['Move the cluster to another region, shard', 3],
      ] as const) {
        await tx`
          insert into help_request (id, organisation_id, site_id, visitor_id, client_id, content_hash, text, language, state,
            created_at, queued_at, visitor_seen_at, domains, complexity, triage_corrected_at)
          select gen_random_uuid(), organisation_id, site_id, visitor_id, gen_random_uuid(), 'x', ${words} || ' ' || n, 'en', 'done',
            created_at, created_at, created_at, '{shelves}', ${complexity}, now() - interval '1 day'
          from help_request, generate_series(1, 30) n where id = ${talk.requestId}`;
      }
    });
    await teach('Rename the label of my shelf', 'shelves');
    expect((await ask(text)).item.triage.complexity).toMatchObject({ value: 1, because: ['learned'] });
    const { item } = await ask('Move our cluster to a new region');
    expect(item.triage.complexity).toMatchObject({ value: 3, because: ['learned'] });
  });
});
