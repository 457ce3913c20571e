import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { SamplesAdded } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { asMember } from '../../platform/http/access.ts';
import { addSamples, removeSamples } from './samples.ts';

/** HTTP of what there is to look at before there is anything of one's own. */
export const registerSampleRoutes = (base: FastifyInstance): void => {
  const { platform } = base;
  const { db } = platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  app.post(
    '/v1/samples',
    {
      schema: {
        summary: 'Add a dozen sample articles and a sample conversation; nothing where there are some',
        tags: ['organisation'],
        response: { 201: SamplesAdded },
      },
    },
    async (request, reply) => {
      const caller = asMember(request.caller);
      const added = await db.withOrganisation(caller.organisationId, (tx) => addSamples(platform, tx, caller));
      return reply.code(201).send(added);
    },
  );

  app.delete(
    '/v1/samples',
    {
      schema: {
        summary: 'Take all samples away; articles that somebody has written on stay',
        tags: ['organisation'],
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const caller = asMember(request.caller);
      await db.withOrganisation(caller.organisationId, (tx) => removeSamples(platform, tx, caller));
      return reply.code(204).send(null);
    },
  );
};
