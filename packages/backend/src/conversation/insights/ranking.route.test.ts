import type { RankingInsights } from '@harmony-live/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeClock, type Somebody } from '../../../test/app.ts';
import { markMatched } from '../../requests/index.ts';
import { meet, openTalk, type Talk } from '../talk.fixture.ts';

const secondMs = 1_000;
const clock = fakeClock(Date.parse('2026-03-02T09:30:00Z'));
let talk: Talk;
let lead: Somebody;

beforeAll(async () => {
  talk = await openTalk('The save button does nothing', clock);
  lead = await talk.house.signInAs('coordinator');
  // The one that the fixture opened belongs to no side.
  await talk.call(talk.visitor, 'DELETE', `/v1/help-requests/${talk.requestId}`);
}, 60_000);
afterAll(() => talk.close());

const insights = async (query = '', who = lead) => {
  const { status, body } = await talk.call(who, 'GET', `/v1/insights/ranking${query}`);
  return { status, body: body as RankingInsights };
};
const compare = (share: number) =>
  talk.app.platform.db.withOrganisation(
    talk.house.organisationId,
    (tx) => tx`
      insert into site_routing (site_id, organisation_id, baseline_share)
      values (${talk.house.siteId}, ${talk.house.organisationId}, ${share})
      on conflict (site_id) do update set baseline_share = excluded.baseline_share`,
  );
const post = (who: Somebody, id: string, what: string, body: object = {}) =>
  talk.call(who, 'POST', `/v1/conversations/${id}/${what}`, body);

/** A request on either side, taken by an expert at once, or by a second one after another had given it back. */
const sent = async (arm: 'score' | 'baseline', { experts = 1 } = {}) => {
  const { db, clock: at } = talk.app.platform;
  const visitor = await talk.house.visitor();
  const { conversationId, requestId } = await meet(talk, talk.house, visitor, talk.expert, 'It stays white');
  await db.withOrganisation(talk.house.organisationId, async (tx) => {
    await markMatched(tx, requestId, conversationId, at.now());
    // On which side it began counts, not where it was sent after the comparison had ended.
    for (const one of [arm, null]) {
      await tx`
        insert into ranking (id, organisation_id, request_id, at, seed, weights, arm, candidates)
        values (${at.newId()}, ${talk.house.organisationId}, ${requestId}, ${new Date(at.now())}, 1, '{}', ${one}, '[]')`;
    }
    for (let n = 1; n <= experts; n += 1) {
      await tx`
        insert into assignment (id, organisation_id, request_id, member_id, state, rank, score, terms, reasons, timeout_ms,
          offered_at, expires_at)
        values (${at.newId()}, ${talk.house.organisationId}, ${requestId}, ${talk.expert.id},
          ${n === experts ? 'accepted' : 'returned'}, 1, 1, '[]', '[]', 20000, ${new Date(at.now())}, ${new Date(at.now())})`;
    }
  });
  return { visitor, conversationId };
};
const solve = async ({ visitor, conversationId }: Awaited<ReturnType<typeof sent>>, ms: number, rating: number) => {
  clock.advance(ms);
  await post(talk.expert, conversationId, 'resolve');
  await post(visitor, conversationId, 'resolve', { outcome: 'solved' });
  await post(visitor, conversationId, 'rating', { rating });
};
const unknown = { value: null, low: null, high: null };

describe('what the ranking brings', () => {
  it('is nothing where nothing was compared', async () => {
    const { body } = await insights();
    expect(body).toMatchObject({ isRunning: false, sent: { score: 0, baseline: 0 } });
    for (const { score, baseline, difference } of body.measures) {
      expect([score, baseline, difference]).toEqual(Array.from({ length: 3 }, () => ({ of: 0, ...unknown })));
    }
  });

  it('is told by side, with what was not solved, given on, or left by the person', async () => {
    await compare(0.1);
    await solve(await sent('score'), 4 * secondMs, 5);
    await solve(await sent('score', { experts: 2 }), 8 * secondMs, 4);
    await solve(await sent('baseline'), 20 * secondMs, 2);
    const left = await sent('baseline');
    await post(left.visitor, left.conversationId, 'close');
    await sent('score'); // still talking

    const { body } = await insights('?days=1');
    expect(body).toMatchObject({ isRunning: true, sent: { score: 3, baseline: 2 } });
    const figures = body.measures.map(({ measure, score, baseline, difference }) => [
      ...[measure, score.of, score.value, baseline.of, baseline.value],
      ...[difference.of, difference.value, difference.low],
    ]);
    // A few cases have no interval.
    expect(figures).toEqual([
      ['solved-by-first', 2, 0.5, 2, 0.5, 4, 0, null],
      ['time-to-solution', 2, 6 * secondMs, 1, 20 * secondMs, 3, -14 * secondMs, null],
      ['rating', 2, 4.5, 1, 2, 3, 2.5, null],
    ]);
  });

  it('has intervals from twenty on either side', async () => {
    for (let n = 0; n < 20; n += 1) {
      await solve(await sent('score'), (3 + (n % 4)) * secondMs, 5 - (n % 2));
      await solve(await sent('baseline'), (13 + (n % 4)) * secondMs, 4 - (n % 2));
    }
    lead = await talk.house.signInAs('coordinator');
    const { body } = await insights(`?days=1&site=${talk.house.siteId}`);
    const [, time, rating] = body.measures;
    expect(time?.difference.high).toBeLessThan(-8 * secondMs);
    expect(time?.difference.low).toBeGreaterThan(-13 * secondMs);
    expect(rating?.difference.low).toBeGreaterThan(0.3);
  });

  it('stays when the comparison has ended, is none of another stretch, and not for experts', async () => {
    await compare(0);
    expect((await insights('?days=1')).body).toMatchObject({ isRunning: false, sent: { score: 23, baseline: 22 } });
    clock.advance(3 * 24 * 3_600 * secondMs);
    lead = await talk.house.signInAs('coordinator');
    expect((await insights('?days=1')).body.sent).toEqual({ score: 0, baseline: 0 });
    expect((await insights('', await talk.house.signInAs('expert', 'Eve'))).status).toBe(403);
  });
});
