import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { DeclineAppointment, OwnAppointments, SlotList, type OwnAppointment } from '@harmony-live/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { visitorCard } from '../identity/index.ts';
import type { Tx } from '../platform/database/index.ts';
import { asMember, asSite, asVisitor } from '../platform/http/access.ts';
import { pathId, resource } from '../platform/http/resource.ts';
import { findRequest, wordsOf } from '../requests/index.ts';
import { freeSlots, giveUp } from './book.ts';
import { calendarOf } from './calendar.ts';
import { entryFor } from './entry.ts';
import { slotMs } from './slots.ts';
import * as store from './store.ts';

const tags = ['appointments'];

const SlotQuery = Type.Object({
  site: Type.String({ minLength: 1 }),
  /** A member, such as one who helped before: their times alone. */
  prefer: Type.Optional(Type.String({ format: 'uuid' })),
});

/** HTTP of the appointments. */
export const registerRoutes = (base: FastifyInstance): void => {
  const { clock, db, embeddings } = base.platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/v1/slots',
    {
      schema: {
        summary: 'When somebody can be booked in the next two weeks, in UTC, an hour ahead at least',
        description:
          'Times alone, asked for with the site’s key: nobody is named on either side. `prefer` lists the times of one expert.',
        tags,
        querystring: SlotQuery,
        response: { 200: SlotList },
      },
    },
    (request) =>
      db.withOrganisation(asSite(request.caller).organisationId, async (tx) => ({
        lengthMs: slotMs,
        items: (await freeSlots(tx, clock.now(), request.query.prefer)).map((at) => new Date(at).toISOString()),
      })),
  );

  const own = resource('appointment/not-found', async (request: FastifyRequest, id) => {
    const { organisationId, visitorId } = asVisitor(request.caller);
    const row = await db.withOrganisation(organisationId, (tx) => findRequest(tx, id, visitorId));
    return row?.slotAt == null ? null : row;
  });

  app.get(
    '/v1/help-requests/:id/appointment.ics',
    {
      schema: {
        summary: 'What was booked, as a file for a calendar; cancelled once it is',
        tags,
        produces: ['text/calendar'],
        response: { 200: Type.String() },
      },
      onRequest: own.load,
    },
    async (request, reply) => {
      const row = own.of(request);
      const entry = await db.withOrganisation(row.organisationId, (tx) => entryFor(tx, row));
      return reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'attachment; filename="appointment.ics"')
        .send(calendarOf(entry, clock.now()));
    },
  );

  app.get(
    '/v1/appointments',
    { schema: { summary: 'What you are booked for, earliest first', tags, response: { 200: OwnAppointments } } },
    (request) => {
      const { organisationId, memberId } = asMember(request.caller);
      return db.withOrganisation(organisationId, async (tx) => ({
        items: await Promise.all(
          (await store.ownAppointments(tx, memberId, clock.now() - slotMs)).map((row) => toOwn(tx, row)),
        ),
      }));
    },
  );

  app.post(
    '/v1/appointments/:id/decline',
    {
      schema: {
        summary: 'Give an appointment up: somebody else who is free then is booked, or whoever is there is asked then',
        tags,
        body: DeclineAppointment,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { organisationId, memberId } = asMember(request.caller);
      const id = pathId(request, 'appointment/not-found');
      const words = await db.withOrganisation(organisationId, async (tx) => {
        const found = await store.findBooked(tx, id, memberId);
        const asked = found && (await findRequest(tx, found.requestId));
        return asked === undefined ? [] : [wordsOf(asked)];
      });
      await embeddings.prepare('query', words);
      await db.withOrganisation(organisationId, (tx) =>
        giveUp(base.platform, tx, memberId, id, request.body.reason?.trim() || null),
      );
      return reply.code(204).send(null);
    },
  );
};

const toOwn = async (tx: Tx, row: store.OwnRow): Promise<OwnAppointment> => ({
  id: row.id,
  requestId: row.requestId,
  at: new Date(row.slotAt).toISOString(),
  endsAt: new Date(row.slotAt + slotMs).toISOString(),
  text: row.text,
  topic: row.topic,
  language: row.language,
  visitorName: (await visitorCard(tx, row.visitorId)).name ?? null,
  state: row.state,
});
