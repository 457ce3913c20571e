import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Somebody } from '../../test/app.ts';
import { meet, openTalk, type Talk } from './talk.fixture.ts';

let talk: Talk;
let id: string;

beforeAll(async () => {
  talk = await openTalk();
}, 60_000);
afterAll(() => talk.close());
beforeEach(async () => {
  const [visitor, expert] = [await talk.house.visitor(), await talk.house.signInAs('expert', 'Grace')];
  talk = { ...talk, visitor, expert };
  ({ conversationId: id } = await meet(talk, talk.house, visitor, expert, 'The page stays white'));
});

const call = (who: Somebody, method: 'GET' | 'POST' | 'PUT' | 'DELETE', what = '', body?: object) =>
  talk.call(who, method, `/v1/conversations/${id}${what}`, body);
const entries = async () => (await call(talk.visitor, 'GET', '/messages')).body.items.length as number;

describe('not meeting again', () => {
  it.each(['visitor', 'expert'] as const)(
    'is said and taken back by the %s, and the other side reads nothing of it',
    async (side) => {
      const [mine, other] = side === 'visitor' ? [talk.visitor, talk.expert] : [talk.expert, talk.visitor];
      const [before, seen] = [await entries(), (await call(other, 'GET')).body];
      expect((await call(mine, 'GET')).body).toMatchObject({ isBlocked: false });
      for (let times = 0; times < 2; times += 1) {
        expect(await call(mine, 'PUT', '/block')).toMatchObject({
          status: 200,
          body: { state: 'open', isBlocked: true },
        });
      }
      expect((await call(other, 'GET')).body).toEqual(seen);
      expect(await entries()).toBe(before);
      expect((await call(mine, 'DELETE', '/block')).body).toMatchObject({ isBlocked: false });
    },
  );

  it('is nothing that somebody without a part in it can say', async () => {
    const owner = await talk.house.signInAs('owner');
    expect((await call(owner, 'PUT', '/block')).status).toBe(403);
    expect((await call(owner, 'GET')).body).not.toHaveProperty('isBlocked');
    expect((await call(await talk.house.signInAs('expert'), 'PUT', '/block')).status).toBe(404);
    const elsewhere = await talk.workspace('Elsewhere');
    expect((await call(await elsewhere.signInAs('owner'), 'PUT', '/block')).status).toBe(404);
    expect((await talk.call(talk.visitor, 'PUT', '/v1/conversations/nonsense/block')).status).toBe(404);
  });

  it('keeps what was solved from going on, whoever said it', async () => {
    await call(talk.expert, 'POST', '/resolve');
    await call(talk.visitor, 'POST', '/resolve', { outcome: 'solved' });
    await call(talk.expert, 'PUT', '/block');
    const refused = await call(talk.visitor, 'POST', '/resolve', { outcome: 'not-yet' });
    expect(refused).toMatchObject({ status: 409, body: { type: 'urn:harmony:problem:conversation/closed' } });
    await call(talk.expert, 'DELETE', '/block');
    expect((await call(talk.visitor, 'POST', '/resolve', { outcome: 'not-yet' })).body).toMatchObject({
      state: 'open',
    });
  });
});
