import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import {
  ActionValidated,
  GateDecisionList,
  GateDecisionQuery,
  ValidateAction,
  type GateDecision,
} from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { asMember } from '../platform/http/access.ts';
import { toDecision } from './decide.ts';
import { toIso } from '../platform/database/index.ts';
import { decisionsAfter, insertDecision, type NamedDecision } from './store.ts';
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

  app.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/audit/decisions',
    {
      schema: {
        summary: 'What the ethics gate answered, newest first, with its reasons',
        tags: ['gate'],
        querystring: GateDecisionQuery,
        response: { 200: GateDecisionList },
      },
    },
    async (request) => {
      const { result = null, after = null, limit = usualLimit } = request.query;
      const { organisationId } = asMember(request.caller);
      const rows = await db.withOrganisation(organisationId, (tx) =>
        decisionsAfter(tx, { result, after, limit: limit + 1 }),
      );
      const items = rows.slice(0, limit).map(toGateDecision);
      return { items, next: rows.length > limit ? items.at(-1)!.id : null };
    },
  );
};

const usualLimit = 50;

/** Who a visitor was is nobody's business here. */
const toGateDecision = ({
  id,
  at,
  action,
  purpose,
  result,
  explanation,
  principles,
  ...row
}: NamedDecision): GateDecision => ({
  ...{ id, at: toIso(at), action, purpose, result, explanation, principles },
  by: { kind: row.initiatorKind, name: row.memberName },
});
