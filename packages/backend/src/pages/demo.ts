import { fileURLToPath } from 'node:url';
import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { setPolicy } from '../platform/http/headers.ts';

/** The files of the host app: `examples/demo`. */
const folder = fileURLToPath(new URL('../../../../examples/demo/', import.meta.url));
/** Slow enough that a person wonders. */
const slowMs = 2_500;
const hidden = { schema: { hide: true } };

/**
 * `/demo/`: Fernbill, the host app, as any web server would serve it: nothing is put into its pages. Its own API has the
 * defects that its buttons meet.
 */
export const demoPages = async (app: FastifyInstance): Promise<void> => {
  app.get('/demo', hidden, (_request, reply) => reply.redirect('/demo/'));
  await app.register(staticFiles, {
    root: folder,
    prefix: '/demo/',
    decorateReply: false,
    schemaHide: true,
    allowedPath: (path) => /^\/(assets\/.*|[\w-]*\.html|)$/.test(path),
    setHeaders: (reply) => {
      setPolicy(reply, 'host').header('cache-control', 'no-cache');
    },
  });

  // Defect: sending an invoice fails on the server's side.
  app.post('/demo/api/invoices/:id/send', hidden, (_request, reply) =>
    reply.code(500).send({ error: 'Internal error', reference: 'MAIL-5120' }),
  );

  // Defect: the list takes its time.
  app.get('/demo/api/customers', hidden, async (_request, reply) => {
    const left = new AbortController();
    reply.raw.on('close', () => left.abort());
    await pause(slowMs, left.signal);
    return customers;
  });

  // Defect: which field is wrong stays a secret, and it is always one.
  app.post('/demo/api/customers', hidden, (_request, reply) => reply.code(422).send({ error: 'Validation failed' }));
};

const customers = [
  { name: 'Quinta do Vale, Lda.', email: 'contas@quintadovale.test', open: 1240 },
  { name: 'Brennan & Daughters', email: 'office@brennan.test', open: 318.5 },
  { name: 'Atelier Nord', email: 'bonjour@ateliernord.test', open: 2205 },
  { name: 'Kestrel Cycles', email: 'accounts@kestrel.test', open: 0 },
  { name: 'Mori Ceramics', email: 'studio@mori.test', open: 0 },
];

/** Ends early, without an error, where nobody waits any more. */
const pause = (delayMs: number, left: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, delayMs);
    left.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
