import type { OwnExpert } from '@harmony-live/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/fixtures/database.ts';
import { openHouse, type House, type Line } from '../matching/house.fixture.ts';
import type { MemberCaller } from '../platform/caller.ts';
import { endQuietTimes } from './presence.ts';

let database: TestDatabase;
let house: House;
let ada: MemberCaller;
let line: Line;

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());
beforeEach(async () => {
  house = await openHouse(database.db);
  ada = await house.expert('Ada');
  line = await house.onDuty(ada);
}, 60_000);
afterEach(() => house.close());

const minuteMs = 60_000;
const inMinutes = (minutes: number) => new Date(house.clock.now() + minutes * minuteMs).toISOString();
const ask = async (text = 'The database is slow') => house.ask(await house.visitor(), { text });
const asked = (requestId: string) => line.next('assignment', ({ request }) => request.id === requestId);
const me = async () => (await house.call<OwnExpert>(ada, 'GET', '/v1/experts/me')).body;
const take = (requestId: string) => house.call(ada, 'POST', `/v1/queue/${requestId}/take`);
const look = () => database.db.asSystem('test', (tx) => endQuietTimes(house.app.platform, tx));
const questions = () => line.frames.filter(({ frame }) => frame === 'assignment').length;

/** Ada accepts what is put before her. */
const accept = async (requestId: string): Promise<string> => {
  const { assignmentId } = await asked(requestId);
  const ok = await line.send({ frame: 'assignment.accept', ref: assignmentId, assignmentId });
  return (ok as unknown as { conversationId: string }).conversationId;
};

/** What `conversation` says when one of Ada's has ended; `how` when it is solved. */
const end = async (conversationId: string, requestId: string, how?: 'confirmed' | 'assumed'): Promise<void> => {
  const { outbox } = house.app.platform;
  const [visitorId, at] = [house.clock.newId(), new Date(house.clock.now()).toISOString()];
  const about = { conversationId, requestId, visitorId, memberIds: [ada.memberId], at };
  const eventId = await database.db.withOrganisation(house.organisationId, (tx) =>
    how === undefined
      ? outbox.emit(tx, 'conversation.closed', house.organisationId, { ...about, reason: 'left' })
      : outbox.emit(tx, 'conversation.resolved', house.organisationId, {
          ...{ ...about, siteId: house.siteId, how, solutionSeq: null },
        }),
  );
  await outbox.delivered(eventId);
};

const setWrapUp = async (wrapUpMinutes: number) => {
  const { version } = await me();
  const profile = { statements: [], languages: [{ tag: 'en', level: 2 }], capacity: 3, version };
  return house.call(ada, 'PUT', '/v1/experts/me', { ...profile, wrapUpMinutes });
};

describe('a break', () => {
  test('keeps requests from being put before them, lets them take one by hand, and ends when they say so', async () => {
    await line.send({ frame: 'availability', ref: 'b', switch: true, quietUntil: inMinutes(15) });
    const [first, second] = [await ask(), await ask('The printer is slow')];
    expect((await take(first.id)).status).toBe(200);
    expect(await me()).toMatchObject({ switch: true, state: 'quiet', isWrappingUp: false, load: 1 });
    expect(questions()).toBe(0);
    await line.send({ frame: 'availability', ref: 'e', switch: true, quietUntil: null });
    expect(await asked(second.id)).toBeTruthy();
  });

  test('ends by itself: their screen is told, and who waits is put before them', async () => {
    await line.send({ frame: 'availability', ref: 'b', switch: true, quietUntil: inMinutes(15) });
    const request = await ask();
    house.clock.advance(14 * minuteMs);
    await house.connect(ada);
    await look();
    expect(await me()).toMatchObject({ state: 'quiet' });
    house.clock.advance(minuteMs);
    await house.connect(ada);
    const before = line.frames.length;
    await look();
    await asked(request.id);
    const told = line.frames.slice(before).find(({ frame }) => frame === 'availability');
    expect(told).toMatchObject({ switch: true, state: 'available', quietUntil: null });
    expect(told).not.toHaveProperty('because');
  });

  test('may last until tomorrow morning, but not longer', async () => {
    const said = (minutes: number) =>
      line.send({ frame: 'availability', ref: `${minutes}`, switch: true, quietUntil: inMinutes(minutes) });
    expect(await said(34 * 60)).toMatchObject({ frame: 'ok', state: 'quiet' });
    expect(await said(37 * 60)).toMatchObject({ type: 'urn:harmony:problem:body/invalid', field: '/quietUntil' });
  });
});

describe('one more, then off', () => {
  const lastOne = (isLastOne: boolean) =>
    line.send({ frame: 'availability', ref: `last ${isLastOne}`, switch: true, lastOne: isLastOne });

  test('switches off with the acceptance, says why in every tab, and leaves the conversation alone', async () => {
    const tab = await house.connect(ada);
    await lastOne(true);
    expect(await tab.next('availability', (frame) => frame.lastOne === true)).toMatchObject({ state: 'available' });
    await accept((await ask()).id);
    const told = await tab.next('availability', ({ switch: isOn }) => !isOn);
    expect(told).toMatchObject({ state: 'offline', because: 'last-one', lastOne: false });
    const second = await ask('The printer is slow');
    expect(await me()).toMatchObject({ switch: false, lastOne: false, load: 1 });
    expect(questions()).toBe(1);
    await line.send({ frame: 'availability', ref: 'on', switch: true });
    await accept(second.id);
    expect(await me()).toMatchObject({ switch: true, load: 2 });
  });

  test('counts what is taken out of the queue, also during a break', async () => {
    await line.send({ frame: 'availability', ref: 'b', switch: true, quietUntil: inMinutes(15), lastOne: true });
    expect((await take((await ask()).id)).status).toBe(200);
    expect(await line.next('availability', ({ because }) => because === 'last-one')).toMatchObject({ switch: false });
  });

  test('stays when the place is full and nothing was accepted', async () => {
    const { version } = await me();
    const profile = { statements: [], languages: [], capacity: 1, version };
    await house.call(ada, 'PUT', '/v1/experts/me', profile);
    await accept((await ask()).id);
    await lastOne(true);
    expect((await take((await ask('Another')).id)).status).toBe(409);
    expect(await me()).toMatchObject({ switch: true, lastOne: true });
  });

  test('is cleared by the switch and by saying so, and needs the switch on', async () => {
    await lastOne(true);
    await line.send({ frame: 'availability', ref: 'same', switch: true });
    expect(await me()).toMatchObject({ lastOne: true });
    await lastOne(false);
    expect(await me()).toMatchObject({ lastOne: false });
    await lastOne(true);
    await line.send({ frame: 'availability', ref: 'off', switch: false });
    await line.send({ frame: 'availability', ref: 'on', switch: true });
    expect(await me()).toMatchObject({ switch: true, lastOne: false });
    const wrong = await line.send({ frame: 'availability', ref: 'wrong', switch: false, lastOne: true });
    expect(wrong).toMatchObject({ type: 'urn:harmony:problem:body/invalid', field: '/lastOne' });
  });
});

describe('a wrap-up', () => {
  test('is set under Profile; callers who do not know it leave it as it is', async () => {
    expect(await me()).toMatchObject({ wrapUpMinutes: 0 });
    expect((await setWrapUp(5)).body).toMatchObject({ wrapUpMinutes: 5 });
    const { version } = await me();
    const old = { statements: [], languages: [], capacity: 2, version };
    expect((await house.call(ada, 'PUT', '/v1/experts/me', old)).body).toMatchObject({ capacity: 2, wrapUpMinutes: 5 });
    expect(await setWrapUp(3)).toMatchObject({
      status: 400,
      body: { type: 'urn:harmony:problem:body/invalid', field: '/wrapUpMinutes' },
    });
  });

  test('begins when a conversation ends, although another goes on, and ends when they are ready', async () => {
    await setWrapUp(2);
    const first = await ask();
    const conversationId = await accept(first.id);
    await accept((await ask('The printer is slow')).id);
    await end(conversationId, first.id);
    const told = await line.next('availability', ({ because }) => because === 'wrap-up');
    expect(told).toMatchObject({ switch: true, state: 'quiet' });
    const lastsMs = Date.parse(told.quietUntil!) - house.clock.now();
    expect(lastsMs).toBeGreaterThan(minuteMs);
    expect(lastsMs).toBeLessThanOrEqual(2 * minuteMs);
    expect(await me()).toMatchObject({ state: 'quiet', isWrappingUp: true, load: 1 });
    const next = await ask('The page is slow');
    expect(questions()).toBe(2);
    expect(await house.connect(ada).then((tab) => tab.next('availability'))).toMatchObject({ because: 'wrap-up' });
    await line.send({ frame: 'availability', ref: 'ready', switch: true, quietUntil: null });
    expect(await asked(next.id)).toBeTruthy();
    expect(await me()).toMatchObject({ isWrappingUp: false, quietUntil: null });
  });

  test('ends by itself', async () => {
    await setWrapUp(1);
    const first = await ask();
    await end(await accept(first.id), first.id, 'confirmed');
    const next = await ask('The printer is slow');
    expect(await me()).toMatchObject({ isWrappingUp: true });
    house.clock.advance(minuteMs + 1);
    await house.connect(ada);
    await look();
    expect(await asked(next.id)).toBeTruthy();
  });

  test('is not put on who is off, nor where silence ended it, nor in the way of a longer break', async () => {
    await setWrapUp(10);
    const begun: { requestId: string; conversationId: string }[] = [];
    for (const text of ['One', 'Two', 'Three']) {
      const { id: requestId } = await ask(text);
      begun.push({ requestId, conversationId: await accept(requestId) });
    }
    const ends = (index: number, how?: 'assumed') => end(begun[index]!.conversationId, begun[index]!.requestId, how);
    await ends(0, 'assumed');
    expect(await me()).toMatchObject({ state: 'available' });
    await line.send({ frame: 'availability', ref: 'b', switch: true, quietUntil: inMinutes(60) });
    const { quietUntil } = await me();
    await ends(1);
    expect(await me()).toMatchObject({ quietUntil, isWrappingUp: false });
    await line.send({ frame: 'availability', ref: 'off', switch: false, quietUntil: null });
    await ends(2);
    expect(await me()).toMatchObject({ state: 'offline', quietUntil: null, isWrappingUp: false });
  });
});
