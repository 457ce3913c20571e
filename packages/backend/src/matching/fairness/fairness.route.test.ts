import type { Fairness } from '@harmony-live/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../../test/fixtures/database.ts';
import { block } from '../../experts/index.ts';
import { endOfDay } from '../../experts/week/week.ts';
import type { MemberCaller } from '../../platform/caller.ts';
import { openHouse, type House, type Line } from '../house.fixture.ts';

const hourMs = 3_600_000;
let database: TestDatabase;
let house: House;
let ada: MemberCaller;
let grace: MemberCaller;
let lines: { ada: Line; grace: Line };

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());
beforeEach(async () => {
  house = await openHouse(database.db);
  // At nine in the morning of UTC, so that no test goes on over midnight.
  house.clock.advance(endOfDay({ timeZone: 'UTC' }, house.clock.now()) + 9 * hourMs - house.clock.now());
  ada = asExpert(await house.expert('Ada', { statements: ['Databases that are slow'] }));
  grace = asExpert(await house.expert('Grace', { statements: ['Gardening'] }));
  lines = { ada: await house.onDuty(ada), grace: await house.onDuty(grace) };
}, 60_000);
afterEach(() => house.close());

/** A lead in the house may read everything; as an expert less. */
const asExpert = (caller: MemberCaller): MemberCaller => ({ ...caller, role: 'expert' });
const read = async (caller: MemberCaller, query = '') =>
  (await house.call<Fairness>(caller, 'GET', `/v1/experts/me/fairness${query}`)).body;
const ask = async (text: string, over: object = {}) => house.ask(await house.visitor(), { text, ...over });
const answer = async (line: Line, requestId: string, how: 'accept' | 'decline') => {
  const { assignmentId } = await line.next('assignment', (frame) => frame.request.id === requestId);
  await line.send({ frame: `assignment.${how}`, ref: how, assignmentId });
};
const codesOf = ({ items }: Fairness) => items.map(({ reasons }) => reasons.map(({ code }) => code));

describe('what came and what went by', () => {
  test('is told to each with their own side of it, and nobody reads words that are not theirs', async () => {
    const { id } = await ask('The database is slow');
    await answer(lines.ada, id, 'accept');
    const mine = await read(ada);
    expect(mine).toMatchObject({ requests: 1, asked: 1, accepted: 1, refused: 0, taken: 0, state: 'available' });
    expect(mine.items).toMatchObject([
      { requestId: id, text: 'The database is slow', asked: 'accepted', wentTo: 'me', reasons: [], terms: [] },
    ]);
    const theirs = await read(grace);
    expect(theirs).toMatchObject({ requests: 1, asked: 0, accepted: 0 });
    expect(theirs.items).toMatchObject([
      {
        text: null,
        asked: null,
        wentTo: 'somebody',
        place: { rank: 2, among: 2 },
        reasons: [{ code: 'ranked-lower' }],
      },
    ]);
    const meaning = theirs.items[0]!.terms.find(({ name }) => name === 'meaning')!;
    expect(meaning.theirs).toBeGreaterThan(meaning.mine);
    expect(JSON.stringify(theirs)).not.toContain('Ada');
    expect((await read({ ...grace, role: 'coordinator' })).items[0]!.text).toBe('The database is slow');
  });

  test('has the words of who still waits, and names a wait as one', async () => {
    for (const line of Object.values(lines)) await line.send({ frame: 'availability', ref: 'off', switch: false });
    const { id } = await ask('Is anybody there?');
    const { items } = await read(grace);
    expect(items).toMatchObject([{ requestId: id, text: 'Is anybody there?', isWaiting: true, wentTo: 'nobody' }]);
    expect(items[0]!.reasons).toMatchObject([{ code: 'off-duty' }]);
    await house.call(ada, 'POST', `/v1/queue/${id}/take`);
    expect(await read(ada)).toMatchObject({ asked: 0, taken: 1, items: [{ asked: 'taken', wentTo: 'me' }] });
  });

  test('names a break with its time, and the language', async () => {
    const quietUntil = new Date(house.clock.now() + 600_000).toISOString();
    await lines.grace.send({ frame: 'availability', ref: 'b', switch: true, quietUntil });
    const { id } = await ask('La base de datos es lenta', { language: 'es' });
    await answer(lines.ada, id, 'accept');
    const { items, quietUntil: until } = await read(grace);
    expect(items[0]!.reasons.map(({ code }) => code)).toEqual(['language', 'break']);
    expect(items[0]!.reasons[1]!.from).toBeDefined();
    expect(until).toBe(quietUntil);
  });

  test('does not say that somebody does not want to meet them, but their own word', async () => {
    const vera = await house.visitor();
    const say = (caller: MemberCaller, saidBy: 'visitor' | 'member') =>
      database.db.withOrganisation(house.organisationId, (tx) =>
        block(house.app.platform, tx, {
          ...{ organisationId: house.organisationId, visitorId: vera.visitorId, saidBy },
          ...{ memberId: caller.memberId, conversationId: house.siteId },
        }),
      );
    await say(ada, 'visitor');
    await say(grace, 'member');
    await house.ask(vera, { text: 'The database is slow' });
    expect(codesOf(await read(ada))).toEqual([['nobody-asked']]);
    expect(codesOf(await read(grace))).toEqual([['own-block']]);
  });

  test('names what most was about that went by while they were there', async () => {
    const { id } = await ask('I was charged twice for my subscription');
    const asked = (name: 'ada' | 'grace') => lines[name].next('assignment').then(() => name);
    const winner = await Promise.any([asked('ada'), asked('grace')]);
    const loser = winner === 'ada' ? 'grace' : 'ada';
    await answer(lines[winner], id, 'accept');
    const callers = { ada, grace };
    const { items, wentBy } = await read(callers[loser]);
    expect(wentBy).toEqual([{ domain: items[0]!.domain, count: 1 }]);
    expect((await read(callers[winner])).wentBy).toEqual([]);
  });
});

describe('the numbers', () => {
  test('tell refusals, and until when they let others go first', async () => {
    const { id } = await ask('The database is slow');
    await answer(lines.ada, id, 'decline');
    const declinedAt = house.clock.now();
    const { fatigue, refused } = await read(ada);
    expect([fatigue.refused, refused]).toEqual([1, 1]);
    expect(Math.abs(Date.parse(fatigue.until!) - declinedAt - hourMs)).toBeLessThan(5_000);
    house.clock.advance(hourMs);
    expect((await read(ada)).fatigue).toEqual({ refused: 0, until: null });
  });

  test('tell how the hour stands for newcomers, and who is one', async () => {
    expect((await read(ada)).newcomers).toEqual({ share: 0.2, asked: 0, toNewcomers: 0, isFull: false, isMine: true });
    await ask('The database is slow');
    await lines.ada.next('assignment');
    expect((await read(ada)).newcomers).toMatchObject({ asked: 1, toNewcomers: 1, isFull: true });
  });

  test('are of the days that are asked for, which begin at midnight where the expert is', async () => {
    await ask('The database is slow');
    await lines.ada.next('assignment');
    const { from, onDutyMs } = await read(ada);
    expect(Date.parse(from)).toBe(endOfDay({ timeZone: 'UTC' }, house.clock.now()) - 24 * hourMs);
    expect(onDutyMs).toBeLessThan(60_000);
    house.clock.advance(24 * hourMs);
    expect(await read(ada)).toMatchObject({ requests: 0, items: [] });
    expect(await read(ada, '?days=2')).toMatchObject({ requests: 1 });
  });
});

test('It is for those who take requests, of their own organisation, and of a week at most', async () => {
  const url = '/v1/experts/me/fairness';
  expect((await house.call(await house.visitor(), 'GET', url)).status).toBe(403);
  expect((await house.call({ ...ada, role: 'auditor' }, 'GET', url)).status).toBe(403);
  for (const days of ['0', '8', 'x']) {
    expect(await house.call(ada, 'GET', `${url}?days=${days}`)).toMatchObject({
      status: 400,
      body: { field: '/days' },
    });
  }
  const elsewhere = await openHouse(database.db);
  await elsewhere.ask(await elsewhere.visitor(), { text: 'Another organisation asks' });
  expect(await read(ada, '?days=7')).toMatchObject({ requests: 0, items: [] });
  await elsewhere.close();
});
