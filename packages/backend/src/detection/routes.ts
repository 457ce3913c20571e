import { SendSignals, SignalsReceived, maxSignalBatchBytes, problem } from '@harmony-live/protocol';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { asVisitor } from '../platform/http/access.ts';
import { createIntake } from './intake.ts';
import { reused, sortBatch } from './signal.ts';

/** HTTP of detection: what pages have noticed. */
export const registerRoutes = (base: FastifyInstance): void => {
  const { clock } = base.platform;
  const intake = createIntake(base);
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
      const { good, repeated, rejected } = sortBatch(request.body, clock.now());
      const { inserted, reused: theirs } = await intake(caller, good);
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
