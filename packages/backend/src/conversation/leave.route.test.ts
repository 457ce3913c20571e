import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Somebody } from '../../test/app.ts';
import { meet, openTalk, type Talk } from './talk.fixture.ts';

let talk: Talk;
let expert: Somebody;
let owner: Somebody;
let conversationId: string;

beforeAll(async () => {
  talk = await openTalk();
  owner = await talk.house.signInAs('owner', 'Ida');
});
afterAll(() => talk.close());
beforeEach(async () => {
  expert = await talk.house.signInAs('expert', 'Grace');
  ({ conversationId } = await meet(talk, talk.house, talk.visitor, expert, 'The page stays white'));
});

const remove = () => {
  const url = `/v1/members/${expert.id}`;
  return talk.app.inject({ method: 'DELETE', url, headers: owner.headers });
};
const entries = async () => {
  const { body } = await talk.call(talk.visitor, 'GET', `/v1/conversations/${conversationId}/messages`);
  return body.items.map(({ kind, from }: { kind: string; from: { name?: string } }) =>
    `${kind} ${from.name ?? ''}`.trim(),
  );
};
const stateOf = async () =>
  (await talk.call(talk.visitor, 'GET', `/v1/conversations/${conversationId}`)).body.state as string;
const removal = async () => (await talk.call(owner, 'GET', `/v1/members/${expert.id}/removal`)).body;
const until = (read: () => Promise<unknown>, wanted: unknown) => expect.poll(read).toEqual(wanted);
const bringIn = (memberId: string) =>
  talk.app.platform.db.withOrganisation(
    talk.house.organisationId,
    (tx) => tx`
      insert into participant (conversation_id, organisation_id, member_id, joined_at)
      values (${conversationId}, ${talk.house.organisationId}, ${memberId}, now())`,
  );

describe('a member who is taken out', () => {
  it('leaves conversations that end where nobody else is, under the name they had', async () => {
    expect(await removal()).toEqual({ endingConversations: 1, otherConversations: 0 });
    expect((await remove()).statusCode).toBe(204);
    await until(stateOf, 'closed');
    expect(await entries()).toEqual(['text', 'joined Grace', 'left Grace', 'closed Grace']);
    const again = await talk.call(talk.visitor, 'POST', '/v1/help-requests', {
      clientId: talk.app.platform.clock.newId(),
      text: 'The page is still white',
    });
    expect(again).toMatchObject({ status: 201, body: { state: 'queued' } });
  });

  it('leaves those to the others where somebody else is', async () => {
    await bringIn(owner.id);
    expect(await removal()).toEqual({ endingConversations: 0, otherConversations: 1 });
    await remove();
    await until(entries, ['text', 'joined Grace', 'left Grace']);
    expect(await stateOf()).toBe('open');
    const path = `/v1/conversations/${conversationId}/messages`;
    const words = { clientId: talk.app.platform.clock.newId(), kind: 'text', body: 'I go on' };
    expect((await talk.call(owner, 'POST', path, words)).status).toBe(200);
  });

  it('does not touch what has ended', async () => {
    await talk.call(talk.visitor, 'POST', `/v1/conversations/${conversationId}/close`);
    const before = await entries();
    expect(await removal()).toEqual({ endingConversations: 0, otherConversations: 0 });
    await remove();
    const events = await talk.app.platform.db.asSystem(
      'test',
      (tx) => tx<{ id: string }[]>`
        select id from outbox where type = 'member.removed' and payload ->> 'memberId' = ${expert.id}`,
    );
    await talk.app.platform.outbox.delivered(events[0]!.id);
    expect(await entries()).toEqual(before);
  });

  it('leaves in the same way where they may only read from now on', async () => {
    const payload = { role: 'auditor' };
    await talk.app.inject({ method: 'PATCH', url: `/v1/members/${expert.id}`, headers: owner.headers, payload });
    await until(stateOf, 'closed');
  });
});
