import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import staticFiles from '@fastify/static';
import { problem } from '@harmony-live/protocol';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { setPolicy } from '../platform/http/headers.ts';

/** Where `npm run build` puts the script tag with its chunks, and the console. */
const packages = fileURLToPath(new URL('../../../', import.meta.url));
const sdkDist = join(packages, 'sdk/dist');
const consoleDist = join(packages, 'console/dist');

const hidden = { schema: { hide: true } };
const forever = 'public, max-age=31536000, immutable';
/** New releases reach every page within this time. */
const fiveMinutes = 'public, max-age=300';

/** The script tag with its chunks, for pages anywhere; and the console. Compressed at build time. */
export const bundles = async (app: FastifyInstance): Promise<void> => {
  // Serves nothing by itself; each route below names its folder, which may be built later than we start.
  await app.register(staticFiles, { root: packages, serve: false, preCompressed: true, cacheControl: false });

  for (const file of ['harmony.js', 'widget.js', 'noticing.js']) {
    app.get(`/${file}`, hidden, (_request, reply) => send(reply, file, fiveMinutes));
  }
  // Hashed chunks, and the release by its number: their content never changes.
  app.get<{ Params: { file: string } }>(
    '/:file(^(?:(?:widget|noticing)-[\\w-]+|harmony@[\\w.+-]+)\\.js$)',
    hidden,
    (request, reply) => send(reply, request.params.file, forever),
  );

  app.get('/console', hidden, (_request, reply) => reply.redirect('/console/'));
  app.get<{ Params: { '*': string } }>('/console/*', hidden, (request, reply) => {
    const file = request.params['*'];
    setPolicy(reply, 'console');
    if (/^assets\/[\w.-]+$/.test(file)) return reply.header('cache-control', forever).sendFile(file, consoleDist);
    if (/^[\w-]+\.(svg|png|ico|webmanifest|css|js)$/.test(file)) {
      return reply.header('cache-control', 'no-cache').sendFile(file, consoleDist);
    }
    // Every other address is a screen of the console's own.
    if (!existsSync(join(consoleDist, 'index.html'))) throw notBuilt();
    return reply.header('cache-control', 'no-cache').sendFile('index.html', consoleDist);
  });
};

/** One file for pages anywhere. */
const send = (reply: FastifyReply, file: string, cacheControl: string): FastifyReply => {
  if (!existsSync(join(sdkDist, file))) throw notBuilt();
  return reply
    .header('cache-control', cacheControl)
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('access-control-allow-origin', '*')
    .sendFile(file, sdkDist);
};

const notBuilt = () => problem('route/not-found', 'There is no such file in this build; `npm run build` makes them.');
