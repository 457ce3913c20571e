import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { ActionValidated, ValidateAction } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { asMember } from '../platform/http/access.ts';
import { toDecision } from './decide.ts';
import { insertDecision } from './store.ts';
import { validateAction } from './validate.ts';

/** HTTP of the gate. */
export const registerRoutes = (app: FastifyInstance): void => {
  const { db } = app.platform;

  app.withTypeProvider<TypeBoxTypeProvider>().post(
    '/v1/validate',
    {
      schema: {
        summary: 'Ask the ethics gate for its verdict on an action',
        tags: ['gate'],
        body: ValidateAction,
        response: { 200: ActionValidated },
      },
    },
    async (request) => {
      const initiator = asMember(request.caller);
      const { action, answer, told } = validateAction(request.body);
      const { purpose } = request.body.context;
      const decision = toDecision(app.platform, { action, initiator, purpose }, answer, told);
      await db.withOrganisation(initiator.organisationId, (tx) => insertDecision(tx, decision));
      return { validationId: decision.id, ...answer };
    },
  );
};
