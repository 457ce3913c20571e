import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { ChangeRetention, Retention } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { asMember } from '../../platform/http/access.ts';
import { changeRetention, describeRetention } from './retention.ts';

/** HTTP of how long things are kept. */
export const registerRetentionRoutes = (base: FastifyInstance): void => {
  const { platform } = base;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/v1/retention',
    {
      schema: {
        summary: 'For how many days what is kept, and how much of it goes tonight',
        tags: ['organisation'],
        response: { 200: Retention },
      },
    },
    (request) =>
      platform.db.withOrganisation(asMember(request.caller).organisationId, (tx) => describeRetention(platform, tx)),
  );

  app.patch(
    '/v1/retention',
    {
      schema: {
        summary: 'Set for how many days things are kept; null: as the product has it',
        tags: ['organisation'],
        body: ChangeRetention,
        response: { 200: Retention },
      },
    },
    (request) => {
      const caller = asMember(request.caller);
      return platform.db.withOrganisation(caller.organisationId, async (tx) => {
        await changeRetention(platform, tx, caller, request.body);
        return describeRetention(platform, tx);
      });
    },
  );
};
