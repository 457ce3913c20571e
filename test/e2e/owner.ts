import { randomUUID } from 'node:crypto';
import type { APIRequestContext, Browser, Page } from '@playwright/test';
import type { OfferReport, Signal, Site, SiteConfig, StruggleReport, VisitStarted } from '@harmony-live/protocol';
import { expect } from './people.ts';

/** Somebody with a workspace of their own, signed in to the console, and their one site. */
export interface Owner {
  page: Page;
  site: Site;
  baseURL: string;
  /** What pages of the site are told at this moment. */
  config: () => Promise<SiteConfig>;
  close: () => Promise<void>;
}

/** Makes a workspace whose site may be used on the server's own origin. */
export const openOwner = async (browser: Browser, baseURL: string): Promise<Owner> => {
  const context = await browser.newContext({ baseURL, reducedMotion: 'reduce' });
  const headers = { origin: baseURL };
  const workspace = { workspaceName: 'Kestrel Cycles', name: 'Robin Kestrel', password: 'a long enough secret' };
  const email = `owner-${randomUUID()}@fern.test`;
  const made = await context.request.post('/v1/workspaces', { headers, data: { ...workspace, email } });
  expect(made.status()).toBe(201);
  const { items } = (await (await context.request.get('/v1/sites')).json()) as { items: Site[] };
  const site = items[0]!;
  const change = { headers, data: { origins: [baseURL] } };
  expect((await context.request.patch(`/v1/sites/${site.id}`, change)).status()).toBe(200);
  const page = await context.newPage();
  return {
    ...{ page, site, baseURL },
    config: async () => (await context.request.get(`/v1/config?site=${site.key}`)).json() as Promise<SiteConfig>,
    close: () => context.close(),
  };
};

/** A visitor of the site: what every request of theirs carries. */
export const visit = async (
  request: APIRequestContext,
  { baseURL, site }: { baseURL: string; site: Pick<Site, 'key'> },
): Promise<Record<string, string>> => {
  const headers = { origin: baseURL };
  const started = await request.post('/v1/visits', { headers, data: { site: site.key, release: '4.18.0' } });
  const { token } = (await started.json()) as VisitStarted;
  return { ...headers, authorization: `Bearer ${token}` };
};

/** A visitor of their own asks for a person. @returns the request, and what that visitor's further requests carry */
export const ask = async (
  request: APIRequestContext,
  owner: { baseURL: string; site: Pick<Site, 'key'> },
  text: string,
): Promise<{ id: string; headers: Record<string, string> }> => {
  const headers = await visit(request, owner);
  const asked = await request.post('/v1/help-requests', { headers, data: { clientId: randomUUID(), text } });
  expect(asked.status()).toBe(201);
  const { id } = (await asked.json()) as { id: string };
  return { id, headers };
};

/** What one visitor of the site tells, having agreed to it: as a page does, through the public wire. */
export const tell = async (
  request: APIRequestContext,
  { baseURL, site }: { baseURL: string; site: Pick<Site, 'key'> },
  reports: { signals?: Partial<Signal>[]; struggles?: Partial<StruggleReport>[]; offers?: Partial<OfferReport>[] },
): Promise<void> => {
  const asVisitor = await visit(request, { baseURL, site });
  const consent = { purposes: { detect: true }, how: 'api' };
  expect((await request.post('/v1/consent', { headers: asVisitor, data: consent })).ok()).toBe(true);
  const data = {
    sentAt: ago(0),
    signals: (reports.signals ?? []).map((signal) => ({ ...aSignal(), ...signal })),
    struggles: (reports.struggles ?? []).map((struggle) => ({ ...aStruggle(), ...struggle })),
    offers: (reports.offers ?? []).map((offer) => ({ ...anOffer(), ...offer })),
  };
  const answer = await request.post('/v1/signals', { headers: asVisitor, data });
  expect(await answer.json()).toMatchObject({ rejected: [] });
};

/** A time before now, in RFC 3339. */
export const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

const aSignal = (): Signal => ({
  ...{ id: randomUUID(), kind: 'error.uncaught', at: ago(1_000), page: '/invoices/:id', count: 1, weight: 20 },
  ...{ message: 'TypeError: the total is not a number', fingerprint: 'feedfacecafe0042' },
});

/** Stuck for four minutes on the button that saves. */
const aStruggle = (): StruggleReport => ({
  ...{ id: randomUUID(), startedAt: ago(240_000), at: ago(0), page: '/invoices/:id', score: 78, agreedScore: 78 },
  ...{ reasons: [{ code: 'click.error', params: { times: 3 } }], fingerprints: ['feedfacecafe0042'] },
  ...{ target: { tag: 'button', selector: 'button#save' } },
});

/** Shown a moment ago, and left alone. */
const anOffer = (): OfferReport => ({ id: randomUUID(), at: ago(0), page: '/invoices/:id', fate: 'shown' });
