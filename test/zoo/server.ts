import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { gunzipSync, inflateSync } from 'node:zlib';
import type { Case } from './case.ts';
import { answerApp } from './app-server.ts';
import { siteConfig, visitStarted } from './backend.ts';

/** What runs on a page: ours, one of the peers, or nothing. */
export interface Runner {
  name: string;
  /** The tags of the page's head. `nonce`: of its policy, where it has one. */
  tags(context: { backend: string; sink: string; nonce: string }): string;
  /** Files of the sink's own address, such as a peer's bundle. */
  files?: Readonly<Record<string, string>>;
  /** What the sink answers; `{}` where it says nothing. */
  answer?(path: string): unknown;
}

/** One request that came to the sink. */
export interface Received {
  path: string;
  text: string;
}

/** The loopback servers of a run: the host's pages, our backend, and a sink for what peers send. */
export interface Zoo {
  /** @returns the address of a case, to which a last step may be added */
  addressOf(number: number): string;
  /** What a peer sent for a case. */
  received(number: number): Received[];
  /** Drops what was sent for a case, before it is visited again. */
  forget(number: number): void;
  close(): Promise<void>;
}

export interface ZooOptions {
  cases: readonly Case[];
  runner: Runner;
  /** Folder of the built script tag. */
  dist: string;
  /** Bundles of `pages/`, by file name. */
  bundles: ReadonlyMap<string, string>;
  /** Pages stand alone in their process: clocks are finer there. */
  isIsolated?: boolean;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.map': 'application/json',
};

/** Starts all of it on free ports of 127.0.0.1. */
export const startZoo = async ({ cases, runner, dist, bundles, isIsolated }: ZooOptions): Promise<Zoo> => {
  const heard = new Map<number, Received[]>();
  let sinkOrigin = '';
  let backendOrigin = '';

  const sink = await listen(async (request, response, url) => {
    const file = runner.files?.[url.pathname];
    allowAll(request, response);
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    if (file !== undefined) return send(response, 200, 'text/javascript', file);
    const number = Number(/^\/(\d+)(?=\/)/.exec(url.pathname)?.[1] ?? -1);
    const text = readable(await bodyOf(request), url);
    heard.set(number, [...(heard.get(number) ?? []), { path: url.pathname, text }]);
    send(response, 200, 'application/json', JSON.stringify(runner.answer?.(url.pathname) ?? {}));
  });
  sinkOrigin = sink.origin;

  const backend = await listen(async (request, response, url) => {
    allowAll(request, response);
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    await bodyOf(request);
    if (url.pathname === '/v1/config') return send(response, 200, types['.json']!, JSON.stringify(siteConfig()));
    if (url.pathname === '/v1/visits')
      return send(response, 201, types['.json']!, JSON.stringify(visitStarted(Date.now())));
    if (url.pathname.startsWith('/v1/'))
      return send(response, 202, types['.json']!, '{"accepted":1,"duplicates":0,"rejected":[]}');
    const script = await readFile(join(dist, url.pathname)).catch(() => null);
    send(response, script ? 200 : 404, types[extname(url.pathname)] ?? 'text/plain', script ?? '');
  });
  backendOrigin = backend.origin;

  const site = await listen(async (request, response, url) => {
    const bundle = bundles.get(url.pathname.slice(1));
    if (bundle !== undefined) return send(response, 200, types[extname(url.pathname)]!, bundle);
    const number = Number(/^\/c\/(\d+)\//.exec(url.pathname)?.[1] ?? -1);
    const one = cases[number];
    if (one === undefined) return answerApp(request, response, url);
    if (url.searchParams.has('delay')) await pause(Number(url.searchParams.get('delay')));
    if (isIsolated === true) {
      response.setHeader('cross-origin-opener-policy', 'same-origin');
      response.setHeader('cross-origin-embedder-policy', 'require-corp');
    }
    const context = { backend: backendOrigin, sink: `${sinkOrigin}/${number}`, nonce: 'zoo' };
    if (one.csp !== undefined)
      response.setHeader('content-security-policy', one.csp.replaceAll('OURS', `${backendOrigin} ${sinkOrigin}`));
    send(response, 200, 'text/html', documentOf(one, runner.tags(context), bundles));
  });

  const servers = [site, backend, sink];
  return {
    addressOf: (number) => `${site.origin}/c/${number}/`,
    received: (number) => heard.get(number) ?? [],
    forget: (number) => void heard.delete(number),
    close: async () => {
      await Promise.all(servers.map(({ server }) => closed(server)));
    },
  };
};

const documentOf = ({ page, lang = 'en' }: Case, tags: string, bundles: ReadonlyMap<string, string>): string => {
  const isPlain = page.startsWith('<');
  const sheet = bundles.has(`${page}.css`) ? `<link rel="stylesheet" href="/${page}.css">` : '';
  const body = isPlain ? page : `<div id="app"></div><script src="/${page}.js"></script>`;
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Shop</title><link rel="icon" href="data:,">${sheet}<style>${house}</style>${tags}</head><body>${body}</body></html>`;
};

/** Enough of a style that things have a size and stand apart. */
const house = `body { font: 16px/1.5 sans-serif; margin: 24px; min-height: 600px }
button, [role=button], .thing { min-height: 32px; min-width: 80px; margin: 4px } .box { width: 200px; height: 80px; background: #eef }`;

interface Listening {
  server: Server;
  origin: string;
}

const listen = async (
  answer: (request: IncomingMessage, response: ServerResponse, url: URL) => unknown,
): Promise<Listening> => {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://zoo');
    Promise.resolve(answer(request, response, url)).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const send = (response: ServerResponse, status: number, type: string, body: string | Buffer): void => {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
};

const allowAll = (request: IncomingMessage, response: ServerResponse): void => {
  response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
  response.setHeader('access-control-allow-credentials', 'true');
  response.setHeader('access-control-allow-methods', 'GET, POST, PUT, DELETE, OPTIONS');
  response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '*');
  response.setHeader('cross-origin-resource-policy', 'cross-origin');
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

/** What was sent, whatever it was wrapped in: compressed, or base64 in a form field. */
const readable = (body: Buffer, url: URL): string => {
  const plain = unpacked(body);
  const field = /(?:^|&)data=([^&]+)/.exec(plain)?.[1] ?? url.searchParams.get('data') ?? '';
  const decoded = decodeURIComponent(field);
  return `${plain}\n${decoded}\n${Buffer.from(decoded, 'base64').toString('utf8')}`;
};

/** A body may hold several parts of which some are compressed: each is looked for by how it begins. */
const unpacked = (body: Buffer): string => {
  if (body[0] === 0x1f && body[1] === 0x8b) return attempt(() => gunzipSync(body).toString('utf8'), '');
  const text = body.toString('latin1');
  const zlibAt = body.findIndex((byte, at) => byte === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(body[at + 1] ?? 0));
  const inflated = zlibAt === -1 ? '' : attempt(() => inflateSync(body.subarray(zlibAt)).toString('utf8'), '');
  return `${text}\n${inflated}`;
};

const attempt = <T>(fn: () => T, otherwise: T): T => {
  try {
    return fn();
  } catch {
    return otherwise;
  }
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
