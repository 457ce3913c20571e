import { SendSignals, SignalsReceived, maxSignalBatchBytes } from '@harmony-live/protocol';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { asVisitor } from '../platform/http/access.ts';
import { inOrder, judgeBatch, lists, refused } from './batch.ts';
import { createIntake } from './intake.ts';
import { reused } from './judge.ts';

/** HTTP of detection: what pages have noticed. */
export const registerRoutes = (base: FastifyInstance): void => {
  const { clock } = base.platform;
  const intake = createIntake(base);
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  // A page that is being left can only send text, and no header of its own. It is read as strictly as JSON is.
  base.addContentTypeParser(
    'text/plain',
    { parseAs: 'string', bodyLimit: maxSignalBatchBytes },
    base.getDefaultJsonParser('error', 'error'),
  );

  app.post(
    '/v1/signals',
    {
      config: { takesTokenInBody: true },
      bodyLimit: maxSignalBatchBytes,
      schema: {
        summary:
          'What the page of somebody who agreed has noticed: signals, struggles, and what became of offers. Idempotent by their ids',
        tags: ['pages'],
        body: SendSignals,
        response: { 202: SignalsReceived },
      },
    },
    async (request, reply) => {
      const { good, repeated, rejected } = judgeBatch(request.body, clock.now());
      const stored = await intake(asVisitor(request.caller), good);
      const sum = (of: (list: (typeof lists)[number]) => number): number =>
        lists.reduce((total, list) => total + of(list), 0);
      return reply.code(202).send({
        accepted: sum((list) => stored[list].kept),
        duplicates: repeated + sum((list) => good[list].length - stored[list].kept - stored[list].reused.length),
        rejected: inOrder([
          ...rejected,
          ...lists.flatMap((list) => stored[list].reused.map((index) => refused(list, { index, error: reused }))),
        ]),
      });
    },
  );
};
