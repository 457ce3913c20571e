import { Conversation, ConversationList, MessageList, MessageReceipt, SendMessage } from '@harmony-live/protocol';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { asPerson } from '../platform/http/access.ts';
import { resource } from '../platform/http/resource.ts';
import { existing, type Part } from './access.ts';
import { close } from './close.ts';
import type { StoreMessage } from './group-commit.ts';
import type { Log } from './log.ts';
import { personOf, readWords, toMessage } from './message.ts';
import type { Names } from './names.ts';
import * as store from './store.ts';
import { toConversations, toDetails } from './views.ts';

const tags = ['conversations'];
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 100 }));
const Page = Type.Object({ after: Type.Optional(Type.String({ format: 'uuid' })), limit });
const MessagePage = Type.Object({
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647, description: 'the last `seq` you have' })),
  limit,
});

interface Parts {
  log: Log;
  names: Names;
  storeMessage: StoreMessage;
}

/** HTTP of the conversations. */
export const registerRoutes = (base: FastifyInstance, { log, names, storeMessage }: Parts): void => {
  const { clock, db } = base.platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  const conversationFor = (needed: Part) =>
    resource('conversation/not-found', (request, id) => {
      const caller = asPerson(request.caller);
      return db.withOrganisation(caller.organisationId, (tx) => existing(tx, caller, id, needed));
    });
  const readable = conversationFor('reader');
  const own = conversationFor('participant');

  app.get(
    '/v1/conversations',
    {
      schema: {
        summary: 'Your own conversations, the liveliest first',
        tags,
        querystring: Page,
        response: { 200: ConversationList },
      },
    },
    (request) => {
      const caller = asPerson(request.caller);
      const { after, limit: size = 50 } = request.query;
      return db.withOrganisation(caller.organisationId, async (tx) => {
        const rows = await store.conversationsOf(tx, personOf(caller), size + 1, after);
        const shown = rows.slice(0, size);
        const items = await toConversations(tx, names, shown, caller, clock.now());
        return { items, next: rows.length > size ? shown.at(-1)!.id : null };
      });
    },
  );

  app.get(
    '/v1/conversations/:id',
    {
      schema: {
        summary: 'One conversation, with who came and why (visitors) or what came with the request (members)',
        tags,
        response: { 200: Conversation },
      },
      onRequest: readable.load,
    },
    (request) => {
      const caller = asPerson(request.caller);
      const row = readable.of(request);
      return db.withOrganisation(caller.organisationId, (tx) => toDetails(tx, names, row, caller, clock.now()));
    },
  );

  app.get(
    '/v1/conversations/:id/messages',
    {
      schema: { summary: 'The log by number', tags, querystring: MessagePage, response: { 200: MessageList } },
      onRequest: readable.load,
    },
    (request) => {
      const { organisationId } = asPerson(request.caller);
      const { id } = readable.of(request);
      const { after = 0, limit: size = 100 } = request.query;
      return db.withOrganisation(organisationId, async (tx) => {
        const rows = await store.messagesAfter(tx, id, after, size + 1);
        const shown = rows.slice(0, size);
        const named = await names(
          tx,
          shown.flatMap(({ from }) => (from === null ? [] : [from])),
        );
        return {
          items: shown.map((message) => toMessage(message, named)),
          next: rows.length > size ? String(shown.at(-1)!.seq) : null,
        };
      });
    },
  );

  app.post(
    '/v1/conversations/:id/messages',
    {
      schema: {
        summary: 'Write. Idempotent by `clientId`: the same message gets the same receipt',
        tags,
        body: SendMessage,
        response: { 200: MessageReceipt },
      },
      onRequest: own.load,
    },
    async (request) => {
      const caller = asPerson(request.caller);
      const { clientId, kind, body } = request.body;
      const stored = await storeMessage(caller.organisationId, {
        conversationId: own.of(request).id,
        id: clock.newId(),
        clientId: clientId.toLowerCase(),
        from: personOf(caller),
        kind,
        body: readWords(body),
        at: new Date(clock.now()),
      });
      return { id: stored.id, seq: stored.seq, at: stored.at.toISOString() };
    },
  );

  app.post(
    '/v1/conversations/:id/close',
    {
      schema: { summary: 'End it for everybody in it; again changes nothing', tags, response: { 200: Conversation } },
      onRequest: own.load,
    },
    (request) => {
      const caller = asPerson(request.caller);
      const { id } = own.of(request);
      return db.withOrganisation(caller.organisationId, async (tx) => {
        await close(base.platform, log, tx, caller, id);
        const row = await existing(tx, caller, id, 'participant');
        return toDetails(tx, names, row, caller, clock.now());
      });
    },
  );
};
