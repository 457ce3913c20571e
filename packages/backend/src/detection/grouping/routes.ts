import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { IssueList, IssueState, type Issue } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { asMember } from '../../platform/http/access.ts';
import { listIssues, type IssueRow } from './store.ts';

const dayMs = 24 * 60 * 60_000;
/** What was not seen for so long is gone, until it comes back. */
const goneAfterMs = 14 * dayMs;
const mostPerPage = 50;
const mostPlaces = 10;
const mostDays = 30;

const Page = Type.Object({
  site: Type.Optional(Type.String({ format: 'uuid' })),
  state: Type.Optional(IssueState),
  after: Type.Optional(Type.String({ format: 'uuid' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});

/** HTTP of what goes wrong on a site's pages. */
export const registerIssueRoutes = (base: FastifyInstance): void => {
  const { clock, db } = base.platform;
  base.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/insights/issues',
    {
      schema: {
        summary: 'Problems that signals tell of, those seen last first; of one site and state, or all',
        tags: ['insights'],
        querystring: Page,
        response: { 200: IssueList },
      },
    },
    (request) => {
      const { site, state, after, limit = mostPerPage } = request.query;
      const goneBefore = new Date(clock.now() - goneAfterMs);
      return db.withOrganisation(asMember(request.caller).organisationId, async (tx) => {
        const rows = await listIssues(tx, { siteId: site, state, after, limit: limit + 1, goneBefore });
        const page = rows.slice(0, limit);
        return { items: page.map(toIssue), next: rows.length > limit ? page.at(-1)!.id : null };
      });
    },
  );
};

const toIssue = (row: IssueRow): Issue => {
  const of = (wanted: IssueRow['parts'][number]['kind']) =>
    row.parts
      .filter(({ kind }) => kind === wanted)
      .map(({ value, count, firstAt, lastAt }) => ({ value, count, firstAt: utc(firstAt), lastAt: utc(lastAt) }));
  const article = row.articleId === null ? null : { id: row.articleId, title: row.articleTitle ?? '' };
  return {
    ...{ id: row.id, siteId: row.siteId, kind: row.kind, template: row.template, fingerprint: row.fingerprint },
    ...{ place: row.place === '' ? null : row.place, article },
    state: row.isGone ? 'gone' : article === null ? 'open' : 'known',
    ...{ count: row.count, clicks: row.clicks, people: row.people },
    ...{ firstAt: row.firstAt.toISOString(), lastAt: row.lastAt.toISOString() },
    pages: of('page')
      .toSorted((a, b) => b.count - a.count || a.value.localeCompare(b.value))
      .slice(0, mostPlaces)
      .map(({ value: page, ...seen }) => ({ page, ...seen })),
    releases: of('release')
      .toSorted((a, b) => b.firstAt.localeCompare(a.firstAt) || a.value.localeCompare(b.value))
      .slice(0, mostPlaces)
      .map(({ value: release, ...seen }) => ({ release, ...seen })),
    days: of('day')
      .toSorted((a, b) => a.value.localeCompare(b.value))
      .slice(-mostDays)
      .map(({ value: day, count }) => ({ day, count })),
  };
};

/** A time that came as JSON, with the zone of the database's session. */
const utc = (at: string): string => new Date(at).toISOString();
