import type { AssignmentState } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { expire, takerOf, withdraw, withdrawApart, withdrawFrom } from './answer.ts';
import { assignmentFrame } from './frames.ts';
import { matchWaiting } from './offer.ts';
import { findAssignment } from './store.ts';

declare module '../platform/outbox/index.ts' {
  interface EventMap {
    /** A request was put before an expert, who may answer until then. */
    'assignment.offered': { assignmentId: string; requestId: string; memberId: string; expiresAt: string };
    /** An expert took it. `conversationId` is chosen here; `conversation` opens it. */
    'assignment.accepted': {
      assignmentId: string;
      requestId: string;
      memberId: string;
      conversationId: string;
      siteId: string;
      visitorId: string;
      at: string;
    };
    /** The question is over without an acceptance. */
    'assignment.ended': {
      assignmentId: string;
      requestId: string;
      memberId: string;
      state: Exclude<AssignmentState, 'offered' | 'accepted'>;
    };
  }
}

/** A little after the moment itself, so that one look is enough. */
const timerSlackMs = 20;

/** What matching hears: whatever may make a match possible, and what has become of the questions it asked. */
export const registerEvents = (app: FastifyInstance): void => {
  const { clock, db, live, outbox, log } = app.platform;

  for (const type of [
    'help-request.created',
    'help-request.requeued',
    'help-request.slot-near',
    'appointment.changed',
    'help-request.reach-changed',
    'assignment.ended',
    'expert.available',
  ] as const) {
    outbox.on(type, 'matching.match', (tx, { organisationId }) => matchWaiting(app.platform, tx, organisationId));
  }

  outbox.on('help-request.cancelled', 'matching.withdraw', (tx, { organisationId, payload }) =>
    withdraw(app.platform, tx, organisationId, payload.requestId),
  );

  outbox.on('member.removed', 'matching.withdraw', (tx, { organisationId, payload }) =>
    withdrawFrom(app.platform, tx, organisationId, payload.memberId),
  );
  outbox.on('member.role-changed', 'matching.withdraw', async (tx, { organisationId, payload: { memberId, role } }) => {
    if (role === 'auditor') await withdrawFrom(app.platform, tx, organisationId, memberId);
  });

  outbox.on('block.made', 'matching.withdraw', (tx, { organisationId, payload: { visitorId, memberId } }) =>
    withdrawApart(app.platform, tx, organisationId, visitorId, memberId),
  );

  const timers = new Set<NodeJS.Timeout>();
  app.addHook('preClose', async () => timers.forEach(clearTimeout));
  /** The sweep would find it too, up to ten seconds later. */
  const expireAt = (at: number): void => {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        db.asSystem('matching: an assignment ran out', (tx) => expire(app.platform, tx)).catch((error: unknown) =>
          log.warn({ err: error }, 'an assignment could not be ended; the sweep will'),
        );
      },
      Math.max(0, at - clock.now()) + timerSlackMs,
    );
    timers.add(timer);
  };

  outbox.on('assignment.offered', 'matching.ask', async (tx, { organisationId, payload }) => {
    const assignment = await findAssignment(tx, payload.assignmentId, payload.memberId);
    if (assignment?.state !== 'offered') return;
    const frame = await assignmentFrame(tx, assignment);
    db.afterCommit(tx, () => {
      live.toMember(organisationId, payload.memberId, frame);
      expireAt(assignment.expiresAt);
    });
  });

  outbox.on('assignment.ended', 'matching.tell', async (tx, { organisationId, payload }) => {
    const { assignmentId, memberId, requestId, state } = payload;
    const takenBy = state === 'withdrawn' ? await takerOf(tx, requestId) : undefined;
    db.afterCommit(tx, () =>
      live.toMember(organisationId, memberId, {
        frame: 'assignment.ended',
        assignmentId,
        state,
        ...(takenBy === undefined ? {} : { takenBy }),
      }),
    );
  });
};
