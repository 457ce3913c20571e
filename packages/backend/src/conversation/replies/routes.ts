import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { ChangeReply, CreateReply, problem, SavedReplies, SavedReply } from '@harmony-live/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { MemberCaller } from '../../platform/caller.ts';
import { toIso } from '../../platform/database/index.ts';
import { asMember } from '../../platform/http/access.ts';
import { resource } from '../../platform/http/resource.ts';
import { readWords } from '../message.ts';
import { countReplies, deleteReply, findReply, insertReply, repliesFor, updateReply, type ReplyRow } from './store.ts';

const tags = ['conversations'];
/** What one member can look through by typing; the list comes in one piece. */
const mostReplies = 500;

/** HTTP of saved replies: everybody's are written by those who lead, one's own by oneself. */
export const registerReplyRoutes = (base: FastifyInstance): void => {
  const { clock, db } = base.platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();
  const usable = resource('reply/not-found', (request, id) => {
    const { organisationId, memberId } = asMember(request.caller);
    return db.withOrganisation(organisationId, (tx) => findReply(tx, id, memberId));
  });
  const writable = {
    load: async (request: FastifyRequest): Promise<void> => {
      await usable.load(request);
      mayWrite(asMember(request.caller), usable.of(request).memberId === null);
    },
  };

  app.get(
    '/v1/replies',
    { schema: { summary: 'Saved replies: everybody’s and your own, by title', tags, response: { 200: SavedReplies } } },
    (request) => {
      const { organisationId, memberId } = asMember(request.caller);
      return db.withOrganisation(organisationId, async (tx) => ({
        items: (await repliesFor(tx, memberId, mostReplies)).map(toReply),
      }));
    },
  );

  app.post(
    '/v1/replies',
    {
      schema: {
        summary: 'Save a reply: your own, or (those who lead) one for everybody',
        tags,
        body: CreateReply,
        response: { 201: SavedReply },
      },
    },
    async (request, reply) => {
      const caller = asMember(request.caller);
      const { title, body, isShared = false } = request.body;
      mayWrite(caller, isShared);
      const row: ReplyRow = {
        id: clock.newId(),
        memberId: isShared ? null : caller.memberId,
        title: readWords(title, '/title').trim(),
        body: readWords(body),
        updatedAt: new Date(clock.now()),
      };
      await db.withOrganisation(caller.organisationId, async (tx) => {
        if ((await countReplies(tx, caller.memberId)) >= mostReplies) throw tooMany();
        await insertReply(tx, caller.organisationId, row);
      });
      return reply.code(201).send(toReply(row));
    },
  );

  app.put(
    '/v1/replies/:id',
    {
      schema: { summary: 'Change title and body', tags, body: ChangeReply, response: { 200: SavedReply } },
      onRequest: writable.load,
    },
    (request) => {
      const { organisationId } = asMember(request.caller);
      const row = usable.of(request);
      const changed = {
        title: readWords(request.body.title, '/title').trim(),
        body: readWords(request.body.body),
        updatedAt: new Date(clock.now()),
      };
      return db.withOrganisation(organisationId, async (tx) => {
        await updateReply(tx, row.id, changed);
        return toReply({ ...row, ...changed });
      });
    },
  );

  app.delete(
    '/v1/replies/:id',
    { schema: { summary: 'Forget it', tags, response: { 204: Type.Null() } }, onRequest: writable.load },
    async (request, reply) => {
      await db.withOrganisation(asMember(request.caller).organisationId, (tx) =>
        deleteReply(tx, usable.of(request).id),
      );
      return reply.code(204).send(null);
    },
  );
};

/** @throws Problem `role/insufficient` for everybody's, from those who do not lead */
const mayWrite = ({ role }: MemberCaller, isShared: boolean): void => {
  if (isShared && !['owner', 'admin', 'coordinator'].includes(role)) {
    throw problem('role/insufficient', 'Replies for everybody are written by those who lead; save one of your own.');
  }
};

const tooMany = () =>
  problem('body/invalid', `/title would be one of more than ${mostReplies}. Remove one first.`, {
    field: '/title',
    reason: `would be one of more than ${mostReplies}`,
  });

const toReply = ({ id, memberId, title, body, updatedAt }: ReplyRow): SavedReply => ({
  id,
  title,
  body,
  isShared: memberId === null,
  updatedAt: toIso(updatedAt),
});
