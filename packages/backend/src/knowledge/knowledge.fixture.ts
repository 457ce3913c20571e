import type { Article, RequestContext } from '@harmony-live/protocol';
import { buildTestApp, type Answer, type Somebody, type TestApp, type TestWorkspace } from '../../test/app.ts';
import type { AppOptions } from '../app.ts';
import { meet } from '../conversation/talk.fixture.ts';

/** Somebody with a problem, and how it was solved. */
export interface Solved {
  question: string;
  solution: string;
  context?: RequestContext;
  /** Said by the expert before the solution. */
  before?: string;
  visitor?: Somebody;
}

/** A house in which problems are solved and articles written. */
export interface School extends TestApp {
  house: TestWorkspace;
  expert: Somebody;
  lead: Somebody;
  auditor: Somebody;
  visitor: Somebody;
  /** The whole way from asking to **It's solved**; waits until every handler has had the event. */
  solve(solved: Solved): Promise<{ conversationId: string; requestId: string; eventId: string; visitor: Somebody }>;
  /** The draft or article that was taken from a conversation. */
  articleFrom(conversationId: string): Promise<Article | undefined>;
  /** Writes and publishes an article. */
  publish(article: { title: string; body: string; language?: string }): Promise<Article>;
  search(
    q: string,
  ): Promise<{ id: string; title: string; score: number; highlights: { text: string; marks: [number, number][] }[] }[]>;
}

export const openSchool = async (options: Partial<AppOptions> = {}): Promise<School> => {
  const test = await buildTestApp(options);
  const house = await test.workspace();
  const expert = await house.signInAs('expert', 'Ada Moreau');
  const lead = await house.signInAs('coordinator', 'Cleo Lead');
  const auditor = await house.signInAs('auditor', 'Otto Looks');
  const visitor = await house.visitor();
  const { clock, db, outbox } = test.app.platform;

  const { call } = test;
  const expectOk = async (answer: Promise<Answer>): Promise<Answer['body']> => {
    const { status, body } = await answer;
    if (status >= 400) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return body;
  };

  return {
    ...test,
    house,
    expert,
    lead,
    auditor,
    visitor,
    solve: async ({ question, solution, context, before, visitor: who = visitor }) => {
      const more = context === undefined ? {} : { context };
      const { conversationId, requestId } = await meet(test, house, who, expert, question, more);
      const path = `/v1/conversations/${conversationId}`;
      const say = (body: string) =>
        expectOk(call(expert, 'POST', `${path}/messages`, { clientId: clock.newId(), kind: 'text', body }));
      if (before !== undefined) await say(before);
      const { seq } = await say(solution);
      await expectOk(call(expert, 'POST', `${path}/solution`, { seq }));
      await expectOk(call(expert, 'POST', `${path}/resolve`, {}));
      await expectOk(call(who, 'POST', `${path}/resolve`, { outcome: 'solved' }));
      const eventId = await db.asSystem('test: event', async (tx) => {
        const [row] = await tx<{ id: string }[]>`
          select id from outbox where type = 'conversation.resolved' and payload ->> 'conversationId' = ${conversationId}
          order by id desc limit 1`;
        return row!.id;
      });
      await outbox.delivered(eventId);
      return { conversationId, requestId, eventId, visitor: who };
    },
    articleFrom: async (conversationId) => {
      const { items } = await expectOk(call(lead, 'GET', '/v1/articles?limit=100'));
      return (items as Article[]).find((article) => article.conversationId === conversationId);
    },
    publish: async (article) => {
      const { id, version } = await expectOk(call(lead, 'POST', '/v1/articles', article));
      return expectOk(call(lead, 'POST', `/v1/articles/${id}/publish`, { version }));
    },
    search: async (q) => {
      const path = `/v1/articles/search?site=${house.siteKey}&q=${encodeURIComponent(q)}`;
      return (await expectOk(call(null, 'GET', path))).items;
    },
  };
};
