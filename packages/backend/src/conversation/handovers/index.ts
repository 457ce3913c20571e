import {
  ColleagueList,
  Handover,
  HandoverAccepted,
  InviteColleague,
  TransferConversation,
} from '@harmony-live/protocol';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { asMember } from '../../platform/http/access.ts';
import { resource } from '../../platform/http/resource.ts';
import { startSweep } from '../../platform/sweep.ts';
import { existing, type Part } from '../access.ts';
import type { Log } from '../log.ts';
import { readWords } from '../message.ts';
import type { Names } from '../names.ts';
import { accept } from './answer.ts';
import { ask, colleaguesFor } from './ask.ts';
import { end, expire, withdrawOfMember } from './end.ts';
import { findHandover, openFor } from './store.ts';
import { toHandovers } from './wire.ts';

const tags = ['conversations'];

/** A colleague comes along, or takes over: HTTP, what is open for whoever connects, and what runs out. */
export const registerHandovers = (base: FastifyInstance, { log, names }: { log: Log; names: Names }): void => {
  const { clock, db, live, outbox } = base.platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  const conversationFor = (needed: Part) =>
    resource('conversation/not-found', (request, id) => {
      const caller = asMember(request.caller);
      return db.withOrganisation(caller.organisationId, (tx) => existing(tx, caller, id, needed));
    });
  const readable = conversationFor('reader');
  const own = conversationFor('participant');

  /** A question to the caller, or one of theirs. */
  const handoverOf = (side: 'fromMemberId' | 'toMemberId') =>
    resource('handover/not-found', async (request, id) => {
      const { organisationId, memberId } = asMember(request.caller);
      const row = await db.withOrganisation(organisationId, (tx) => findHandover(tx, id));
      return row?.[side] === memberId ? row : null;
    });
  const asked = handoverOf('toMemberId');
  const asking = handoverOf('fromMemberId');

  app.get(
    '/v1/conversations/:id/colleagues',
    {
      schema: { summary: 'Who could come into it, the available first', tags, response: { 200: ColleagueList } },
      onRequest: readable.load,
    },
    (request) => {
      const caller = asMember(request.caller);
      const { id, participants } = readable.of(request);
      const idsOf = (kind: 'member' | 'visitor'): string[] =>
        participants.flatMap(({ person }) => (person.kind === kind ? [person.id] : []));
      const company = { memberIds: idsOf('member'), visitorId: idsOf('visitor')[0]! };
      return db.withOrganisation(caller.organisationId, async (tx) => ({
        items: await colleaguesFor(base.platform, tx, caller, id, company),
      }));
    },
  );

  app.post(
    '/v1/conversations/:id/invite',
    {
      schema: {
        summary:
          'Ask a colleague to come along. The brief is for colleagues alone; asking the same again answers the same',
        tags,
        body: InviteColleague,
        response: { 200: Handover },
      },
      onRequest: own.load,
    },
    (request) => {
      const caller = asMember(request.caller);
      const { memberId, brief = '' } = request.body;
      const words = brief.trim() === '' ? '' : readWords(brief, '/brief');
      const wish = { kind: 'invite' as const, memberId: memberId.toLowerCase(), brief: words };
      return db.withOrganisation(caller.organisationId, (tx) =>
        ask(base.platform, names, tx, caller, own.of(request).id, wish),
      );
    },
  );

  app.post(
    '/v1/conversations/:id/transfer',
    {
      schema: {
        summary: 'Ask a colleague to take it over; those who lead may ask for conversations of others',
        tags,
        body: TransferConversation,
        response: { 200: Handover },
      },
      onRequest: readable.load,
    },
    (request) => {
      const caller = asMember(request.caller);
      const { memberId, brief } = request.body;
      const words = readWords(brief, '/brief');
      const wish = { kind: 'transfer' as const, memberId: memberId.toLowerCase(), brief: words };
      return db.withOrganisation(caller.organisationId, (tx) =>
        ask(base.platform, names, tx, caller, readable.of(request).id, wish),
      );
    },
  );

  app.post(
    '/v1/handovers/:id/accept',
    {
      schema: { summary: 'Come along, or take it over', tags, response: { 200: HandoverAccepted } },
      onRequest: asked.load,
    },
    async (request) => {
      const caller = asMember(request.caller);
      const row = asked.of(request);
      await db.withOrganisation(caller.organisationId, (tx) => accept(base.platform, log, names, tx, caller, row));
      return { conversationId: row.conversationId };
    },
  );

  app.post(
    '/v1/handovers/:id/decline',
    {
      schema: { summary: 'Not now. Declining what is over changes nothing', tags, response: { 204: Type.Null() } },
      onRequest: asked.load,
    },
    async (request, reply) => {
      const row = asked.of(request);
      await db.withOrganisation(row.organisationId, (tx) => end(base.platform, tx, row, 'declined'));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/v1/handovers/:id',
    {
      schema: {
        summary: 'Take the question back. Nothing happens once it is over',
        tags,
        response: { 204: Type.Null() },
      },
      onRequest: asking.load,
    },
    async (request, reply) => {
      const row = asking.of(request);
      await db.withOrganisation(row.organisationId, (tx) => end(base.platform, tx, row, 'withdrawn'));
      return reply.code(204).send(null);
    },
  );

  live.onConnected(async (connection) => {
    if (connection.caller.kind !== 'member') return;
    const { organisationId, memberId } = connection.caller;
    const open = await db.withOrganisation(organisationId, async (tx) =>
      toHandovers(tx, names, await openFor(tx, memberId, new Date(clock.now()))),
    );
    for (const handover of open) connection.send({ frame: 'handover', ...handover });
  });

  outbox.on('member.removed', 'conversation.withdraw-handovers', (tx, { payload }) =>
    withdrawOfMember(base.platform, tx, payload.memberId),
  );
  outbox.on('member.role-changed', 'conversation.withdraw-handovers', async (tx, { payload }) => {
    if (payload.role === 'auditor') await withdrawOfMember(base.platform, tx, payload.memberId);
  });

  startSweep(base, {
    name: 'conversation: colleagues who did not answer',
    everyMs: 10_000,
    run: () => db.asSystem('conversation: colleagues who did not answer', (tx) => expire(base.platform, tx)),
  });
};
