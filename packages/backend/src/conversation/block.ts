import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { Conversation } from '@harmony-live/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { block, unblock } from '../experts/index.ts';
import { asPerson } from '../platform/http/access.ts';
import { resource } from '../platform/http/resource.ts';
import { existing } from './access.ts';
import type { Names } from './names.ts';
import { pairsOf, toDetails } from './views.ts';

const tags = ['conversations'];

/**
 * After they met, either side may say that they do not want to meet the other again. It ends nothing that goes on, and the
 * other is told nothing: not by a frame, not by the log, and not by how the conversation reads.
 */
export const registerBlockRoutes = (base: FastifyInstance, { names }: { names: Names }): void => {
  const { clock, db } = base.platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();
  const own = resource('conversation/not-found', (request, id) => {
    const caller = asPerson(request.caller);
    return db.withOrganisation(caller.organisationId, (tx) => existing(tx, caller, id, 'participant'));
  });

  const say = (request: FastifyRequest, isBlocked: boolean) => {
    const caller = asPerson(request.caller);
    const { organisationId, kind: saidBy } = caller;
    const row = own.of(request);
    return db.withOrganisation(organisationId, async (tx) => {
      for (const pair of pairsOf(row)) {
        if (saidBy === 'member' && pair.memberId !== caller.memberId) continue;
        if (isBlocked) {
          await block(base.platform, tx, { organisationId, ...pair, saidBy, conversationId: row.id });
        } else await unblock(tx, pair, saidBy);
      }
      return toDetails(tx, names, await existing(tx, caller, row.id, 'participant'), caller, clock.now());
    });
  };

  app.put(
    '/v1/conversations/:id/block',
    {
      schema: {
        summary: 'Say that you do not want to meet the other side again; they are not told. Again changes nothing',
        tags,
        response: { 200: Conversation },
      },
      onRequest: own.load,
    },
    (request) => say(request, true),
  );

  app.delete(
    '/v1/conversations/:id/block',
    {
      schema: { summary: 'Take that back; what the other side said holds', tags, response: { 200: Conversation } },
      onRequest: own.load,
    },
    (request) => say(request, false),
  );
};
