import {
  Conversation,
  MarkSolution,
  RateConversation,
  ResolveConversation,
  type Conversation as ConversationView,
} from '@harmony-live/protocol';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { PersonCaller } from '../../platform/caller.ts';
import type { Tx } from '../../platform/database/index.ts';
import { asPerson } from '../../platform/http/access.ts';
import { resource } from '../../platform/http/resource.ts';
import { existing } from '../access.ts';
import type { Log } from '../log.ts';
import type { Names } from '../names.ts';
import { toDetails } from '../views.ts';
import { markSolution, rate, resolve, saidBy } from './resolve.ts';

const tags = ['conversations'];

/** HTTP of the outcome: what solved it, whether it is solved, what it was worth. */
export const registerResolutionRoutes = (base: FastifyInstance, { log, names }: { log: Log; names: Names }): void => {
  const { clock, db } = base.platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();
  const own = resource('conversation/not-found', (request, id) => {
    const caller = asPerson(request.caller);
    return db.withOrganisation(caller.organisationId, (tx) => existing(tx, caller, id, 'participant'));
  });

  /** Does it in a transaction and shows the conversation as it is then. */
  const change = (
    request: FastifyRequest,
    act: (tx: Tx, caller: PersonCaller, id: string) => Promise<void>,
  ): Promise<ConversationView> => {
    const caller = asPerson(request.caller);
    const { id } = own.of(request);
    return db.withOrganisation(caller.organisationId, async (tx) => {
      await act(tx, caller, id);
      return toDetails(tx, names, await existing(tx, caller, id, 'participant'), caller, clock.now());
    });
  };

  app.post(
    '/v1/conversations/:id/solution',
    {
      schema: {
        summary: 'Mark a message as the solution: what the next person with this problem will read',
        tags,
        body: MarkSolution,
        response: { 200: Conversation },
      },
      onRequest: own.load,
    },
    (request) =>
      change(request, (tx, caller, id) => markSolution(base.platform, log, tx, caller, id, request.body.seq)),
  );

  app.post(
    '/v1/conversations/:id/resolve',
    {
      schema: {
        summary: 'Say that it is solved (members propose, the visitor confirms), or that it is not yet',
        tags,
        body: ResolveConversation,
        response: { 200: Conversation },
      },
      onRequest: own.load,
    },
    (request) =>
      change(request, (tx, caller, id) =>
        resolve(base.platform, log, tx, id, saidBy(caller, request.body.outcome ?? 'solved')),
      ),
  );

  app.post(
    '/v1/conversations/:id/rating',
    {
      schema: {
        summary: 'Rate the help, once, and say thanks',
        tags,
        body: RateConversation,
        response: { 200: Conversation },
      },
      onRequest: own.load,
    },
    (request) => change(request, (tx, caller, id) => rate(base.platform, tx, caller.organisationId, id, request.body)),
  );
};
