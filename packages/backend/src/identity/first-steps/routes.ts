import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { FirstSteps } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { asMember } from '../../platform/http/access.ts';
import { describeFirstSteps } from './first-steps.ts';
import { dismiss } from './store.ts';

/** HTTP of what a new workspace does first. */
export const registerFirstStepRoutes = (base: FastifyInstance): void => {
  const { platform } = base;
  const { clock, db } = platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/v1/first-steps',
    {
      schema: {
        summary: 'What a new workspace does first, and how far it has come',
        tags: ['organisation'],
        response: { 200: FirstSteps },
      },
    },
    (request) => {
      const caller = asMember(request.caller);
      return db.withOrganisation(caller.organisationId, (tx) => describeFirstSteps(platform, tx, caller));
    },
  );

  app.post(
    '/v1/first-steps/dismiss',
    {
      schema: { summary: 'Put the list away, for everybody', tags: ['organisation'], response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      const { organisationId } = asMember(request.caller);
      await db.withOrganisation(organisationId, (tx) => dismiss(tx, organisationId, new Date(clock.now())));
      return reply.code(204).send(null);
    },
  );
};
