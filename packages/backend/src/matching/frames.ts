import type { ServerFrames } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import type { Tx } from '../platform/database/index.ts';
import { asMember } from '../platform/http/access.ts';
import { requestSummary } from '../requests/index.ts';
import { accept, decline } from './answer.ts';
import { withProblems } from './problems.ts';
import { offersTo, type AssignmentRow } from './store.ts';

/** A request as it is put before an expert: the person's words, and why it came here. */
export const assignmentFrame = async (tx: Tx, assignment: AssignmentRow): Promise<ServerFrames['assignment']> => ({
  frame: 'assignment',
  assignmentId: assignment.id,
  request: await requestSummary(tx, assignment.requestId),
  score: assignment.score,
  terms: assignment.terms,
  reasons: (await withProblems(tx, [assignment]))[0]!.reasons,
  expiresAt: new Date(assignment.expiresAt).toISOString(),
  timeoutMs: assignment.timeoutMs,
});

/** **Accept**, **Decline**, and what is open for whoever connects: a console that was reloaded shows it again. */
export const registerFrames = (app: FastifyInstance): void => {
  const { clock, db, live } = app.platform;

  live.onFrame('assignment.accept', ({ caller }, { assignmentId }) =>
    accept(app.platform, asMember(caller), assignmentId),
  );

  live.onFrame('assignment.decline', async ({ caller }, { assignmentId, reason }) => {
    const member = asMember(caller);
    await db.withOrganisation(member.organisationId, (tx) =>
      decline(app.platform, tx, member, assignmentId, reason ?? null),
    );
    return {};
  });

  live.onConnected(async (connection) => {
    if (connection.caller.kind !== 'member') return;
    const { organisationId, memberId } = connection.caller;
    const frames = await db.withOrganisation(organisationId, async (tx) => {
      const found: ServerFrames['assignment'][] = [];
      for (const offered of await offersTo(tx, memberId, clock.now())) found.push(await assignmentFrame(tx, offered));
      return found;
    });
    for (const frame of frames) connection.send(frame);
  });
};
