import {
  LiveFrames,
  LiveSessionOpened,
  OpenLiveSession,
  PollLive,
  SendLiveFrames,
  problem,
} from '@harmony-live/protocol';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastifyPlugin from 'fastify-plugin';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerKey } from '../caller.ts';
import type { Clock } from '../clock.ts';
import { grantOrigin } from '../http/cors.ts';
import type { LiveConnection } from './connection.ts';
import { readFrame } from './frames.ts';
import type { Hub } from './hub.ts';
import { createPollTransport, type PollTransport } from './poll-transport.ts';

interface Session {
  connection: LiveConnection;
  transport: PollTransport;
}

const path = '/v1/live/sessions';
/** Sessions of one person; the oldest gives way. A browser that reloads leaves one behind for up to a minute. */
const sessionsOfOne = 8;
const tags = ['live'];

/** Long polling: the same connections, handlers and limits as the socket, over plain requests. */
export const livePolling = fastifyPlugin<{ hub: Hub; clock: Clock }>(
  async (plain, { hub, clock }) => {
    const app = plain.withTypeProvider<TypeBoxTypeProvider>();
    const sessions = new Map<string, Session>();
    const asked = new WeakMap<FastifyRequest, Session>();

    /** The session in the path, of the one who asks: anybody else's does not exist. */
    const load = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const caller = await identify(request, reply);
      const session = sessions.get((request.params as { id: string }).id);
      if (!session?.connection.isConnected || callerKey(session.connection.caller) !== callerKey(caller)) {
        throw problem('session/not-found', 'It has ended. Open a new one, and join again with `after`.');
      }
      session.transport.touch();
      asked.set(request, session);
    };

    const identify = async (request: FastifyRequest, reply: FastifyReply, token = bearerOf(request)) => {
      try {
        const caller = await hub.identify(request, token);
        if (caller.kind === 'visitor') grantOrigin(request, reply);
        return caller;
      } catch (error) {
        if (token !== undefined && !isForeign(error)) grantOrigin(request, reply);
        throw error;
      }
    };

    app.post(
      path,
      {
        schema: {
          summary: 'Open a session of long polling',
          tags,
          body: OpenLiveSession,
          response: { 201: LiveSessionOpened },
        },
      },
      async (request, reply) => {
        const { token } = request.body;
        const caller = await identify(request, reply, token);
        makeRoom(callerKey(caller));
        const id = clock.newSecret();
        const transport = createPollTransport(clock, () => sessions.delete(id));
        const connection = hub.open(transport, request);
        sessions.set(id, { connection, transport });
        await connection.receive(0, () => readFrame(request.body));
        const [first, ...news] = transport.drain();
        if (!connection.isConnected || first === undefined) {
          connection.gone();
          throw problem('server/busy', 'Try again in a moment.', { retryAfterMs: 2_000 });
        }
        news.forEach((text) => transport.send(text));
        return reply.code(201).send({ sessionId: id, ok: JSON.parse(first) as LiveSessionOpened['ok'] });
      },
    );

    const makeRoom = (who: string): void => {
      const theirs = [...sessions.values()].filter(
        ({ connection }) => connection.isConnected && callerKey(connection.caller) === who,
      );
      theirs
        .slice(0, Math.max(0, theirs.length - sessionsOfOne + 1))
        .forEach(({ connection }) => connection.bye('replaced', 0));
    };

    app.post(
      `${path}/:id/frames`,
      {
        schema: { summary: 'Send frames', tags, body: SendLiveFrames, response: { 200: LiveFrames } },
        onRequest: load,
      },
      async (request, reply) => {
        const { connection, transport } = asked.get(request)!;
        const release = transport.hold();
        await Promise.all(
          request.body.map((value) =>
            connection.receive(Buffer.byteLength(JSON.stringify(value)), () => readFrame(value)),
          ),
        );
        return answer(reply, release());
      },
    );

    app.get(
      `${path}/:id/frames`,
      {
        schema: { summary: 'Wait for frames', tags, querystring: PollLive, response: { 200: LiveFrames } },
        onRequest: load,
      },
      async (request, reply) => {
        const { transport } = asked.get(request)!;
        const left = new AbortController();
        reply.raw.on('close', () => left.abort());
        return answer(reply, await transport.wait(request.query.wait ?? 25_000, left.signal));
      },
    );

    app.delete(
      `${path}/:id`,
      { schema: { summary: 'End the session', tags }, onRequest: load },
      async (request, reply) => {
        asked.get(request)!.connection.gone();
        return reply.code(204).send();
      },
    );
  },
  { name: 'live-polling', dependencies: ['walls'] },
);

/** The frames are JSON already. */
const answer = (reply: FastifyReply, texts: readonly string[]) =>
  reply
    .type('application/json')
    .header('cache-control', 'no-store')
    .serializer(String)
    .send(`[${texts.join(',')}]`);

const bearerOf = (request: FastifyRequest): string | undefined =>
  /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];

/** A page whose Origin is not allowed may not even read why. */
const isForeign = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'origin/not-allowed';
