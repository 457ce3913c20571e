import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { AuditFilter, AuditList, AuditQuery } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { asMember } from '../../platform/http/access.ts';
import { mostPerPage, pageOf } from '../pages.ts';
import { toAuditEvent } from './audit.ts';
import { auditCsv } from './csv.ts';
import { auditEvents } from './store.ts';

/** Rows of one file. */
const mostRows = 10_000;
/** Rows that one statement reads: others wait for the database meanwhile. */
const rowsAtOnce = 1_000;

/** HTTP of the audit trail: who changed what. */
export const registerAuditRoutes = (base: FastifyInstance): void => {
  const { db } = base.platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/v1/audit',
    {
      schema: {
        summary: 'Who changed what, newest first; by kind of thing, member and time',
        tags: ['organisation'],
        querystring: AuditQuery,
        response: { 200: AuditList },
      },
    },
    async (request) => {
      const { after, limit = mostPerPage, ...filter } = request.query;
      const { organisationId } = asMember(request.caller);
      const rows = await db.withOrganisation(organisationId, (tx) =>
        auditEvents(tx, filter, { after: after ?? null, limit: limit + 1 }),
      );
      return pageOf(rows.map(toAuditEvent), limit);
    },
  );

  app.get(
    '/v1/audit.csv',
    {
      schema: {
        summary: 'The same as a table, one line for each thing that changed',
        tags: ['organisation'],
        querystring: AuditFilter,
        response: { 200: Type.String() },
      },
    },
    async (request, reply) => {
      const { organisationId } = asMember(request.caller);
      const rows: Awaited<ReturnType<typeof auditEvents>> = [];
      for (let isMore = true; isMore && rows.length < mostRows;) {
        const after = rows.at(-1)?.id ?? null;
        const next = await db.withOrganisation(organisationId, (tx) =>
          auditEvents(tx, request.query, { after, limit: rowsAtOnce }),
        );
        rows.push(...next);
        isMore = next.length === rowsAtOnce;
      }
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="audit.csv"')
        .header('cache-control', 'no-store')
        .send(auditCsv(rows.map(toAuditEvent)));
    },
  );
};
