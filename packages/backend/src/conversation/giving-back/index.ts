import { ReturnedConversation } from '@harmony-live/protocol';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { asPerson } from '../../platform/http/access.ts';
import { resource } from '../../platform/http/resource.ts';
import { startSweep } from '../../platform/sweep.ts';
import { pressingBeforeMs } from '../../requests/index.ts';
import { existing } from '../access.ts';
import type { Log } from '../log.ts';
import { answerWithinMs, giveBack, giveBackUnanswered, hereForMs, lookedAtForMs } from './give-back.ts';
import { unanswered } from './store.ts';

/** A request goes back to the queue: HTTP, and whoever accepts and vanishes. */
export const registerGivingBack = (base: FastifyInstance, log: Log): void => {
  const { clock, db } = base.platform;
  const own = resource('conversation/not-found', (request, id) => {
    const caller = asPerson(request.caller);
    return db.withOrganisation(caller.organisationId, (tx) => existing(tx, caller, id, 'participant'));
  });

  base.withTypeProvider<TypeBoxTypeProvider>().post(
    '/v1/conversations/:id/return',
    {
      schema: {
        summary:
          'Let somebody else come: an expert hands it back, or its visitor asks for someone else before the first answer',
        tags: ['conversations'],
        response: { 200: ReturnedConversation },
      },
      onRequest: own.load,
    },
    async (request) => {
      const caller = asPerson(request.caller);
      const { id, requestId } = own.of(request);
      await db.withOrganisation(caller.organisationId, (tx) => giveBack(base.platform, log, tx, caller, id));
      return { requestId };
    },
  );

  startSweep(base, {
    name: 'conversation: accepted and not answered',
    everyMs: 10_000,
    run: async () => {
      const now = clock.now();
      const ago = (ms: number): Date => new Date(now - ms);
      const silence = {
        quietSince: ago(answerWithinMs),
        cameAfter: ago(lookedAtForMs),
        hereSince: ago(hereForMs),
        dueBefore: ago(-pressingBeforeMs),
      };
      const found = await db.asSystem('conversation: not answered', (tx) => unanswered(tx, silence));
      for (const one of found) {
        await db.withOrganisation(one.organisationId, (tx) => giveBackUnanswered(base.platform, log, tx, one));
      }
    },
  });
};
