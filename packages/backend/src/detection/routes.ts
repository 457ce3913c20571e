import { SendSignals, SignalsReceived, maxSignalBatchBytes, problem } from '@harmony-live/protocol';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { decide } from '../gate/index.ts';
import { hasConsent } from '../identity/index.ts';
import { asVisitor } from '../platform/http/access.ts';
import { reused, sortBatch } from './signal.ts';
import * as store from './store.ts';

/** HTTP of detection: what pages have noticed. */
export const registerRoutes = (base: FastifyInstance): void => {
  const { clock, db, outbox } = base.platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  // A page that is being left can only send text, and no header of its own.
  base.addContentTypeParser('text/plain', { parseAs: 'string', bodyLimit: maxSignalBatchBytes }, (_, body, done) => {
    try {
      done(null, JSON.parse(body as string));
    } catch {
      done(problem('body/invalid', 'The text is not JSON.', { field: '', reason: 'must be JSON' }));
    }
  });

  app.post(
    '/v1/signals',
    {
      config: { takesTokenInBody: true },
      bodyLimit: maxSignalBatchBytes,
      schema: {
        summary: 'What the page of somebody who agreed has noticed. Idempotent by the signals’ ids',
        tags: ['pages'],
        body: SendSignals,
        response: { 202: SignalsReceived },
      },
    },
    async (request, reply) => {
      const caller = asVisitor(request.caller);
      const now = clock.now();
      const { good, repeated, rejected } = sortBatch(request.body, now);
      const { inserted, reused: theirs } = await db.withOrganisation(caller.organisationId, async (tx) => {
        if (!(await hasConsent(tx, caller.visitorId, 'detect'))) {
          throw problem('consent/missing', 'The person has not agreed that signs of trouble leave their page.');
        }
        await decide(base, tx, {
          action: 'signal.send',
          initiator: caller,
          purpose: 'to see where people get stuck',
          facts: { 'consent.detect': true },
        });
        if (good.length === 0) return { inserted: 0, reused: [] };
        const stored = await store.insertSignals(tx, caller, good, new Date(now));
        const count = stored.inserted;
        const { visitId, siteId, visitorId } = caller;
        if (count > 0)
          await outbox.emit(tx, 'signals.received', caller.organisationId, { visitId, siteId, visitorId, count });
        return stored;
      });
      return reply.code(202).send({
        accepted: inserted,
        duplicates: good.length - inserted - theirs.length + repeated,
        rejected: [...rejected, ...theirs.map((index) => ({ index, error: reused }))].toSorted(
          (a, b) => a.index - b.index,
        ),
      });
    },
  );
};
