import { roles, type MemberRole } from '@harmony-live/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../../../test/fixtures/until.ts';
import { currentPolicy } from './policy.ts';
import { hourMs, openHouse, type ThankfulHouse } from './rewards.fixture.ts';

let at: ThankfulHouse;
let conversationId: string;
let awardId: string;

beforeAll(async () => {
  at = await openHouse();
  conversationId = await at.solved();
  await at.post(at.visitor, `/v1/conversations/${conversationId}/rating`, { rating: 5, thanks: 'You saved my day.' });
  await until(async () => (await at.own()).items.length === 1);
  awardId = (await at.own()).items[0].id;
}, 120_000);
afterAll(() => at.close());

const paths = ['', '/ledger', '/verify', '/policy'].map((path) => `/v1/rewards${path}`);

describe('who may look', () => {
  it.each(roles.filter((role): role is MemberRole => role !== 'visitor'))('%s', async (role) => {
    const somebody = await at.house.signInAs(role);
    const statuses = await Promise.all(
      [...paths, `/v1/rewards/awards/${awardId}`].map(async (path) => (await at.get(somebody, path)).status),
    );
    // Everybody inside reads the ledger; an award is its owner's and the leads'.
    const isHelper = role !== 'auditor';
    const isLead = isHelper && role !== 'expert';
    expect(statuses).toEqual([isHelper ? 200 : 403, 200, 200, 200, isLead ? 200 : isHelper ? 404 : 403]);
  });

  it('no visitor and nobody unknown', async () => {
    for (const path of paths) {
      expect((await at.get(at.visitor, path)).status).toBe(403);
      expect((await at.get({ ...at.visitor, headers: {} }, path)).status).toBe(401);
    }
  });

  it('another organisation sees nothing of it', async () => {
    const elsewhere = await at.workspace('Elsewhere');
    const owner = await elsewhere.signInAs('owner');
    expect((await at.get(owner, '/v1/rewards/ledger')).body).toEqual({ items: [], next: null });
    expect((await at.get(owner, '/v1/rewards/verify')).body).toEqual({ ok: true, transfers: 0, headHash: null });
    expect((await at.get(owner, `/v1/rewards/awards/${awardId}`)).status).toBe(404);
    expect((await at.get(owner, '/v1/rewards/awards/1')).status).toBe(404);
    expect((await at.get(owner, '/v1/rewards')).body).toMatchObject({ items: [], available: 0, onHold: 0, thanks: [] });
  });
});

describe('what is shown', () => {
  it('is people and thanks beside the tokens', async () => {
    expect(await at.own()).toMatchObject({
      unit: 'token',
      peopleHelped: 1,
      thanks: [{ conversationId, text: 'You saved my day.' }],
      next: null,
    });
  });

  it('comes in pages', async () => {
    for (let count = 0; count < 2; count += 1) await at.solved(await at.house.visitor());
    await at.later(hourMs);
    const seen: number[] = [];
    for (let next: string | null = '0'; next !== null;) {
      const { body } = await at.get(at.expert, `/v1/rewards/ledger?after=${next}&limit=2`);
      seen.push(...body.items.map(({ seq }: { seq: number }) => seq));
      next = body.next;
    }
    expect(seen).toEqual([1, 2, 3]);
    const first = (await at.get(at.expert, '/v1/rewards?limit=2')).body;
    const rest = (await at.get(at.expert, `/v1/rewards?limit=2&after=${first.next}`)).body;
    expect([...first.items, ...rest.items].map(({ id }: { id: string }) => id)).toEqual(
      (await at.own()).items.map(({ id }: { id: string }) => id),
    );
    for (const query of ['after=-1', 'after=x', 'limit=0', 'limit=101'])
      expect((await at.get(at.expert, `/v1/rewards/ledger?${query}`)).status).toBe(400);
  });

  it('is the rule with every constant', async () => {
    expect((await at.get(at.expert, '/v1/rewards/policy')).body).toEqual(currentPolicy);
  });

  it('is the same verdict for all who ask at the same time', async () => {
    const verdicts = await Promise.all([1, 2, 3].map(() => at.get(at.expert, '/v1/rewards/verify')));
    for (const { body } of verdicts) expect(body).toEqual(verdicts[0]?.body);
    expect(verdicts[0]?.body).toMatchObject({ ok: true, transfers: 3 });
  });
});

describe('the visitor’s own data', () => {
  it('tells them that somebody was thanked, not whom or how much; erased, the ledger stays whole and the expert keeps it', async () => {
    const visitor = await at.house.visitor();
    const thanked = await at.solved(visitor);
    await at.post(visitor, `/v1/conversations/${thanked}/rating`, { rating: 5 });
    await expect.poll(async () => (await at.own()).items[0].conversationId).toBe(thanked);
    const unrated = await at.solved(visitor);
    const { body } = await at.get(visitor, '/v1/me/data');
    expect(body.rewards).toEqual({
      awards: [{ reason: 'resolution', conversationId: thanked, articleId: null, madeAt: expect.any(String) }],
    });

    const before = await at.own();
    const erased = await at.app.inject({ method: 'DELETE', url: '/v1/me/data', headers: visitor.headers });
    expect(erased.statusCode).toBeLessThan(300);
    const after = await at.own();
    // What waited for its rating was booked before it was forgotten: the second of this pair, unrated.
    expect(after.onHold - before.onHold).toBe(10_000);
    expect(after.items).toHaveLength(before.items.length + 1);
    expect(after.peopleHelped).toBeGreaterThanOrEqual(before.peopleHelped);
    const texts = JSON.stringify([after.items, await at.ledger()]);
    expect(texts).not.toContain(visitor.id);
    expect(JSON.stringify(after.items)).not.toContain(unrated);
    const { db } = at.app.platform;
    const left = await db.asSystem(
      'test: look',
      (tx) => tx`
      select id::text from award where visitor_id = ${visitor.id}
      union all select conversation_id::text from award_due where visitor_id = ${visitor.id}`,
    );
    expect(left).toHaveLength(0);
    expect((await at.get(at.expert, '/v1/rewards/verify')).body).toMatchObject({ ok: true });
  });

  it('moves along when two visitors turn out to be one', async () => {
    const [older, newer] = [await at.house.visitor(), await at.house.visitor()];
    const thanked = await at.solved(newer);
    await at.later(hourMs);
    await at.say('visitor.merged', { visitorId: older.id, mergedId: newer.id });
    const { db } = at.app.platform;
    const rows = await db.asSystem(
      'test: look',
      (tx) => tx`
      select visitor_id from award where conversation_id = ${thanked}`,
    );
    expect(rows).toEqual([{ visitorId: older.id }]);
  });
});
