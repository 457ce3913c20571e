import type { HelpRequest, OwnExpert } from '@harmony-live/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Somebody } from '../../../test/app.ts';
import { answerWithinMs } from './handover.ts';
import { openHouse, problemOf } from './house.fixture.ts';

let house: Awaited<ReturnType<typeof openHouse>>;
let ada: Somebody;
let grace: Somebody;
let visitor: Somebody;

beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.test.close());
beforeEach(async () => {
  ({ ada, grace, visitor } = await house.people());
});

describe('what is refused', () => {
  it('names the field: nobody who could come, words that cannot be kept', async () => {
    const { id } = await house.taken(visitor, ada);
    const auditor = await house.workspace.signInAs('auditor');
    const stranger = await (await house.test.workspace('Elsewhere')).signInAs('expert');
    for (const nobody of [ada, auditor, stranger]) {
      expect(await house.ask(ada, id, 'invite', nobody)).toMatchObject({
        status: 400,
        body: { field: '/memberId', reason: 'is nobody who could come' },
      });
    }
    const wrong = { [' ']: 'transfer', ['a\0b']: 'invite', ['x'.repeat(2001)]: 'invite' } as const;
    for (const [brief, kind] of Object.entries(wrong)) {
      expect(await house.ask(ada, id, kind, grace, brief), JSON.stringify(brief).slice(0, 20)).toMatchObject({
        ...{ status: 400, body: { field: '/brief' } },
      });
    }
    expect(await house.call(ada, 'POST', `/v1/conversations/${id}/invite`, { memberId: 'x' })).toMatchObject({
      ...{ status: 400, body: { field: '/memberId' } },
    });
  });

  it('is anything by those it does not concern', async () => {
    const { id } = await house.taken(visitor, ada);
    const { body } = await house.ask(ada, id, 'invite', grace);
    const stranger = await (await house.test.workspace('Elsewhere')).signInAs('owner');
    for (const who of [ada, stranger, await house.workspace.signInAs('owner')]) {
      expect((await house.answer(who, body.id, 'accept')).status).toBe(404);
      expect((await house.answer(who, body.id, 'decline')).status).toBe(404);
    }
    expect((await house.withdraw(grace, body.id)).status).toBe(404);
    expect((await house.answer(visitor, body.id, 'accept')).status).toBe(403);
    expect((await house.answer(grace, 'nothing', 'accept')).status).toBe(404);
    expect((await house.ask(visitor, id, 'invite', grace)).status).toBe(403);
  });

  it('is coming with no place left, and it can still be accepted once there is one', async () => {
    const busy = await house.taken(visitor, grace);
    const profile = { statements: ['Forms'], languages: [{ tag: 'en', level: 3 }], capacity: 1 };
    const { body: own } = await house.call<OwnExpert>(grace, 'GET', '/v1/experts/me');
    const saved = await house.call(grace, 'PUT', '/v1/experts/me', { ...profile, version: own.version });
    expect(saved.status).toBe(200);
    visitor = await house.workspace.visitor();
    const { id } = await house.taken(visitor, ada);
    const { body } = await house.ask(ada, id, 'transfer', grace, 'Yours');
    expect(problemOf(await house.answer(grace, body.id, 'accept'))).toBe('capacity/full');
    expect(await house.isIn(ada, id)).toBe(true);
    await house.call(grace, 'POST', `/v1/conversations/${busy.id}/close`);
    await vi.waitFor(async () => expect((await house.answer(grace, body.id, 'accept')).status).toBe(200));
  });
});

describe('a question that is open', () => {
  it('is shown again to whoever connects, and goes when it is withdrawn', async () => {
    const { id } = await house.taken(visitor, ada);
    const { body } = await house.ask(ada, id, 'invite', grace, 'Please');
    const { heard, close } = await house.listen(grace);
    await vi.waitFor(() => expect(heard).toContainEqual(expect.objectContaining({ frame: 'handover', id: body.id })));
    expect((await house.withdraw(ada, body.id)).status).toBe(204);
    await vi.waitFor(() =>
      expect(heard).toContainEqual(expect.objectContaining({ handoverId: body.id, state: 'withdrawn' })),
    );
    close();
    expect(problemOf(await house.answer(grace, body.id, 'accept'))).toBe('handover/ended');
    expect((await house.withdraw(ada, body.id)).status).toBe(204);
  });

  it('ends after five minutes, even before it is swept', async () => {
    const { id } = await house.taken(visitor, ada);
    const { body } = await house.ask(ada, id, 'transfer', grace, 'Yours');
    house.clock.advance(answerWithinMs);
    expect(problemOf(await house.answer(grace, body.id, 'accept'))).toBe('handover/ended');
    const bob = await house.workspace.signInAs('expert', 'Bob');
    expect((await house.ask(ada, id, 'transfer', bob, 'Yours')).status).toBe(200);
    expect(await house.stateOf(body.id)).toEqual({ state: 'expired', brief: '' });
    expect(await house.isIn(ada, id)).toBe(true);
  });

  it('is ended by the sweep, which tells both', async () => {
    const { id } = await house.taken(visitor, ada);
    const { heard, close } = await house.listen(ada);
    const { body } = await house.ask(ada, id, 'invite', grace);
    house.clock.advance(answerWithinMs);
    await vi.waitFor(
      () => expect(heard).toContainEqual(expect.objectContaining({ handoverId: body.id, state: 'expired' })),
      { timeout: 25_000, interval: 250 },
    );
    close();
  });

  it('ends with the conversation: proposed, closed, erased', async () => {
    for (const end of ['proposed', 'closed', 'erased']) {
      visitor = await house.workspace.visitor();
      const { id } = await house.taken(visitor, ada);
      const { body } = await house.ask(ada, id, 'invite', grace, 'Please');
      if (end === 'proposed') await house.call(ada, 'POST', `/v1/conversations/${id}/resolve`, { outcome: 'solved' });
      else if (end === 'closed') await house.call(visitor, 'POST', `/v1/conversations/${id}/close`);
      else await house.call(visitor, 'DELETE', '/v1/me/data');
      const refused = await house.answer(grace, body.id, 'accept');
      expect(problemOf(refused), end).toBe(end === 'erased' ? 'handover/not-found' : 'handover/ended');
      if (end !== 'erased')
        expect(problemOf(await house.ask(ada, id, 'invite', grace)), end).toBe('conversation/closed');
    }
  });

  it('ends with whoever asked, when they hand back or are no longer a member', async () => {
    const first = await house.taken(visitor, ada);
    const asked = await house.ask(ada, first.id, 'invite', grace);
    await house.call(ada, 'POST', `/v1/conversations/${first.id}/return`);
    expect(problemOf(await house.answer(grace, asked.body.id, 'accept'))).toBe('handover/ended');
    // It waits in the queue now; somebody who leads cannot give away what nobody has.
    const lead = await house.workspace.signInAs('admin');
    expect(problemOf(await house.ask(lead, first.id, 'transfer', grace, 'Yours'))).toBe('conversation/closed');

    visitor = await house.workspace.visitor();
    const second = await house.taken(visitor, ada);
    const again = await house.ask(ada, second.id, 'invite', grace);
    const owner = await house.workspace.signInAs('owner');
    expect((await house.call(owner, 'DELETE', `/v1/members/${grace.id}`)).status).toBe(204);
    await vi.waitFor(async () => expect((await house.stateOf(again.body.id))?.state).toBe('withdrawn'));
  });
});

describe('at the same moment', () => {
  it('two colleagues come along, and both are in it', async () => {
    const { id } = await house.taken(visitor, ada);
    const bob = await house.workspace.signInAs('expert', 'Bob');
    const [one, two] = [await house.ask(ada, id, 'invite', grace), await house.ask(ada, id, 'invite', bob)];
    const both = await Promise.all([
      house.answer(grace, one.body.id, 'accept'),
      house.answer(bob, two.body.id, 'accept'),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await house.log(visitor, id)).slice(2).toSorted()).toEqual(['joined Bob', 'joined Grace']);
  });

  it('one colleague accepts twice, and comes once', async () => {
    const { id } = await house.taken(visitor, ada);
    const { body } = await house.ask(ada, id, 'transfer', grace, 'Yours');
    const both = await Promise.all([house.answer(grace, body.id, 'accept'), house.answer(grace, body.id, 'accept')]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await house.log(visitor, id)).slice(1)).toEqual(['joined Ada', 'joined Grace', 'left Ada']);
  });

  it('accepted and withdrawn: one of the two, never half of each', async () => {
    const { id } = await house.taken(visitor, ada);
    const { body } = await house.ask(ada, id, 'transfer', grace, 'Yours');
    const [accepted] = await Promise.all([house.answer(grace, body.id, 'accept'), house.withdraw(ada, body.id)]);
    const hasCome = accepted.status === 200;
    expect(await house.stateOf(body.id)).toEqual({ state: hasCome ? 'accepted' : 'withdrawn', brief: '' });
    expect([await house.isIn(ada, id), await house.isIn(grace, id)]).toEqual([!hasCome, hasCome]);
  });

  it('accepted and handed back: nobody is lost, and somebody has it or it waits', async () => {
    const { id, requestId } = await house.taken(visitor, ada);
    const { body } = await house.ask(ada, id, 'transfer', grace, 'Yours');
    await Promise.all([
      house.answer(grace, body.id, 'accept'),
      house.call(ada, 'POST', `/v1/conversations/${id}/return`),
    ]);
    const { state } = (await house.call<HelpRequest>(visitor, 'GET', `/v1/help-requests/${requestId}`)).body;
    expect(state).toBe((await house.isIn(grace, id)) ? 'matched' : 'queued');
    expect(await house.isIn(ada, id)).toBe(false);
  });
});
