import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Somebody } from '../../test/app.ts';
import { dayMs, hourMs, openHouse, type ThankfulHouse } from './rewards.fixture.ts';

let at: ThankfulHouse;
let colleague: Somebody;
let articleId: string;

beforeAll(async () => {
  at = await openHouse();
  colleague = await at.house.signInAs('expert', 'Grace');
}, 120_000);
afterAll(() => at.close());
beforeEach(async () => {
  articleId = at.clock.newId();
  await at.say('article.published', { articleId, fingerprints: [], title: 'Why the page stays white' });
});

const help = (visitor: Somebody, more: { contributorIds?: string[]; at?: string } = {}) => ({
  ...{ articleId, feedbackId: at.clock.newId(), siteId: at.house.siteId, visitorId: visitor.id },
  ...{ contributorIds: [at.expert.id], fingerprint: null, at: new Date(at.clock.now()).toISOString() },
  ...more,
});
const helped = (...args: Parameters<typeof help>) => at.say('article.helped', help(...args));
const royaltiesOf = async (member = at.expert) => {
  const { items } = (await at.get(member, '/v1/rewards?limit=100')).body;
  return items
    .filter((award: { articleId: string }) => award.articleId === articleId)
    .map(({ state, amount }: { state: string; amount: number }) => ({ state, amount }));
};

describe('a royalty', () => {
  it('is on hold at once and settles a day later', async () => {
    await helped(await at.house.visitor());
    expect(await royaltiesOf()).toEqual([{ state: 'held', amount: 2_000 }]);
    await at.later(dayMs - 1);
    expect(await royaltiesOf()).toEqual([{ state: 'held', amount: 2_000 }]);
    await at.later(1);
    expect(await royaltiesOf()).toEqual([{ state: 'settled', amount: 2_000 }]);
  });

  it('fades with the age of the article, counted from its first publication', async () => {
    await at.app.platform.db.asSystem(
      'test: half a year ago',
      (tx) =>
        tx`update royalty_article set published_at = published_at - interval '180 days' where article_id = ${articleId}`,
    );
    await at.say('article.published', { articleId, fingerprints: [], title: 'The same in better words' });
    await helped(await at.house.visitor());
    expect(await royaltiesOf()).toEqual([{ state: 'held', amount: 1_000 }]);
    const { items } = (await at.get(at.expert, '/v1/rewards')).body;
    const { body } = await at.get(at.expert, `/v1/rewards/awards/${items[0].id}`);
    expect(body).toMatchObject({ recomputed: 1_000, agrees: true, inputs: { ageDays: 180, contributors: 1 } });
    expect(body.steps.map(({ code }: { code: string }) => code)).toEqual(['base', 'age', 'amount']);
  });

  it('is split evenly among the contributors, each named once', async () => {
    const contributorIds = [at.expert.id, colleague.id, at.expert.id];
    await helped(await at.house.visitor(), { contributorIds });
    expect([await royaltiesOf(), await royaltiesOf(colleague)]).toEqual([
      [{ state: 'held', amount: 1_000 }],
      [{ state: 'held', amount: 1_000 }],
    ]);
  });

  it('comes once per visitor and article, however often it is said', async () => {
    const visitor = await at.house.visitor();
    await helped(visitor);
    await helped(visitor);
    expect(await royaltiesOf()).toHaveLength(1);
    await helped(await at.house.visitor());
    expect(await royaltiesOf()).toHaveLength(2);
  });

  it('is taken back when the same visitor needs a person within the day, and not later, nor for another visitor', async () => {
    const [hasty, slow, other] = [await at.house.visitor(), await at.house.visitor(), await at.house.visitor()];
    await helped(hasty);
    await helped(other);
    at.clock.advance(hourMs);
    const ask = (visitor: Somebody) =>
      at.say('help-request.created', {
        requestId: at.clock.newId(),
        siteId: at.house.siteId,
        visitorId: visitor.id,
        visitId: at.clock.newId(),
      });
    await ask(hasty);
    await ask(hasty);
    expect((await royaltiesOf()).map(({ state }: { state: string }) => state).toSorted()).toEqual(['held', 'reversed']);
    await helped(hasty);
    expect(await royaltiesOf()).toHaveLength(2);

    await helped(slow);
    // The hold is over, though nobody has come by to settle it.
    at.clock.advance(dayMs);
    await ask(slow);
    await at.later(0);
    expect((await royaltiesOf()).map(({ state }: { state: string }) => state).toSorted()).toEqual([
      'reversed',
      'settled',
      'settled',
    ]);
  });

  it('is not made where the request for a person was heard of before the help of the article', async () => {
    const visitor = await at.house.visitor();
    const helpedAt = new Date(at.clock.now()).toISOString();
    at.clock.advance(60_000);
    const asked = { clientId: at.clock.newId(), text: 'The page stays white' };
    expect((await at.post(visitor, '/v1/help-requests', asked)).status).toBeLessThan(300);
    await helped(visitor, { at: helpedAt });
    expect(await royaltiesOf()).toEqual([]);
  });

  it('comes after all, and once, when a process is killed before its delivery and the news comes again', async () => {
    const visitor = await at.house.visitor();
    await at.leaveBehind('article.helped', help(visitor));
    expect(await royaltiesOf()).toHaveLength(1);
    await at.hearAgain(articleId);
    expect(await royaltiesOf()).toEqual([{ state: 'held', amount: 2_000 }]);
    const asked = {
      requestId: at.clock.newId(),
      siteId: at.house.siteId,
      visitorId: visitor.id,
      visitId: at.clock.newId(),
    };
    await at.leaveBehind('help-request.created', asked);
    await at.hearAgain(visitor.id);
    expect(await royaltiesOf()).toEqual([{ state: 'reversed', amount: 2_000 }]);
  });

  it('needs somebody to thank', async () => {
    const before = (await at.ledger()).length;
    await helped(await at.house.visitor(), { contributorIds: [] });
    expect(await at.ledger()).toHaveLength(before);
  });

  it('leaves the ledger whole', async () => {
    expect((await at.get(at.expert, '/v1/rewards/verify')).body).toMatchObject({ ok: true });
  });
});
