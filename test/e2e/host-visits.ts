import type { Page, Request } from '@playwright/test';
import { startHostServer, type HostServer } from '../fixtures/host.ts';
import { test as base } from './people.ts';

/** A host page that was opened, and what it noticed of us. */
export interface Visited {
  page: Page;
  /** Requests to the backend, as `GET /v1/config`, in order. */
  requests: string[];
  /** What the console was told at these levels, favicons left out. */
  warnings: string[];
  errors: string[];
}

export interface HostOptions {
  /** What stands in the page's body. */
  body?: string;
  head?: string;
  htmlAttributes?: string;
  /** The tags that bring us; the ordinary one where left out. `BACKEND` stands for the backend's origin. */
  tags?: string;
  csp?: string;
  /** Runs before anything of the page. */
  before?: (page: Page) => Promise<unknown>;
}

/** The ordinary tag. */
export const tag = '<script async src="BACKEND/harmony.js" data-site="pk_demo"></script>';
const ordinary =
  '<main><h1>Orders</h1><p><button id="own" onclick="this.textContent=\'Saved\'">Save</button></p></main>';

/** `test` with a web server of another origin, and `visit`, which puts a page up there and opens it. */
export const test = base.extend<{ visit: (options?: HostOptions) => Promise<Visited> }, { host: HostServer }>({
  host: [
    async ({ browserName: _ }, use) => {
      const host = await startHostServer();
      await use(host);
      await host.close();
    },
    { scope: 'worker' },
  ],
  visit: async ({ context, host, server }, use) => {
    /** Requests for help that were sent, with what takes them back. */
    const asked: { url: string; authorization: string }[] = [];
    await use(async ({ body = ordinary, head = '', htmlAttributes = 'lang="en"', tags = tag, csp, before } = {}) => {
      const page = await context.newPage();
      const visited: Visited = { page, requests: [], warnings: [], errors: [] };
      page.on('request', (request) => isOurs(request, server.url) && visited.requests.push(inWords(request)));
      page.on('response', async (response) => {
        const request = response.request();
        if (response.status() !== 201 || inWords(request) !== 'POST /v1/help-requests') return;
        const { id } = (await response.json()) as { id: string };
        asked.push({ url: `${request.url()}/${id}`, authorization: (await request.headerValue('authorization'))! });
      });
      page.on('websocket', (socket) => visited.requests.push(`socket ${new URL(socket.url()).pathname}`));
      page.on('pageerror', (error) => visited.errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'warning') visited.warnings.push(message.text());
        if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
          visited.errors.push(message.text());
      });
      await before?.(page);
      const html = `<!doctype html><html ${htmlAttributes}><head><meta name="viewport" content="width=device-width"><title>Shop</title>${head}${tags}</head><body>${body}</body></html>`;
      const withBackend = (text: string): string => text.replaceAll('BACKEND', server.url);
      const headers: Record<string, string> = csp === undefined ? {} : { 'content-security-policy': withBackend(csp) };
      await page.goto(host.put({ html: withBackend(html), headers }));
      return visited;
    });
    // What waits still would be put before the experts of the next test; what has ended refuses, and that is all right.
    for (const { url, authorization } of asked)
      await context.request.delete(url, { headers: { authorization, origin: host.origin } });
  },
});

const isOurs = (request: Request, backend: string): boolean => request.url().startsWith(backend);
const inWords = (request: Request): string => {
  const { pathname, search } = new URL(request.url());
  // Code is named without its hash; a query would be told, since it could carry something.
  const isPlain = search === '' || pathname === '/v1/config';
  return `${request.method()} ${pathname.replace(/-[\w-]{8}\.js$/, '.js')}${isPlain ? '' : search}`;
};

export const bubble = (page: Page) => page.getByRole('button', { name: 'Help', exact: true });
export const panel = (page: Page) => page.getByRole('dialog', { name: 'Help' });
export const waiting = (page: Page) => page.getByRole('status', { name: 'Waiting for an expert' });
/** What the device keeps of us, or of anybody. */
export const kept = (page: Page): Promise<{ cookie: string; names: string[]; session: number }> =>
  page.evaluate(() => ({
    cookie: document.cookie,
    names: Object.keys(localStorage),
    session: sessionStorage.length,
  }));
