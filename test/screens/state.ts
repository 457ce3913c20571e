import { randomUUID } from 'node:crypto';
import type { APIRequestContext, APIResponse, Browser, BrowserContext } from '@playwright/test';
import type { Article, HelpRequest, QueueTaken, Site } from '@harmony-live/protocol';
import { startHostServer, type HostServer } from '../fixtures/host.ts';
import { ask, tell, visit } from '../e2e/owner.ts';
import { expect, test as base } from '../e2e/people.ts';
import * as hostile from './hostile.ts';

/** A workspace, signed in by its owner. */
export interface Workspace {
  baseURL: string;
  site: Site;
  /** As the owner: for what the API does. */
  request: APIRequestContext;
  /** The owner's session, for a browser of its own. */
  session: Awaited<ReturnType<BrowserContext['storageState']>>;
}

/** One in which everything has happened that a screen shows, with the worst words at each place. */
export interface Full extends Workspace {
  /** Of somebody else's page, whose tags may carry the key. */
  host: HostServer;
  conversationId: string;
  articleId: string;
  /** Where letters lead. */
  joinPath: string;
  resetPath: string;
}

/** `test` with both, made once for each worker through the API. */
export const test = base.extend<object, { full: Full; empty: Workspace }>({
  full: [
    async ({ browser, server }, use) => {
      const host = await startHostServer();
      const { workspace, close } = await makeWorkspace(browser, server.url, {
        workspaceName: `${hostile.markup} ${hostile.longName}`.slice(0, 80),
        name: hostile.arabicName,
      });
      await use({ ...workspace, host, ...(await fill(browser, workspace, host)) });
      await close();
      await host.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  empty: [
    async ({ browser, server }, use) => {
      const names = { workspaceName: 'Kestrel Cycles', name: 'Robin Kestrel' };
      const { workspace, close } = await makeWorkspace(browser, server.url, names);
      await use(workspace);
      await close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

const makeWorkspace = async (browser: Browser, baseURL: string, names: { workspaceName: string; name: string }) => {
  const context = await browser.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL } });
  const { request } = context;
  const email = `owner-${randomUUID()}@kestrel.test`;
  await good(request.post('/v1/workspaces', { data: { ...names, email, password: 'a long enough secret' } }));
  const { items } = await json<{ items: Site[] }>(request.get('/v1/sites'));
  const workspace: Workspace = { baseURL, site: items[0]!, request, session: await context.storageState() };
  return { workspace, close: () => context.close() };
};

const fill = async (browser: Browser, { baseURL, site, request }: Workspace, host: HostServer) => {
  await setUpSite(request, site, [baseURL, host.origin]);
  const visitors = await browser.newContext({ baseURL });
  const people = visitors.request;
  await people.get(`/v1/config?site=${site.key}`, {
    headers: { origin: `https://${'sub-'.repeat(14)}domain.example.test` },
  });

  const joinPath = await inviteTwo(browser, baseURL, request);
  const { email } = await json<{ email: string }>(request.get('/v1/me'));
  await good(people.post('/v1/password-resets', { headers: { origin: baseURL }, data: { email } }));
  const resetPath = await letterTo(people, email, 'reset');

  const profile = await json<{ version: number }>(request.get('/v1/experts/me'));
  const statements = [hostile.longWord, hostile.arabicWords, hostile.markup, hostile.emoji];
  const languages = [{ tag: 'ar', level: 3 }];
  const data = { statements, languages, capacity: 20, version: profile.version };
  await good(request.put('/v1/experts/me', { data }));

  const articleId = await writeArticles(request);
  await good(request.post('/v1/replies', { data: { title: hostile.longName, body: hostile.request, isShared: true } }));
  const conversationId = await talk(people, request, { baseURL, site }, hostile.request, true);
  await solve(people, request, { baseURL, site });
  for (const text of [hostile.request, hostile.arabicWords, hostile.longWord])
    await ask(people, { baseURL, site }, text);
  await struggle(people, { baseURL, site });
  await visitors.close();
  return { joinPath, resetPath, articleId, conversationId };
};

const setUpSite = async (request: APIRequestContext, { id }: Site, origins: string[]): Promise<void> => {
  const texts = {
    en: { title: hostile.longWord.slice(0, 60), greeting: `${hostile.markup} ${hostile.longWord}`.slice(0, 280) },
    ar: { title: 'Kestrel <b>Cycles</b> 🚲', greeting: hostile.arabicWords },
  };
  const label = { en: hostile.longWord.slice(0, 80), ar: hostile.arabicWords.slice(0, 80) };
  const fields = [
    { id: 'order', kind: 'text', labels: label, isRequired: false },
    {
      id: 'about',
      kind: 'choice',
      labels: label,
      isRequired: false,
      choices: [hostile.longWord.slice(0, 60), hostile.markup.slice(0, 60)],
    },
  ];
  const rules = [{ id: 'export', trigger: 'export.failed' }];
  const policy = { offers: { mode: 'on', holdOutShare: 0, rules } };
  const change = { name: hostile.longName, origins, texts, fields, policy, color: '#c2410c' };
  await good(request.patch(`/v1/sites/${id}`, { data: change }));
};

/** One joins, under the longest name; the other's link is left. @returns its path */
const inviteTwo = async (browser: Browser, baseURL: string, request: APIRequestContext): Promise<string> => {
  const emails = [`${'long.'.repeat(11)}${randomUUID().slice(0, 8)}@kestrel.test`, `ada-${randomUUID()}@kestrel.test`];
  for (const email of emails) await good(request.post('/v1/invitations', { data: { email, role: 'expert' } }));
  const joiner = await browser.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL } });
  const path = await letterTo(joiner.request, emails[0]!, 'join');
  const joining = { token: path.split('/').at(-1), name: hostile.longName, password: 'a long enough secret' };
  const statements = [hostile.longWord];
  await good(
    joiner.request.post('/v1/join', { data: { ...joining, statements, languages: ['en'], codeOfConduct: '1' } }),
  );
  await joiner.close();
  return letterTo(request, emails[1]!, 'join');
};

/** The link of the newest letter to an address, as a path. */
const letterTo = async (request: APIRequestContext, email: string, kind: 'join' | 'reset'): Promise<string> => {
  let path: string | undefined;
  await expect(async () => {
    const page = await (await request.get('/demo/mail/')).text();
    const letter = page.split('<article>').find((one) => one.includes(email) && one.includes(`/console/${kind}/`));
    path = /href="[^"]*(\/console\/\w+\/[^"]+)"/.exec(letter ?? '')?.[1];
    expect(path).toBeDefined();
  }).toPass({ timeout: 20_000 });
  return path!;
};

/** @returns the one that is published */
const writeArticles = async (request: APIRequestContext): Promise<string> => {
  const titles = [hostile.longWord, hostile.arabicWords, `${hostile.markup} ${hostile.emoji}`];
  const ids: string[] = [];
  for (const title of titles) {
    const begun = await json<Article>(request.post('/v1/articles', { data: { title, body: 'Before.' } }));
    const data = { title, body: hostile.article, version: begun.version };
    const written = await json<Article>(request.put(`/v1/articles/${begun.id}`, { data }));
    ids.push(written.id);
    if (ids.length === 1)
      await good(request.post(`/v1/articles/${written.id}/publish`, { data: { version: written.version } }));
  }
  return ids[0]!;
};

type Where = Pick<Workspace, 'baseURL' | 'site'>;

/** A request with all that can go along, taken from the queue, and talked about. @returns the conversation */
const talk = async (
  people: APIRequestContext,
  request: APIRequestContext,
  where: Where,
  text: string,
  isLong: boolean,
): Promise<string> => {
  const headers = await visit(people, where);
  const at = new Date().toISOString();
  const context = {
    page: { path: `/invoices/${'very-long-segment-'.repeat(12)}`, title: hostile.markup },
    browser: { name: 'Chromium 156', system: 'Linux', language: 'en-GB', viewport: '1280×800' },
    errors: [{ message: `TypeError: ${hostile.longWord}`, at }],
    app: { account: hostile.longWord, plan: hostile.markup },
    release: hostile.longWord.slice(0, 100),
  };
  const fields = { order: hostile.longWord };
  const asking = { clientId: randomUUID(), text, context, fields, urgency: 3, language: 'en' };
  const asked = await json<HelpRequest>(people.post('/v1/help-requests', { headers, data: asking }));
  const { conversationId } = await json<QueueTaken>(request.post(`/v1/queue/${asked.id}/take`));
  const path = `/v1/conversations/${conversationId}`;
  const say = (by: APIRequestContext, body: string, as: Record<string, string> = {}) =>
    good(by.post(`${path}/messages`, { headers: as, data: { clientId: randomUUID(), kind: 'text', body } }));
  await say(request, hostile.arabicWords);
  await say(people, hostile.address, headers);
  if (isLong) await say(people, hostile.longMessage, headers);
  await say(people, hostile.request, headers);
  await good(request.post(`${path}/notes`, { data: { clientId: randomUUID(), body: hostile.request } }));
  await say(request, hostile.emoji);
  await say(people, hostile.markup, headers);
  return isLong ? conversationId : solved(people, request, headers, conversationId);
};

/** Another one, that is over, and rated. */
const solve = (people: APIRequestContext, request: APIRequestContext, where: Where): Promise<string> =>
  talk(people, request, where, hostile.arabicWords, false);

const solved = async (
  people: APIRequestContext,
  request: APIRequestContext,
  headers: Record<string, string>,
  conversationId: string,
): Promise<string> => {
  const path = `/v1/conversations/${conversationId}`;
  const { items } = await json<{ items: { seq: number; from: { kind: string }; kind: string }[] }>(
    request.get(`${path}/messages?limit=100`),
  );
  const mine = items.find(({ from, kind }) => from.kind === 'member' && kind === 'text')!;
  await good(request.post(`${path}/solution`, { data: { seq: mine.seq } }));
  await good(request.post(`${path}/resolve`, { data: { outcome: 'solved' } }));
  await good(people.post(`${path}/resolve`, { headers, data: { outcome: 'solved' } }));
  await good(people.post(`${path}/rating`, { headers, data: { rating: 5, thanks: hostile.longWord } }));
  return conversationId;
};

/** Enough for lines and tables, on pages and elements with endless names. */
const struggle = async (people: APIRequestContext, where: Where): Promise<void> => {
  const page = `/${'very-long-segment-'.repeat(10)}/:id`;
  const target = { tag: 'button', selector: `button#${hostile.longWord}` };
  const signal = { page, target, message: `TypeError: ${hostile.longWord}` };
  const offers = [{ page, answer: 'accepted' }, { page }, { page, fate: 'held-out' }] as const;
  await tell(people, where, {
    signals: [signal],
    struggles: Array.from({ length: 24 }, () => ({ page, target })),
    offers: [...offers],
  });
};

const good = async (answer: Promise<APIResponse>): Promise<APIResponse> => {
  const response = await answer;
  if (!response.ok()) throw new Error(`${response.url()} answers ${response.status()}: ${await response.text()}`);
  return response;
};

const json = async <T>(answer: Promise<APIResponse>): Promise<T> => (await (await good(answer)).json()) as T;
