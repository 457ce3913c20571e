import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { markMatched } from '../../requests/index.ts';
import { createLog } from '../log.ts';
import { createNames } from '../names.ts';
import { createNews } from '../news.ts';
import { meet, openTalk, type Talk } from '../talk.fixture.ts';
import { assumedAfterMs } from './resolution.ts';
import { assumeSilent } from './resolve.ts';

let talk: Talk;
let id: string;
let requestId: string;

beforeAll(async () => {
  talk = await openTalk();
}, 60_000);
afterAll(() => talk.close());
beforeEach(async () => {
  ({ conversationId: id, requestId } = await meet(talk, talk.house, talk.visitor, talk.expert, 'The page stays white'));
  const { clock, db } = talk.app.platform;
  await db.withOrganisation(talk.house.organisationId, (tx) => markMatched(tx, requestId, id, clock.now()));
});

const post = (who: 'visitor' | 'expert', what: string, body: object = {}) =>
  talk.call(talk[who], 'POST', `/v1/conversations/${id}/${what}`, body);
const say = (body: string) =>
  talk.call(talk.expert, 'POST', `/v1/conversations/${id}/messages`, {
    clientId: talk.app.platform.clock.newId(),
    kind: 'text',
    body,
  });
const entries = async () => {
  const { body } = await talk.call(talk.visitor, 'GET', `/v1/conversations/${id}/messages`);
  return body.items.map(({ kind, body: words }: { kind: string; body: string }) => `${kind} ${words}`.trim());
};
const events = async () => {
  const { db } = talk.app.platform;
  const rows = await db.asSystem(
    'test: events',
    (tx) => tx<{ type: string }[]>`
    select type from outbox where payload ->> 'conversationId' = ${id} and type <> 'message.added' order by id`,
  );
  return rows.map(({ type }) => type).filter((type) => !['assignment.accepted', 'conversation.opened'].includes(type));
};
const requestState = async () =>
  (await talk.call(talk.visitor, 'GET', `/v1/help-requests/${requestId}`)).body.state as string;
const until = async (read: () => Promise<unknown>, wanted: unknown) => expect.poll(read).toEqual(wanted);

describe('a conversation that is solved', () => {
  it('is proposed by the expert, confirmed by the visitor, and rated once', async () => {
    expect((await post('expert', 'solution', { seq: 1 })).body.resolution.solutionSeq).toBe(1);
    expect((await post('expert', 'resolve')).body).toMatchObject({ state: 'proposed' });
    expect((await post('visitor', 'resolve', { outcome: 'solved' })).body).toMatchObject({
      state: 'resolved',
      resolution: { how: 'confirmed', solutionSeq: 1, rating: null },
    });
    expect((await post('visitor', 'rating', { rating: 5 })).body.resolution).toMatchObject({ rating: 5, thanks: null });
    expect((await post('visitor', 'rating', { rating: 5, thanks: ' Lovely. ' })).body.resolution.thanks).toBe(
      'Lovely.',
    );
    expect(await post('visitor', 'rating', { rating: 4 })).toMatchObject({
      status: 409,
      body: { type: 'urn:harmony:problem:key/reused', field: '/rating' },
    });
    expect(await entries()).toEqual([
      'text The page stays white',
      'joined',
      'solution 1',
      'proposed',
      'resolved confirmed',
    ]);
    expect(await events()).toEqual(['conversation.proposed', 'conversation.resolved', 'rating.given']);
    await until(requestState, 'done');
  });

  it('says everything once, however often it is asked', async () => {
    await Promise.all([post('expert', 'resolve'), post('expert', 'resolve'), post('expert', 'solution', { seq: 1 })]);
    await Promise.all([post('visitor', 'resolve'), post('visitor', 'resolve')]);
    await Promise.all([post('visitor', 'rating', { rating: 3 }), post('visitor', 'rating', { rating: 3 })]);
    expect(await events()).toEqual(['conversation.proposed', 'conversation.resolved', 'rating.given']);
  });

  it('goes on after “Not yet”, and again within seven days of the end', async () => {
    await post('expert', 'resolve');
    expect((await post('visitor', 'resolve', { outcome: 'not-yet' })).body.state).toBe('open');
    await post('visitor', 'resolve');
    await until(requestState, 'done');
    expect((await post('visitor', 'resolve', { outcome: 'not-yet' })).body).toMatchObject({
      state: 'open',
      resolution: { how: null, resolvedAt: null },
    });
    await until(requestState, 'matched');
    expect(await events()).toEqual(['conversation.proposed', 'conversation.resolved', 'conversation.reopened']);
  });

  it('counts as solved after a day of silence', async () => {
    await post('expert', 'resolve');
    const { platform } = talk.app;
    await platform.db.asSystem(
      'test: a day later',
      (tx) => tx`
      update conversation set proposed_at = proposed_at - make_interval(secs => ${assumedAfterMs / 1_000}) where id = ${id}`,
    );
    await assumeSilent(platform, createLog(platform, createNames(platform.clock), createNews(platform.bus)));
    const { body } = await talk.call(talk.visitor, 'GET', `/v1/conversations/${id}`);
    expect(body).toMatchObject({ state: 'resolved', resolution: { how: 'assumed' } });
  });
});

describe('whoever hears that it is solved', () => {
  /** How everything stands that follows from the outcome: request, load, drafts, awards that wait. */
  const standing = async () => {
    const { db } = talk.app.platform;
    const [row] = await db.asSystem(
      'test: what followed',
      (tx) => tx<{ state: string; load: number; drafts: number; awards: number }[]>`
        select (select state from help_request where id = ${requestId}) as state,
          (select count(*)::integer from expert_load where conversation_id = ${id}) as load,
          (select count(*)::integer from article_source where conversation_id = ${id}) as drafts,
          (select count(*)::integer from award_due where conversation_id = ${id})
            + (select count(*)::integer from award where conversation_id = ${id}) as awards`,
    );
    return row!;
  };
  /** The same event once more, as after a crash between its effects and the mark that they happened. */
  const again = async (type: 'conversation.resolved' | 'conversation.reopened' | 'rating.given') => {
    const { db, outbox } = talk.app.platform;
    const [event] = await db.asSystem(
      'test: the event',
      (tx) =>
        tx<
          { payload: never }[]
        >`select payload from outbox where type = ${type} and payload ->> 'conversationId' = ${id}`,
    );
    const { organisationId } = talk.house;
    const eventId = await db.withOrganisation(organisationId, (tx) =>
      outbox.emit(tx, type, organisationId, event!.payload),
    );
    await outbox.delivered(eventId);
  };

  it('does what follows once, however often it hears so', async () => {
    await say('Reload the page twice.');
    const [solution] = (await talk.call(talk.visitor, 'GET', `/v1/conversations/${id}/messages`)).body.items.slice(-1);
    await post('expert', 'solution', { seq: solution.seq });
    await post('visitor', 'resolve');
    const followed = { state: 'done', load: 0, drafts: 1, awards: 1 };
    await until(standing, followed);
    await again('conversation.resolved');
    expect(await standing()).toEqual(followed);
    await post('visitor', 'rating', { rating: 5 });
    await until(standing, followed);
    await again('rating.given');
    expect(await standing()).toEqual(followed);
    await post('visitor', 'resolve', { outcome: 'not-yet' });
    await until(async () => (await standing()).state, 'matched');
    const reopened = await standing();
    await again('conversation.reopened');
    expect(await standing()).toEqual(reopened);
  });
});

describe('whoever may not', () => {
  it('rates before the end, marks what is no text, or takes no part, is told why', async () => {
    expect((await post('visitor', 'rating', { rating: 5 })).status).toBe(409);
    expect((await post('expert', 'rating', { rating: 5 })).status).toBe(403);
    expect((await post('visitor', 'solution', { seq: 1 })).status).toBe(403);
    expect(await post('expert', 'solution', { seq: 2 })).toMatchObject({ status: 400, body: { field: '/seq' } });
    expect((await post('expert', 'solution', { seq: 99 })).status).toBe(400);
    for (const rating of [0, 6, 2.5, '5']) expect((await post('visitor', 'rating', { rating })).status).toBe(400);
    const stranger = await talk.house.visitor();
    const colleague = await talk.house.signInAs('expert', 'Grace');
    const path = `/v1/conversations/${id}/resolve`;
    expect((await talk.call(stranger, 'POST', path, {})).status).toBe(404);
    expect((await talk.call(colleague, 'POST', path, {})).status).toBe(404);
    await talk.call(talk.visitor, 'POST', `/v1/conversations/${id}/close`);
    expect(await post('expert', 'resolve')).toMatchObject({ status: 409 });
  });
});
