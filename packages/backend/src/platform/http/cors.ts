import '@fastify/websocket';
import { problem } from '@harmony-live/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Routes that pages of other origins call: the script tag's and the widget's. Everything else is for our own pages. */
const widgetRoutes = [
  /^\/v1\/config$/,
  /^\/v1\/visits$/,
  /^\/v1\/consent$/,
  /^\/v1\/signals$/,
  /^\/v1\/ice-servers$/,
  /^\/v1\/articles\/search$/,
  /^\/v1\/articles\/[^/]+\/(published|feedback)$/,
  /^\/v1\/help-requests(\/|$)/,
  /^\/v1\/slots$/,
  /^\/v1\/conversations(\/|$)/,
  /^\/v1\/attachments\/[^/]+$/,
  /^\/v1\/me\/data$/,
  /^\/v1\/live(\/|$)/,
];

/** @param path without query */
export const isWidgetRoute = (path: string): boolean => widgetRoutes.some((pattern) => pattern.test(path));

/** Lets the page that asks read the answer. Called once the site's origins are known to contain it; no Origin, no header. */
export const grantOrigin = (request: FastifyRequest, reply: FastifyReply): void => {
  const { origin } = request.headers;
  if (origin === undefined) return;
  reply.header('access-control-allow-origin', origin);
  reply.header('access-control-expose-headers', 'retry-after, x-request-id');
};

/**
 * Answers the browser's question before a request. It grants nothing: whether the page may read the answer is decided
 * when the request itself comes, with its token or site key. Credentials are never allowed, so no cookie crosses.
 */
export const answerPreflight = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  reply
    .code(204)
    .header('access-control-allow-origin', request.headers.origin ?? '*')
    .header('access-control-allow-methods', 'GET, POST, DELETE')
    .header('access-control-allow-headers', 'authorization, content-type')
    .header('access-control-max-age', '600')
    .send();

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Keeps other sites' pages from using a member's cookie (request forgery, also by WebSocket): the Origin must be our own.
 * Without an Origin only safe methods pass, because browsers always send one with the others.
 *
 * @param publicUrl our origin as browsers know it; the Host header is the other name we go by
 * @throws Problem `origin/not-allowed`
 */
export const requireOwnOrigin = (request: FastifyRequest, publicUrl: string): void => {
  const { origin, host } = request.headers;
  const isOwn =
    origin === undefined
      ? safeMethods.has(request.method) && !request.ws
      : origin === publicUrl || hostOf(origin) === host;
  if (isOwn) return;
  throw problem('origin/not-allowed', 'A session in the console can be used from our own pages only.');
};

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);
