import { AwardExplanation, Ledger, LedgerVerdict, OwnRewards, RewardPolicy } from '@harmony-live/protocol';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { asMember } from '../platform/http/access.ts';
import { resource } from '../platform/http/resource.ts';
import { transfersAfter } from './ledger/store.ts';
import { verifyLedger, type Verdict } from './ledger/verify.ts';
import { currentPolicy } from './policy.ts';
import * as store from './store.ts';
import { toExplanation, toOwnRewards } from './views.ts';

const tags = ['rewards'];
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 100 }));
const Page = Type.Object({ after: Type.Optional(Type.String({ format: 'uuid' })), limit });
const LedgerPage = Type.Object({
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647, description: 'the last `seq` you have' })),
  limit,
});

/** HTTP of thanks: one's own, why they are what they are, and the ledger that anyone inside can check. */
export const registerRoutes = (base: FastifyInstance): void => {
  const { db } = base.platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/v1/rewards',
    {
      schema: {
        summary: 'Your own: people helped, thanks, awards with the newest first',
        tags,
        querystring: Page,
        response: { 200: OwnRewards },
      },
    },
    (request) => {
      const { organisationId, memberId } = asMember(request.caller);
      const { after, limit: size = 50 } = request.query;
      return db.withOrganisation(organisationId, (tx) => toOwnRewards(tx, organisationId, memberId, size, after));
    },
  );

  const award = resource('award/not-found', async (request, id) => {
    const { organisationId, memberId, role } = asMember(request.caller);
    const row = await db.withOrganisation(organisationId, (tx) => store.findAward(tx, organisationId, id));
    return role === 'expert' && row?.memberId !== memberId ? null : row;
  });
  app.get(
    '/v1/rewards/awards/:id',
    {
      schema: {
        summary: 'Why an award is what it is: inputs, rule, the sum made again, its place in the ledger',
        tags,
        response: { 200: AwardExplanation },
      },
      onRequest: award.load,
    },
    (request) => {
      const { organisationId } = asMember(request.caller);
      return db.withOrganisation(organisationId, (tx) => toExplanation(tx, organisationId, award.of(request)));
    },
  );

  app.get(
    '/v1/rewards/ledger',
    {
      schema: {
        summary:
          'Every transfer of the organisation in order; `hash` covers every field but itself (RFC 8785, SHA-256)',
        tags,
        querystring: LedgerPage,
        response: { 200: Ledger },
      },
    },
    async (request) => {
      const { organisationId } = asMember(request.caller);
      const { after = 0, limit: size = 100 } = request.query;
      const rows = await db.withOrganisation(organisationId, (tx) =>
        transfersAfter(tx, organisationId, after, size + 1),
      );
      const items = rows.slice(0, size).map(({ transfer }) => transfer);
      return { items, next: rows.length > size ? String(items.at(-1)!.seq) : null };
    },
  );

  // Whoever asks while it is being computed gets the same answer: it reads the whole ledger.
  const running = new Map<string, Promise<Verdict>>();
  app.get(
    '/v1/rewards/verify',
    {
      schema: {
        summary: 'Compute every hash, sum and balance again from row one; names the first row that is wrong',
        tags,
        response: { 200: LedgerVerdict },
      },
    },
    (request) => {
      const { organisationId } = asMember(request.caller);
      const verdict =
        running.get(organisationId) ?? verifyLedger(db, organisationId).finally(() => running.delete(organisationId));
      running.set(organisationId, verdict);
      return verdict;
    },
  );

  app.get(
    '/v1/rewards/policy',
    { schema: { summary: 'The rule of today, with every constant', tags, response: { 200: RewardPolicy } } },
    async () => currentPolicy,
  );
};
