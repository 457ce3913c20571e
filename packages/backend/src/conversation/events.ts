import type { FastifyInstance } from 'fastify';
import { contributeRemoval } from '../identity/index.ts';
import { findRequest } from '../requests/index.ts';
import { join } from './giving-back/join.ts';
import { closeUnattended, type ReturnReason } from './giving-back/give-back.ts';
import { leaveAll } from './leave.ts';
import type { Log } from './log.ts';
import type { Submission } from './message.ts';
import * as store from './store.ts';

/** Why a conversation ended: the visitor left, a member ended it, or the visitor had everything erased. */
export type CloseReason = 'left' | 'ended' | 'erased';

/** Which conversation, whose, and when. */
export interface Outcome {
  conversationId: string;
  requestId: string;
  siteId: string;
  visitorId: string;
  /** The members in it, the one who accepted first. */
  memberIds: string[];
  at: string;
}

declare module '../platform/outbox/index.ts' {
  interface EventMap {
    /**
     * The log has grown. `seq` is the newest number: several messages that were stored together may be told by one event,
     * so whoever needs each of them reads the log after the last one they had.
     */
    'message.added': { conversationId: string; seq: number };
    /** An expert has come: what was asked stands in the log, and more may follow. */
    'conversation.opened': { conversationId: string; requestId: string };
    /** Nobody writes any more. */
    'conversation.closed': {
      conversationId: string;
      requestId: string;
      visitorId: string;
      memberIds: string[];
      reason: CloseReason;
      at: string;
    };
    /** A member is out of it before it ended; where nobody else is in it, its request waits again. */
    'conversation.returned': { conversationId: string; requestId: string; memberId: string; because: ReturnReason };
    /** An expert says that it is solved; the visitor has not answered yet. */
    'conversation.proposed': Outcome;
    /** It is solved: the visitor confirmed it, or said nothing for a day. May be reopened within seven days. */
    'conversation.resolved': Outcome & { how: 'confirmed' | 'assumed'; solutionSeq: number | null };
    /** What was resolved turned out not to be. */
    'conversation.reopened': Outcome;
    /** The visitor rated the help, 1 to 5; once per conversation. */
    'rating.given': Outcome & { rating: number };
  }
}

/** What conversation hears: an expert has accepted, so the two meet; a member is gone; and two visitors were one. */
export const registerEvents = (app: FastifyInstance, log: Log): void => {
  const { clock, db, live, outbox } = app.platform;

  outbox.on('assignment.accepted', 'conversation.open', async (tx, { organisationId, payload }) => {
    const { conversationId, requestId, siteId, visitorId, memberId, at } = payload;
    const openedAt = new Date(at);
    const row = { id: conversationId, organisationId, siteId, requestId, visitorId, memberId, openedAt };
    if (!(await store.insertConversation(tx, row))) return join(app.platform, log, tx, row);
    const request = await findRequest(tx, requestId);
    const words = request?.text.trim() || request?.topic?.trim() || '';
    const asked: Submission = {
      conversationId,
      id: clock.newId(),
      clientId: request?.clientId ?? null,
      from: { kind: 'visitor', id: visitorId },
      kind: 'text',
      body: words,
      at: new Date(request?.createdAt ?? openedAt),
    };
    const joined: Submission = {
      conversationId,
      id: clock.newId(),
      clientId: null,
      from: { kind: 'member', id: memberId },
      kind: 'joined',
      body: '',
      at: openedAt,
    };
    await log.append(tx, organisationId, words === '' ? [joined] : [asked, joined]);
    await outbox.emit(tx, 'conversation.opened', organisationId, { conversationId, requestId });
    const frame = { frame: 'conversation' as const, conversationId, state: 'open' };
    db.afterCommit(tx, () => {
      live.toVisitor(organisationId, visitorId, frame);
      live.toMember(organisationId, memberId, frame);
    });
  });

  outbox.on('help-request.cancelled', 'conversation.close-unattended', (tx, { organisationId, payload }) =>
    closeUnattended(app.platform, log, tx, organisationId, payload.requestId),
  );

  outbox.on('member.removed', 'conversation.leave', (tx, { organisationId, payload }) =>
    leaveAll(app.platform, log, tx, organisationId, payload.memberId),
  );
  outbox.on(
    'member.role-changed',
    'conversation.leave',
    async (tx, { organisationId, payload: { memberId, role } }) => {
      if (role === 'auditor') await leaveAll(app.platform, log, tx, organisationId, memberId);
    },
  );
  contributeRemoval(app, store.removalOf);

  outbox.on('visitor.merged', 'conversation.move', (tx, { payload: { visitorId, mergedId } }) =>
    store.moveVisitor(tx, mergedId, visitorId),
  );
};
