import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { Fairness } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { asMember } from '../../platform/http/access.ts';
import { fairnessOf } from './fairness.ts';

const Stretch = Type.Object({
  days: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 7, description: 'days that begin at midnight where the expert is; 1: today' }),
  ),
});

/** HTTP of why requests came to a member, or went by: of their own alone. */
export const registerFairnessRoute = (base: FastifyInstance): void => {
  const { db } = base.platform;
  base.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/experts/me/fairness',
    {
      schema: {
        summary: 'Which requests came to you, which went by, and why',
        tags: ['experts'],
        querystring: Stretch,
        response: { 200: Fairness },
      },
    },
    (request) => {
      const caller = asMember(request.caller);
      const { days = 1 } = request.query;
      return db.withOrganisation(caller.organisationId, (tx) => fairnessOf(base.platform, tx, caller, days));
    },
  );
};
