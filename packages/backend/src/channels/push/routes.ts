import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { problem, Push, PushSubscription } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { sessionHashOf } from '../../identity/index.ts';
import { asMember } from '../../platform/http/access.ts';
import { isPublicKey } from './encrypt.ts';
import { checkEndpoint } from './hosts.ts';
import { deleteSubscriptionOf, isSubscribed, replaceSubscription } from './store.ts';
import type { VapidKey } from './vapid.ts';

const tags = ['experts'];

/** HTTP of web push: whether the device of this session is told of requests while no console is open on it. */
export const registerPushRoutes = (base: FastifyInstance, { publicKey }: VapidKey): void => {
  const { clock, config, db } = base.platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/v1/push',
    {
      schema: {
        summary: 'Web push: the server’s public key, and whether the device of this session is told of requests',
        tags,
        response: { 200: Push },
      },
    },
    async (request, reply) => {
      const { organisationId } = asMember(request.caller);
      const isOn = await db.withOrganisation(organisationId, (tx) => isSubscribed(tx, sessionHashOf(request)));
      return reply.header('cache-control', 'no-store').send({ publicKey, isOn });
    },
  );

  app.put(
    '/v1/push',
    {
      schema: {
        summary:
          'Tell this device of requests while no console is open: a browser’s push subscription, kept until this session ends. ' +
          'Only addresses of known push services are taken',
        tags,
        body: PushSubscription,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { organisationId, memberId } = asMember(request.caller);
      const { endpoint, keys } = request.body;
      checkEndpoint(endpoint, config.pushServices);
      if (!isPublicKey(keys.p256dh)) {
        throw problem('body/invalid', '/keys/p256dh is no public key. Take it from the browser’s subscription.', {
          field: '/keys/p256dh',
          reason: 'is no point of P-256',
        });
      }
      await db.asSystem('push: this device is this member’s now', (tx) =>
        replaceSubscription(tx, {
          ...{ id: clock.newId(), sessionHash: sessionHashOf(request), organisationId, memberId },
          ...{ endpoint, ...keys, createdAt: new Date(clock.now()) },
        }),
      );
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/v1/push',
    { schema: { summary: 'Tell this device no more', tags, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const { organisationId } = asMember(request.caller);
      await db.withOrganisation(organisationId, (tx) => deleteSubscriptionOf(tx, sessionHashOf(request)));
      return reply.code(204).send(null);
    },
  );
};
