import type { Colleague, HelpRequest } from '@harmony-live/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Somebody } from '../../../test/app.ts';
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

describe('who could come', () => {
  it('is every expert but those who are in it and whoever asks, with how they stand', async () => {
    const { id } = await house.taken(visitor, ada);
    const auditor = await house.workspace.signInAs('auditor', 'Otto');
    const colleagues = async () =>
      (await house.call<{ items: Colleague[] }>(ada, 'GET', `/v1/conversations/${id}/colleagues`)).body.items;
    const found = await colleagues();
    expect(found.find(({ memberId }) => memberId === grace.id)).toMatchObject({
      ...{ name: 'Grace', state: 'offline', load: 0, isAsked: false },
    });
    const ids = found.map(({ memberId }) => memberId);
    expect(ids).not.toContain(ada.id);
    expect(ids).not.toContain(auditor.id);
    await house.ask(ada, id, 'invite', grace);
    expect((await colleagues()).find(({ memberId }) => memberId === grace.id)?.isAsked).toBe(true);
  });

  it('is told to those in it and those who lead, and to nobody else', async () => {
    const { id } = await house.taken(visitor, ada);
    const path = `/v1/conversations/${id}/colleagues`;
    const lead = await house.workspace.signInAs('coordinator');
    const stranger = await (await house.test.workspace('Elsewhere')).signInAs('owner');
    expect((await house.call(lead, 'GET', path)).status).toBe(200);
    expect((await house.call(grace, 'GET', path)).status).toBe(404);
    expect((await house.call(stranger, 'GET', path)).status).toBe(404);
    expect((await house.call(visitor, 'GET', path)).status).toBe(403);
    expect((await house.call(await house.workspace.signInAs('auditor'), 'GET', path)).status).toBe(403);
  });
});

describe('somebody whom the visitor does not want to meet again', () => {
  it('is not among them, and cannot be asked', async () => {
    const { id: earlier } = await house.taken(visitor, grace);
    await house.call(visitor, 'POST', `/v1/conversations/${earlier}/close`);
    expect((await house.test.call(visitor, 'PUT', `/v1/conversations/${earlier}/block`)).status).toBeLessThan(300);
    const { id } = await house.taken(visitor, ada);
    const { body } = await house.call<{ items: Colleague[] }>(ada, 'GET', `/v1/conversations/${id}/colleagues`);
    expect(body.items.map(({ memberId }) => memberId)).not.toContain(grace.id);
    expect(await house.ask(ada, id, 'invite', grace)).toMatchObject({ status: 400, body: { field: '/memberId' } });
  });
});

describe('an invitation', () => {
  it('brings a second expert in: both write, what they were told is a note, and each has it as load', async () => {
    const { id, requestId } = await house.taken(visitor, ada);
    const asked = await house.ask(ada, id, 'invite', grace, 'Same as in October.');
    expect(asked).toMatchObject({
      status: 200,
      body: { kind: 'invite', brief: 'Same as in October.', topic: 'It stays white', to: { name: 'Grace' } },
    });
    expect(await house.isIn(grace, id)).toBe(false);
    expect(await house.answer(grace, asked.body.id, 'accept')).toEqual({ status: 200, body: { conversationId: id } });
    expect(await house.answer(grace, asked.body.id, 'accept')).toEqual({ status: 200, body: { conversationId: id } });
    expect(await house.log(visitor, id)).toEqual(['text', 'joined Ada', 'joined Grace']);
    for (const who of [ada, grace]) {
      expect(await house.notes(who, id)).toMatchObject([{ body: 'Same as in October.', from: { name: 'Ada' } }]);
      expect((await house.say(who, id)).status).toBe(200);
      expect(await house.loadOf(who)).toBe(1);
    }
    // The record of who was asked first stays; what the visitor reads names nobody's note.
    expect((await house.call<HelpRequest>(visitor, 'GET', `/v1/help-requests/${requestId}`)).body).toMatchObject({
      ...{ state: 'matched', expert: { name: 'Ada' } },
    });
    expect(JSON.stringify((await house.call(visitor, 'GET', '/v1/me/data')).body)).not.toContain('October');
    expect(await house.stateOf(asked.body.id)).toEqual({ state: 'accepted', brief: '' });
  });

  it('may be without words; the same again answers the same, another one about it has to wait', async () => {
    const { id } = await house.taken(visitor, ada);
    const bob = await house.workspace.signInAs('expert', 'Bob');
    const first = await house.ask(ada, id, 'invite', grace);
    expect(await house.ask(ada, id, 'invite', grace, 'More words')).toEqual(first);
    expect(problemOf(await house.ask(ada, id, 'transfer', grace, 'Take it'))).toBe('handover/pending');
    expect((await house.ask(ada, id, 'invite', bob)).status).toBe(200);
    await house.answer(grace, first.body.id, 'accept');
    expect(await house.notes(ada, id)).toEqual([]);
  });

  it('is answered with not now, and may be asked again', async () => {
    const { id } = await house.taken(visitor, ada);
    const { heard, close } = await house.listen(ada);
    const { body } = await house.ask(ada, id, 'invite', grace, 'Please');
    expect((await house.answer(grace, body.id, 'decline')).status).toBe(204);
    await vi.waitFor(() =>
      expect(heard).toContainEqual({
        ...{ frame: 'handover.ended', handoverId: body.id, conversationId: id, state: 'declined' },
      }),
    );
    close();
    expect(await house.stateOf(body.id)).toEqual({ state: 'declined', brief: '' });
    expect(problemOf(await house.answer(grace, body.id, 'accept'))).toBe('handover/ended');
    expect(await house.isIn(grace, id)).toBe(false);
    expect((await house.ask(ada, id, 'invite', grace)).body.id).not.toBe(body.id);
  });
});

describe('a transfer', () => {
  it('leaves the conversation to the colleague: one comes, then the other goes, and no request waits again', async () => {
    const { id, requestId } = await house.taken(visitor, ada);
    await house.say(ada, id);
    const { body } = await house.ask(ada, id, 'transfer', grace, 'They use Firefox 132.');
    expect(await house.isIn(ada, id)).toBe(true);
    const { heard, close } = await house.listen(ada);
    expect((await house.answer(grace, body.id, 'accept')).status).toBe(200);
    expect(await house.log(visitor, id)).toEqual(['text', 'joined Ada', 'text', 'joined Grace', 'left Ada']);
    await vi.waitFor(() =>
      expect(heard).toContainEqual({ frame: 'conversation', conversationId: id, state: 'handed-over' }),
    );
    close();
    expect((await house.say(ada, id)).status).toBe(404);
    expect((await house.say(grace, id)).status).toBe(200);
    expect(await house.notes(grace, id)).toMatchObject([{ body: 'They use Firefox 132.', from: { name: 'Ada' } }]);
    await vi.waitFor(async () => expect(await house.loadOf(ada)).toBe(0));
    expect(await house.loadOf(grace)).toBe(1);
    expect((await house.call<HelpRequest>(visitor, 'GET', `/v1/help-requests/${requestId}`)).body.state).toBe(
      'matched',
    );
    // Why Ada was asked says nothing of Grace, who reads that it was Ada's.
    const read = await house.call<{ request: object }>(grace, 'GET', `/v1/conversations/${id}`);
    expect(read.body.request).toMatchObject({ acceptedBy: { name: 'Ada' } });
    const seen = await house.call<{ expert: object }>(visitor, 'GET', `/v1/conversations/${id}`);
    expect(seen.body.expert).toMatchObject({ name: 'Grace', reasons: [] });
  });

  it('counts for whoever solved it, and not as solved by the first expert', async () => {
    const counted = await house.test.workspace('Counted');
    ({ ada, grace, visitor } = await house.people(counted));
    const { id } = await house.taken(visitor, ada);
    const { body } = await house.ask(ada, id, 'transfer', grace, 'Yours');
    await house.answer(grace, body.id, 'accept');
    await house.say(grace, id, 'Press Save twice.');
    await house.call(grace, 'POST', `/v1/conversations/${id}/resolve`, { outcome: 'solved' });
    await house.call(visitor, 'POST', `/v1/conversations/${id}/resolve`, { outcome: 'solved' });
    await house.call(visitor, 'POST', `/v1/conversations/${id}/rating`, { rating: 5 });
    const awards = async (who: Somebody) =>
      (await house.call<{ items: object[] }>(who, 'GET', '/v1/rewards')).body.items.length;
    await vi.waitFor(async () => expect(await awards(grace)).toBe(1));
    expect(await awards(ada)).toBe(0);
    const lead = await counted.signInAs('owner');
    const insights = await house.call<{ resolved: number; byFirstExpert: number }>(
      lead,
      'GET',
      '/v1/insights/help?days=7&zone=UTC',
    );
    expect(insights.body).toMatchObject({ byFirstExpert: 0, confirmed: 1 });
  });

  it('unlike an invitation, which leaves the award to whoever came first', async () => {
    const { id } = await house.taken(visitor, ada);
    const { body } = await house.ask(ada, id, 'invite', grace);
    await house.answer(grace, body.id, 'accept');
    await house.call(grace, 'POST', `/v1/conversations/${id}/resolve`, { outcome: 'solved' });
    await house.call(visitor, 'POST', `/v1/conversations/${id}/resolve`, { outcome: 'solved' });
    await house.call(visitor, 'POST', `/v1/conversations/${id}/rating`, { rating: 5 });
    const awards = async (who: Somebody) =>
      (await house.call<{ items: object[] }>(who, 'GET', '/v1/rewards')).body.items.length;
    await vi.waitFor(async () => expect(await awards(ada)).toBe(1));
    expect(await awards(grace)).toBe(0);
  });

  it('needs a brief, and asks one at a time', async () => {
    const { id } = await house.taken(visitor, ada);
    const bob = await house.workspace.signInAs('expert', 'Bob');
    expect(await house.ask(ada, id, 'transfer', grace)).toMatchObject({ status: 400 });
    await house.ask(ada, id, 'transfer', grace, 'Yours');
    expect(problemOf(await house.ask(ada, id, 'transfer', bob, 'Yours'))).toBe('handover/pending');
    expect((await house.ask(ada, id, 'invite', bob)).status).toBe(200);
  });

  it('by somebody who leads relieves all who had it; an expert who is not in it cannot', async () => {
    const { id } = await house.taken(visitor, ada);
    const lead = await house.workspace.signInAs('coordinator', 'Cleo');
    const bob = await house.workspace.signInAs('expert', 'Bob');
    expect((await house.ask(bob, id, 'transfer', grace, 'Mine')).status).toBe(404);
    expect(problemOf(await house.ask(lead, id, 'invite', grace))).toBe('role/insufficient');
    const { body } = await house.ask(lead, id, 'transfer', grace, 'Ada has gone home.');
    expect((await house.answer(grace, body.id, 'accept')).status).toBe(200);
    expect(await house.log(visitor, id)).toEqual(['text', 'joined Ada', 'joined Grace', 'left Ada']);
    expect(await house.isIn(ada, id)).toBe(false);
    expect(await house.notes(lead, id)).toMatchObject([{ from: { name: 'Cleo' } }]);
  });

  it('may come back, and be handed over again', async () => {
    const { id } = await house.taken(visitor, ada);
    const first = await house.ask(ada, id, 'transfer', grace, 'Yours');
    await house.answer(grace, first.body.id, 'accept');
    const second = await house.ask(grace, id, 'transfer', ada, 'Yours after all');
    expect((await house.answer(ada, second.body.id, 'accept')).status).toBe(200);
    expect((await house.log(visitor, id)).slice(1)).toEqual([
      'joined Ada',
      'joined Grace',
      'left Ada',
      'joined Ada',
      'left Grace',
    ]);
    await vi.waitFor(async () => expect([await house.loadOf(ada), await house.loadOf(grace)]).toEqual([1, 0]));
  });
});
