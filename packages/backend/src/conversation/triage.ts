import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { CorrectTriage, Triage } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { asMember } from '../platform/http/access.ts';
import { resource } from '../platform/http/resource.ts';
import { correctTriage } from '../requests/index.ts';
import { existing } from './access.ts';

/** Lets those who help in a conversation, and those who lead, say what its request is about. */
export const registerTriageRoute = (base: FastifyInstance): void => {
  const { db } = base.platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();
  const readable = resource('conversation/not-found', (request, id) => {
    const caller = asMember(request.caller);
    return db.withOrganisation(caller.organisationId, (tx) => existing(tx, caller, id, 'reader'));
  });

  app.put(
    '/v1/conversations/:id/triage',
    {
      schema: {
        summary: 'Say what the request is about; the triage learns from it. 409 after somebody else’s correction',
        tags: ['conversations'],
        body: CorrectTriage,
        response: { 200: Triage },
      },
      onRequest: readable.load,
    },
    (request) => {
      const caller = asMember(request.caller);
      const { requestId } = readable.of(request);
      return db.withOrganisation(caller.organisationId, (tx) =>
        correctTriage(base.platform, tx, caller, requestId, request.body),
      );
    },
  );
};
