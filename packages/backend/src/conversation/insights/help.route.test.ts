import type { HelpInsights } from '@harmony-live/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeClock, type Somebody } from '../../../test/app.ts';
import { markMatched } from '../../requests/index.ts';
import { meet, openTalk, type Talk } from '../talk.fixture.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const clock = fakeClock(Date.parse('2026-03-02T09:30:00Z'));
let talk: Talk;
let lead: Somebody;

beforeAll(async () => {
  talk = await openTalk('The save button does nothing', clock);
}, 60_000);
afterAll(() => talk.close());

const insights = async (query = '', who = lead) => {
  const { status, body } = await talk.call(who, 'GET', `/v1/insights/help${query}`);
  return { status, body: body as HelpInsights };
};

/** Somebody asks, and is taken by an expert a while later. */
const helped = async (waitMs: number): Promise<{ id: string; requestId: string; visitor: Somebody }> => {
  const { db, clock: at } = talk.app.platform;
  const visitor = await talk.house.visitor();
  const { conversationId: id, requestId } = await meet(talk, talk.house, visitor, talk.expert, 'It stays white');
  await db.withOrganisation(talk.house.organisationId, async (tx) => {
    // Before the clock goes on: a sweep takes who waits without a sign of life for gone.
    await markMatched(tx, requestId, id, at.now() + waitMs);
    await tx`
      insert into assignment (id, organisation_id, request_id, member_id, state, rank, score, terms, reasons, timeout_ms,
        offered_at, expires_at)
      values (${at.newId()}, ${talk.house.organisationId}, ${requestId}, ${talk.expert.id}, 'accepted', 1, 1, '[]', '[]',
        20000, ${new Date(at.now())}, ${new Date(at.now())})`;
  });
  clock.advance(waitMs);
  return { id, requestId, visitor };
};
const post = (who: Somebody, id: string, what: string, body: object = {}) =>
  talk.call(who, 'POST', `/v1/conversations/${id}/${what}`, body);
const answer = (id: string) =>
  post(talk.expert, id, 'messages', { clientId: talk.app.platform.clock.newId(), kind: 'text', body: 'Let us see.' });
const later = async (ms: number) => {
  clock.advance(ms);
  lead = await talk.house.signInAs('coordinator');
  talk.expert = { ...talk.expert, ...(await talk.house.signInAs('expert', 'Ada')), id: talk.expert.id };
};

describe('what became of those who asked', () => {
  it('is told with times, outcomes and ratings, by day and by hour of the reader’s zone', async () => {
    // The one that the fixture opened was never marked as matched.
    lead = await talk.house.signInAs('coordinator');
    await talk.call(talk.visitor, 'DELETE', `/v1/help-requests/${talk.requestId}`);
    const first = await helped(2 * minuteMs);
    clock.advance(minuteMs);
    expect((await answer(first.id)).status).toBe(200);
    clock.advance(7 * minuteMs);
    await post(talk.expert, first.id, 'resolve');
    await post(first.visitor, first.id, 'resolve', { outcome: 'solved' });
    await post(first.visitor, first.id, 'rating', { rating: 4 });
    const second = await helped(4 * minuteMs);
    await post(second.visitor, second.id, 'close');

    const { body } = await insights('?days=1&zone=Asia/Kolkata');
    expect(body).toMatchObject({
      ...{ zone: 'Asia/Kolkata', from: '2026-03-02T00:00:00.000Z', before: null },
      ...{ asked: 3, helped: 2, cancelled: 1, selfSolved: 0, expired: 0 },
      ...{ ended: 2, confirmed: 1, assumed: 0, byFirstExpert: 1, ratings: [0, 0, 0, 1, 0] },
      toPerson: { of: 2, medianMs: 3 * minuteMs, p90Ms: 3.8 * minuteMs },
      firstAnswer: { of: 1, medianMs: minuteMs, p90Ms: minuteMs },
      resolution: { of: 1, medianMs: 10 * minuteMs, p90Ms: 10 * minuteMs },
      days: [{ day: '2026-03-02', asked: 3, helped: 2, solved: 1, rated: 1, stars: 4 }],
    });
    expect(body.hours).toHaveLength(24);
    expect(body.hours.filter(({ asked }) => asked > 0)).toEqual([{ hour: 15, asked: 3, missed: 1 }]);
  });

  it('stands beside the stretch before, where the workspace existed for all of it', async () => {
    await later(2 * dayMs);
    const { body } = await insights('?days=2');
    expect(body).toMatchObject({ asked: 0, toPerson: { of: 0, medianMs: null, p90Ms: null }, before: null });
    expect(body.days.map(({ day }) => day)).toEqual(['2026-03-03', '2026-03-04']);
    await later(dayMs);
    const { body: next } = await insights('?days=1');
    expect(next.before).toMatchObject({ asked: 0, helped: 0 });
    expect(next.asked).toBe(0);
  });

  it('is told of one site alone, and refuses zones that nobody knows', async () => {
    const { body } = await insights(`?days=7&site=${talk.house.siteId}`);
    expect(body.asked).toBe(3);
    expect((await insights(`?days=7&site=${clock.newId()}`)).body.asked).toBe(0);
    const { status, body: refused } = await insights('?zone=Mars/Olympus');
    expect({ status, ...(refused as object) }).toMatchObject({ status: 400, field: '/zone' });
  });

  it('is not for experts', async () => {
    expect((await insights('', talk.expert)).status).toBe(403);
  });
});
