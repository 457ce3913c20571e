import type { FastifyInstance } from 'fastify';
import type { EventHandler } from '../platform/outbox/index.ts';
import { cancelAllOf } from './create.ts';
import { stateAfter } from './help-request.ts';
import type { News } from './news.ts';
import * as store from './store.ts';

declare module '../platform/outbox/index.ts' {
  interface EventMap {
    /** Somebody asked for a person, within this visit. */
    'help-request.created': { requestId: string; siteId: string; visitorId: string; visitId: string };
    /** It is in the queue again, in its old place. */
    'help-request.requeued': { requestId: string; siteId: string; visitorId: string };
    /** Its booked slot begins soon: it is in the queue from now on. */
    'help-request.slot-near': { requestId: string; siteId: string; visitorId: string };
    /** Nobody waits any more: cancelled by the visitor, expired because their page is gone, or an article was enough. */
    'help-request.cancelled': { requestId: string; visitorId: string; state: 'cancelled' | 'expired' | 'self-solved' };
  }
}

/** What requests hear: whatever moves the queue, and the end of the conversation. */
export const registerEvents = (app: FastifyInstance, news: News): void => {
  const { clock, db, outbox } = app.platform;

  const done: EventHandler<'conversation.closed' | 'conversation.resolved'> = async (
    tx,
    { organisationId, payload },
  ) => {
    const row = await store.lockRequest(tx, payload.requestId);
    const state = row && stateAfter(row.state, 'conversation-ended');
    if (row === undefined || state == null) return;
    await store.setEnded(tx, row.id, state, clock.now());
    db.afterCommit(tx, () => news.changed(organisationId, row.id));
  };
  outbox.on('conversation.closed', 'requests.done', done);
  outbox.on('conversation.resolved', 'requests.done', done);

  outbox.on('conversation.reopened', 'requests.again', async (tx, { organisationId, payload }) => {
    const row = await store.lockRequest(tx, payload.requestId);
    if (row === undefined || stateAfter(row.state, 'conversation-reopened') === null) return;
    await store.setReopened(tx, row.id);
    db.afterCommit(tx, () => news.changed(organisationId, row.id));
  });

  // An article was enough: nobody needs to come any more.
  outbox.on('article.helped', 'requests.self-solved', async (tx, { organisationId, payload }) => {
    const row = await store.lockWaitingOf(tx, payload.visitorId);
    const state = row && stateAfter(row.state, 'article-helped');
    if (row === undefined || state !== 'self-solved') return;
    await store.setEnded(tx, row.id, state, clock.now());
    const { id: requestId, visitorId } = row;
    await outbox.emit(tx, 'help-request.cancelled', organisationId, { requestId, visitorId, state: 'self-solved' });
  });

  // Their place in the queue moves along, unless the older one waits too: nobody waits twice.
  outbox.on('visitor.merged', 'requests.move', async (tx, { payload: { visitorId, mergedId } }) => {
    if ((await store.lockWaitingOf(tx, visitorId)) !== undefined) await cancelAllOf(app.platform, tx, mergedId);
    await store.moveRequests(tx, mergedId, visitorId);
  });

  for (const type of [
    'help-request.created',
    'help-request.requeued',
    'help-request.slot-near',
    'help-request.reach-changed',
    'help-request.cancelled',
    'appointment.changed',
  ] as const) {
    outbox.on(type, 'requests.tell', async (_, { organisationId, payload }) =>
      news.changed(organisationId, payload.requestId),
    );
  }
  for (const type of ['assignment.offered', 'assignment.ended'] as const) {
    outbox.on(type, 'requests.tell', async (_, { organisationId, payload }) =>
      news.changed(organisationId, payload.requestId),
    );
  }
  for (const type of ['expert.available', 'expert.unavailable'] as const) {
    outbox.on(type, 'requests.tell', async (_, { organisationId }) => news.changed(organisationId));
  }

  // The frame names the conversation, so it waits until every handler has had its turn and the conversation is open.
  outbox.on('assignment.accepted', 'requests.tell', async (tx, { id, organisationId, payload }) =>
    db.afterCommit(tx, () => {
      void outbox.delivered(id).then(() => news.changed(organisationId, payload.requestId));
    }),
  );
};
