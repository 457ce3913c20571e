import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { basename, join } from 'node:path';
import type { Backend } from './backend.ts';
import type { WatchedBundles } from './bundles.ts';

const RELOAD_SCRIPT = '/__dev/reload.js';
const RELOAD_EVENTS = '/__dev/reload';

/** An old script of ours on a page asks for a reload when something was built; a lost connection is tried again. */
const reloadScript = `new EventSource('${RELOAD_EVENTS}').addEventListener('reload', () => location.reload());\n`;

export interface Proxy {
  /** Tells every open page to load again. */
  reloadPages(): void;
  close(): Promise<void>;
}

/**
 * Listens where people look and passes on to the server, wherever it runs just now. What is being edited (script tag,
 * widget, console) comes from the watched bundles; HTML pages get a script that reloads them.
 */
export async function startProxy(port: number, backend: Backend, bundles: WatchedBundles): Promise<Proxy> {
  const pages = new Set<ServerResponse>();

  const server = createServer((incoming, response) => {
    const path = new URL(incoming.url ?? '/', 'http://localhost').pathname;
    if (path === RELOAD_EVENTS) return listen(pages, response);
    if (path === RELOAD_SCRIPT) return response.writeHead(200, { 'content-type': 'text/javascript' }).end(reloadScript);
    const built = builtFile(path, bundles);
    if (built) return sendScript(built, response);
    passOn(incoming, response, path, backend, bundles).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain' });
      response.end(`The server does not answer: ${error instanceof Error ? error.message : String(error)}\n`);
    });
  });
  server.on('upgrade', (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    backend.ready().then(
      (backendPort) => tunnel(incoming, socket, head, backendPort),
      () => socket.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, 'localhost', resolve);
  });

  return {
    reloadPages: () => pages.forEach((page) => page.write('event: reload\ndata: \n\n')),
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listen(pages: Set<ServerResponse>, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).write(': hello\n\n');
  pages.add(response);
  response.on('close', () => pages.delete(response));
}

/** The file that stands for a path while developing; undefined when the server should answer. */
function builtFile(path: string, { sdkFolder, consoleFolder }: WatchedBundles): string | undefined {
  const inConsole = path.startsWith('/console/assets/');
  if (!inConsole && !/^\/[^/]+\.js(\.map)?$/.test(path)) return undefined;
  const name = /^harmony@.*\.js$/.test(basename(path)) ? 'harmony.js' : basename(path);
  const file = inConsole ? join(consoleFolder, 'assets', name) : join(sdkFolder, name);
  return existsSync(file) ? file : undefined;
}

function sendScript(file: string, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': file.endsWith('.css') ? 'text/css' : 'text/javascript; charset=utf-8',
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  });
  createReadStream(file).pipe(response);
}

async function passOn(
  incoming: IncomingMessage,
  response: ServerResponse,
  path: string,
  backend: Backend,
  bundles: WatchedBundles,
): Promise<void> {
  const port = await backend.ready();
  // Uncompressed, so that pages can be changed on the way.
  const headers = { ...incoming.headers, 'accept-encoding': 'identity' };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, method: incoming.method, path: incoming.url, headers },
      resolve,
    );
    outgoing.on('error', reject);
    incoming.pipe(outgoing);
  });
  const isPage = (answer.headers['content-type'] ?? '').startsWith('text/html') && incoming.method === 'GET';
  if (!isPage) {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
    return;
  }
  let page = '';
  for await (const chunk of answer.setEncoding('utf8')) page += chunk as string;
  if (path.startsWith('/console')) page = await readFile(join(bundles.consoleFolder, 'index.html'), 'utf8');
  const { 'content-length': _length, etag: _etag, ...kept } = answer.headers;
  response.writeHead(answer.statusCode ?? 502, { ...kept, 'cache-control': 'no-store' });
  response.end(page.replace('</head>', `<script async src="${RELOAD_SCRIPT}"></script></head>`));
}

/** A WebSocket: the request as it came, then bytes both ways. */
function tunnel(incoming: IncomingMessage, socket: Socket, head: Buffer, port: number): void {
  const upstream = connect(port, '127.0.0.1', () => {
    const pairs = incoming.rawHeaders.flatMap((name, index) =>
      index % 2 ? [] : [`${name}: ${incoming.rawHeaders[index + 1]}`],
    );
    upstream.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${pairs.join('\r\n')}\r\n\r\n`);
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  });
  for (const [one, other] of [
    [socket, upstream],
    [upstream, socket],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}
