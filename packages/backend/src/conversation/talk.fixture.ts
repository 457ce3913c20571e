import type { RequestContext, Urgency } from '@harmony-live/protocol';
import {
  buildTestApp,
  type Answer,
  type FakeClock,
  type Somebody,
  type TestApp,
  type TestWorkspace,
} from '../../test/app.ts';

/** A conversation that was just opened between a visitor and an expert, with people who have no part in it. */
export interface Talk extends TestApp {
  house: TestWorkspace;
  conversationId: string;
  requestId: string;
  visitor: Somebody;
  expert: Somebody;
  say(who: Somebody, body: string, clientId?: string): Promise<Answer>;
  log(who?: Somebody): Promise<{ seq: number; kind: string; body: string; from: { kind: string; name?: string } }[]>;
}

/** Opens a conversation as `matching` does: by its event. @param clockGiven one that the test moves; the real one otherwise */
export const openTalk = async (text = 'The save button does nothing', clockGiven?: FakeClock): Promise<Talk> => {
  const test = await buildTestApp(clockGiven === undefined ? {} : { clock: clockGiven });
  const workspace = await test.workspace();
  const visitor = await workspace.visitor();
  const expert = await workspace.signInAs('expert', 'Ada');
  const { call } = test;
  const { clock } = test.app.platform;
  const { conversationId, requestId } = await meet(test, workspace, visitor, expert, text);
  const path = `/v1/conversations/${conversationId}/messages`;
  return {
    ...test,
    house: workspace,
    conversationId,
    requestId,
    visitor,
    expert,
    say: (who, body, clientId = clock.newId()) => call(who, 'POST', path, { clientId, kind: 'text', body }),
    log: async (who = visitor) => (await call(who, 'GET', path)).body.items,
  };
};

/** The visitor asks, the expert has accepted. */
export const meet = async (
  { app }: TestApp,
  workspace: TestWorkspace,
  visitor: Somebody,
  expert: Somebody,
  text: string,
  more: { context?: RequestContext; urgency?: Urgency } = {},
) => {
  const { clock, db, outbox } = app.platform;
  const asked = await app.inject({
    method: 'POST',
    url: '/v1/help-requests',
    headers: visitor.headers,
    payload: { clientId: clock.newId(), text, ...more },
  });
  if (asked.statusCode >= 400) throw new Error(`${asked.statusCode}: ${asked.body}`);
  const { id: requestId } = asked.json<{ id: string }>();
  const conversationId = clock.newId();
  const { organisationId, siteId } = workspace;
  const eventId = await db.withOrganisation(organisationId, (tx) =>
    outbox.emit(tx, 'assignment.accepted', organisationId, {
      assignmentId: clock.newId(),
      requestId,
      memberId: expert.id,
      conversationId,
      siteId,
      visitorId: visitor.id,
      at: new Date(clock.now()).toISOString(),
    }),
  );
  await outbox.delivered(eventId);
  return { conversationId, requestId };
};
