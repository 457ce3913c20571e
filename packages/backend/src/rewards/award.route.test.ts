import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../platform/clock.ts';
import { dayMs, hourMs, openHouse, type ThankfulHouse } from './rewards.fixture.ts';

let at: ThankfulHouse;

beforeAll(async () => {
  at = await openHouse();
}, 120_000);
afterAll(() => at.close());

/** Lets the visitor's token be a new one, as the page does each quarter of an hour. */
const solvedByNew = async () => {
  const visitor = await at.house.visitor();
  return { visitor, id: await at.solved(visitor) };
};
const rate = (who: typeof at.visitor, id: string, rating: number) =>
  at.post(who, `/v1/conversations/${id}/rating`, { rating });
const awardOf = async (conversationId: string) => {
  const { items } = await at.own();
  return items.find((award: { conversationId: string }) => award.conversationId === conversationId);
};
const untilAward = async (conversationId: string) => {
  await expect.poll(() => awardOf(conversationId)).toBeDefined();
  return awardOf(conversationId);
};
const eventsOf = (awardId: string) =>
  at.app.platform.db.asSystem('test: events', async (tx) => {
    const rows = await tx<{ type: string }[]>`
      select type from outbox where payload ->> 'awardId' = ${awardId} order by id`;
    return rows.map(({ type }) => type);
  });
describe('an award', () => {
  it('is on hold as soon as the rating is there, settles after seven days, and says why', async () => {
    const { visitor, id } = await solvedByNew();
    await rate(visitor, id, 4);
    const held = await untilAward(id);
    expect(held).toMatchObject({ reason: 'resolution', state: 'held', amount: 22_500, unit: 'token', policy: 'v1' });
    expect(Date.parse(held.heldUntil) - Date.parse(held.madeAt)).toBe(7 * dayMs);
    expect(await at.own()).toMatchObject({ available: 0, onHold: 22_500, peopleHelped: 1 });
    const [first] = await at.ledger();
    expect(first).toMatchObject({ seq: 1, reason: 'resolution', clientId: held.id, prevHash: null });
    expect(first.entries.map(({ account, amount }: { account: string; amount: number }) => [account, amount])).toEqual([
      ['issuance', -32_142],
      ['escrow', 22_500],
      ['platform', 6_428],
      ['community', 3_214],
    ]);

    await at.later(7 * dayMs - 1);
    expect((await awardOf(id)).state).toBe('held');
    await at.later(1);
    expect(await awardOf(id)).toMatchObject({ state: 'settled', settledAt: held.heldUntil });
    expect(await at.own()).toMatchObject({ available: 22_500, onHold: 0 });
    await at.later(dayMs);
    expect(await eventsOf(held.id)).toEqual(['award.held', 'award.settled']);

    const { body } = await at.get(at.expert, `/v1/rewards/awards/${held.id}`);
    expect(body).toMatchObject({ recomputed: 22_500, agrees: true });
    expect(body.inputs).toMatchObject({ complexity: 2, how: 'confirmed', rating: 4, earlier: 0, member: at.expert.id });
    expect(JSON.stringify(body.inputs)).not.toContain(visitor.id);
    expect(body.steps.map(({ code, value }: { code: string; value: number }) => [code, value])).toEqual([
      ['base', 25_000],
      ['quality', 0.9],
      ['freshness', 1],
      ['amount', 22_500],
    ]);
    expect(body.transfers.map(({ reason }: { reason: string }) => reason)).toEqual(['resolution', 'settle']);
  });

  it('is made an hour after the end when nobody rates, and a rating that comes later changes nothing', async () => {
    const { visitor, id } = await solvedByNew();
    await at.later(hourMs - 1);
    expect(await awardOf(id)).toBeUndefined();
    await at.later(1);
    const held = await awardOf(id);
    expect(held).toMatchObject({ state: 'held', amount: 20_000 });
    await at.say('rating.given', {
      ...{ conversationId: id, requestId: systemClock.newId(), siteId: at.house.siteId, visitorId: visitor.id },
      ...{ memberIds: [at.expert.id], rating: 5, at: held.madeAt },
    });
    await at.later(hourMs);
    expect((await at.own()).items.filter((award: { conversationId: string }) => award.conversationId === id)).toEqual([
      held,
    ]);
  });

  it('is worth half the second time the same two meet, and a reversed one does not count', async () => {
    const visitor = await at.house.visitor();
    const first = await at.solved(visitor);
    await rate(visitor, first, 5);
    expect((await untilAward(first)).amount).toBe(25_000);
    const second = await at.solved(visitor);
    await rate(visitor, second, 5);
    expect((await untilAward(second)).amount).toBe(12_500);
    await at.post(visitor, `/v1/conversations/${first}/resolve`, { outcome: 'not-yet' });
    await expect.poll(async () => (await awardOf(first)).state).toBe('reversed');
    const third = await at.solved(visitor);
    await rate(visitor, third, 5);
    expect((await untilAward(third)).amount).toBe(12_500);
  });

  it('is taken back when the problem returns before it is settled, and may be earned again with the same rating', async () => {
    const { visitor, id } = await solvedByNew();
    await rate(visitor, id, 3);
    const held = await untilAward(id);
    const before = await at.own();
    await at.post(visitor, `/v1/conversations/${id}/resolve`, { outcome: 'not-yet' });
    await expect.poll(() => eventsOf(held.id)).toEqual(['award.held', 'award.reversed']);
    expect((await at.own()).onHold).toBe(before.onHold - held.amount);
    const back = (await at.ledger()).find(({ reason, inputs }) => reason === 'reverse' && inputs.award === held.id);
    expect(back.entries.find(({ account }: { account: string }) => account === 'escrow').amount).toBe(-held.amount);

    await at.post(visitor, `/v1/conversations/${id}/resolve`, { outcome: 'solved' });
    await at.later(hourMs);
    const again = await awardOf(id);
    expect(again).toMatchObject({ state: 'held', amount: held.amount });
    expect(again.id).not.toBe(held.id);
    await at.later(7 * dayMs);
    expect((await at.get(at.expert, `/v1/rewards/awards/${held.id}`)).body.award.state).toBe('reversed');
    expect((await awardOf(id)).state).toBe('settled');
  });

  it('is not made for what was reopened within the hour', async () => {
    const { visitor, id } = await solvedByNew();
    await at.post(visitor, `/v1/conversations/${id}/resolve`, { outcome: 'not-yet' });
    await at.later(2 * hourMs);
    expect(await awardOf(id)).toBeUndefined();
  });
});

describe('events that come twice or late', () => {
  it('make one award, one settlement and one reversal', async () => {
    const [kept, returned] = [await solvedByNew(), await solvedByNew()];
    for (const { visitor, id } of [kept, returned]) {
      await rate(visitor, id, 5);
      await rate(visitor, id, 5);
      await untilAward(id);
    }
    await at.post(returned.visitor, `/v1/conversations/${returned.id}/resolve`, { outcome: 'not-yet' });
    await expect.poll(async () => (await awardOf(returned.id)).state).toBe('reversed');
    const before = (await at.ledger()).length;
    for (const { id } of [kept, returned]) await at.hearAgain(id);
    await at.later(2 * hourMs);
    expect(await at.ledger()).toHaveLength(before);
    const { items } = await at.own();
    for (const { id } of [kept, returned])
      expect(items.filter((award: { conversationId: string }) => award.conversationId === id)).toHaveLength(1);
    await at.later(7 * dayMs);
    const settled = (await at.ledger()).length;
    await at.later(0);
    expect(await at.ledger()).toHaveLength(settled);
  });

  it('make the award after all when the process was killed between the commit and the delivery', async () => {
    const { visitor, id } = await solvedByNew();
    await at.leaveBehind(
      'rating.given',
      {
        ...{ conversationId: id, requestId: at.clock.newId(), siteId: at.house.siteId, visitorId: visitor.id },
        ...{ memberIds: [at.expert.id], rating: 5, at: new Date(at.clock.now()).toISOString() },
      },
      (tx) => tx`update conversation set rating = 5, rated_at = now() where id = ${id}`,
    );
    expect((await untilAward(id)).amount).toBe(25_000);
    await at.later(2 * hourMs);
    expect(
      (await at.own()).items.filter((award: { conversationId: string }) => award.conversationId === id),
    ).toHaveLength(1);
  });

  it('leave a ledger that is whole', async () => {
    const { body } = await at.get(at.expert, '/v1/rewards/verify');
    expect(body).toMatchObject({ ok: true, headHash: (await at.ledger()).at(-1).hash });
  });
});
