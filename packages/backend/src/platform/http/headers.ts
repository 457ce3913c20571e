import helmet from '@fastify/helmet';
import type { FastifyReply } from 'fastify';
import fastifyPlugin from 'fastify-plugin';

/**
 * What each kind of page may load. Everything comes from our own origin; scripts only from files, never from text.
 * `lit-html` is the one policy of Trusted Types that our screens need; the console's other one names its service worker.
 */
const policies = {
  /** Answers that are no pages. */
  api: "default-src 'none'; frame-ancestors 'none'",
  console: [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html harmony-worker',
  ].join('; '),
  /** Pages that carry the script tag, the demo's too: as strict as it allows its hosts to be. */
  host: [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; '),
  /** Pages without any script. */
  page: [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
} as const;

/** The API's reference sets the styles of its elements by script and draws its icons from `data:`. */
export const docsPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Says what this page may load, instead of the `api` policy that every answer begins with. */
export const setPolicy = (reply: FastifyReply, kind: keyof typeof policies): FastifyReply =>
  reply.header('content-security-policy', policies[kind]);

/** The headers that keep browsers strict, on every answer. */
export const securityHeaders = fastifyPlugin(
  async (app) => {
    await app.register(helmet, {
      contentSecurityPolicy: false,
      frameguard: { action: 'deny' },
      strictTransportSecurity: app.platform.config.publicUrl.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    });
    app.addHook('onRequest', async (request, reply) => {
      setPolicy(reply, 'api').header('x-request-id', request.id);
    });
  },
  { name: 'security-headers' },
);
