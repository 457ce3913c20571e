import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { CreateHelpRequest, DomainList, HelpRequest, QueueList, QueueOutlook } from '@harmony-live/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { asMember, asVisitor } from '../platform/http/access.ts';
import { resource } from '../platform/http/resource.ts';
import { cancelHelpRequest, createHelpRequest } from './create.ts';
import { mostWeeks, outlookOf, weekMs } from './outlook.ts';
import { describe } from './status.ts';
import * as store from './store.ts';
import { wordsOf } from './words.ts';
import { queueItems } from './summary.ts';
import { knownDomains } from './triage/correct.ts';

const tags = ['help requests'];

const Page = Type.Object({
  after: Type.Optional(Type.String({ format: 'uuid' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});

/** HTTP of the help requests. */
export const registerRoutes = (base: FastifyInstance): void => {
  const { clock, db } = base.platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  const own = resource('help-request/not-found', async (request: FastifyRequest, id) => {
    const { organisationId, visitorId } = asVisitor(request.caller);
    return (await db.withOrganisation(organisationId, (tx) => store.findRequest(tx, id, visitorId))) ?? null;
  });

  app.post(
    '/v1/help-requests',
    {
      schema: {
        summary: 'Ask for a person. Idempotent by `clientId`; takes the place of a request that still waits',
        tags,
        body: CreateHelpRequest,
        response: { 201: HelpRequest },
      },
    },
    async (request, reply) => {
      const caller = asVisitor(request.caller);
      const { text, topic = null, fields = {} } = request.body;
      await base.platform.embeddings.prepare('query', [wordsOf({ text, topic, fields, context: {} })]);
      const made = await db.withOrganisation(caller.organisationId, (tx) =>
        createHelpRequest(base.platform, tx, caller, request.body),
      );
      return reply.code(201).send(made);
    },
  );

  app.get(
    '/v1/help-requests/:id',
    {
      schema: { summary: 'Follow a request: state, place, wait, who comes', tags, response: { 200: HelpRequest } },
      onRequest: own.load,
    },
    (request) => {
      const { id, organisationId, visitorId } = own.of(request);
      return db.withOrganisation(organisationId, async (tx) => {
        await store.markVisitorsSeen(tx, [visitorId], clock.now());
        const row = await store.findRequest(tx, id);
        return (await describe(base.platform, tx, [row!]))[0]!;
      });
    },
  );

  app.delete(
    '/v1/help-requests/:id',
    {
      schema: {
        summary: 'Cancel a request that still waits; answers how it stands now, so that a lost race is seen',
        tags,
        response: { 200: HelpRequest },
      },
      onRequest: own.load,
    },
    (request) => {
      const { id, organisationId } = own.of(request);
      return db.withOrganisation(organisationId, (tx) => cancelHelpRequest(base.platform, tx, id));
    },
  );

  app.get(
    '/v1/queue',
    { schema: { summary: 'Who waits, in order', tags, querystring: Page, response: { 200: QueueList } } },
    (request) => {
      const { organisationId, memberId } = asMember(request.caller);
      const { after, limit = 50 } = request.query;
      return db.withOrganisation(organisationId, async (tx) => {
        const rows = await store.queuedRequests(tx, clock.now(), limit + 1, after);
        const shown = rows.slice(0, limit);
        const next = rows.length > limit ? shown.at(-1)!.id : null;
        return { items: await queueItems(base.platform, tx, shown, memberId), next };
      });
    },
  );

  app.get(
    '/v1/queue/outlook',
    {
      schema: {
        summary: 'When the next request is likely, from the same hours of the last weeks',
        tags,
        response: { 200: QueueOutlook },
      },
    },
    (request) => {
      const now = clock.now();
      return db.withOrganisation(asMember(request.caller).organisationId, async (tx) => {
        const { arrivals, since } = await store.arrivalsSince(tx, now - mostWeeks * weekMs);
        return outlookOf(arrivals, since, now);
      });
    },
  );

  app.get(
    '/v1/triage/domains',
    {
      schema: {
        summary:
          'What a request can be about: named by experts, most frequent first, then there from the start, then `other`',
        tags,
        response: { 200: DomainList },
      },
    },
    (request) =>
      db.withOrganisation(asMember(request.caller).organisationId, async (tx) => ({ items: await knownDomains(tx) })),
  );
};
