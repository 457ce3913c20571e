import { IceServers } from '@harmony-live/protocol';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { asPerson } from '../../platform/http/access.ts';
import { startSweep } from '../../platform/sweep.ts';
import type { Log } from '../log.ts';
import { personOf } from '../message.ts';
import type { NewsChannel } from '../news.ts';
import { createCalls } from './calls.ts';
import { iceServers } from './ice-servers.ts';

/** Voice and shared screen: frames, relay addresses, and the end of calls that nobody is behind. */
export const registerCalls = (app: FastifyInstance, log: Log, news: NewsChannel): void => {
  const { clock, config, live, outbox } = app.platform;
  const calls = createCalls(app, log, news);

  live.onFrame('call.state', async (connection, frame) => {
    await calls.say(connection, frame);
    return {};
  });
  live.onFrame('call.signal', async (connection, frame) => {
    await calls.signal(connection, frame);
    return {};
  });

  for (const type of ['conversation.closed', 'conversation.resolved'] as const) {
    outbox.on(type, 'conversation.end-call', (tx, { organisationId, payload }) =>
      calls.endIn(tx, organisationId, payload.conversationId),
    );
  }

  outbox.on('conversation.returned', 'conversation.end-call', (tx, { organisationId, payload }) =>
    calls.endOf(tx, organisationId, payload.conversationId, payload.memberId),
  );

  app.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/ice-servers',
    {
      schema: {
        summary: 'Where peers of a call find each other, with credentials that end by themselves',
        tags: ['conversations'],
        response: { 200: IceServers },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return iceServers(config.turn, personOf(asPerson(request.caller)).id, clock.now());
    },
  );

  startSweep(app, { name: 'conversation: calls nobody is behind', everyMs: 15_000, run: calls.endSilent });
};
