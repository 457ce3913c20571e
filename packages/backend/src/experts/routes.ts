import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import {
  ChangeExpertProfile,
  ExpertList,
  OwnExpert,
  PreviewExpert,
  ProfilePreview,
  type Expert,
} from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { memberCards } from '../identity/index.ts';
import type { Tx } from '../platform/database/index.ts';
import { asMember } from '../platform/http/access.ts';
import { availabilityOf } from './availability.ts';
import { announce } from './presence.ts';
import { previewProfile } from './preview/preview.ts';
import { existingExpert, saveProfile } from './profile.ts';
import { listExperts, readStatements, type ExpertRow } from './store.ts';
import { weeksSoFar } from './week/so-far.ts';

const Page = Type.Object({
  after: Type.Optional(Type.String({ format: 'uuid' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});

/** HTTP of the experts. */
export const registerRoutes = (base: FastifyInstance): void => {
  const { clock, db, embeddings } = base.platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/v1/experts',
    {
      schema: {
        summary: 'Everybody who takes requests, with what they say about themselves and whether they can be asked',
        tags: ['experts'],
        querystring: Page,
        response: { 200: ExpertList },
      },
    },
    (request) => {
      const { organisationId } = asMember(request.caller);
      const { after, limit = 50 } = request.query;
      return db.withOrganisation(organisationId, async (tx) => {
        const rows = await listExperts(tx, clock.now(), after, limit + 1);
        const shown = rows.slice(0, limit);
        return { items: await toExperts(tx, shown, clock.now()), next: rows.length > limit ? shown.at(-1)!.id : null };
      });
    },
  );

  app.get(
    '/v1/experts/me',
    { schema: { summary: 'Your own profile', tags: ['experts'], response: { 200: OwnExpert } } },
    (request) => {
      const { organisationId, memberId } = asMember(request.caller);
      return db.withOrganisation(organisationId, async (tx) =>
        toOwn(tx, await existingExpert(tx, memberId, clock.now()), clock.now()),
      );
    },
  );

  app.put(
    '/v1/experts/me',
    {
      schema: {
        summary: 'Replace your own profile; `version` is the one you read',
        tags: ['experts'],
        body: ChangeExpertProfile,
        response: { 200: OwnExpert },
      },
    },
    async (request) => {
      const { organisationId, memberId } = asMember(request.caller);
      const { version, ...profile } = request.body;
      await embeddings.prepare(
        'document',
        profile.statements.map((text) => text.trim()),
      );
      return db.withOrganisation(organisationId, async (tx) => {
        const expert = await saveProfile(base.platform, tx, memberId, profile, version);
        await announce(base.platform, tx, expert);
        return toOwn(tx, expert, clock.now());
      });
    },
  );

  app.post(
    '/v1/experts/me/preview',
    {
      schema: {
        summary: 'Which of the latest requests would be near to a profile like this; nothing is saved',
        tags: ['experts'],
        body: PreviewExpert,
        response: { 200: ProfilePreview },
      },
    },
    async (request) => {
      await embeddings.prepare('document', request.body.statements);
      return previewProfile(base.platform, asMember(request.caller), request.body);
    },
  );
};

const toOwn = async (tx: Tx, expert: ExpertRow, now: number): Promise<OwnExpert> => ({
  id: expert.id,
  version: expert.version,
  statements: (await readStatements(tx, [expert.id])).get(expert.id) ?? [],
  languages: expert.languages,
  capacity: expert.capacity,
  callCapacity: expert.callCapacity,
  mostHoursAWeek: expert.mostHoursAWeek,
  weekMs: (await weeksSoFar(tx, [expert], now)).get(expert.memberId) ?? 0,
  wrapUpMinutes: expert.wrapUpMinutes,
  hasMoreTime: expert.hasMoreTime,
  ...hoursOf(expert),
  switch: expert.isOn,
  state: availabilityOf(expert, now),
  quietUntil: expert.quietUntil === null ? null : new Date(expert.quietUntil).toISOString(),
  isWrappingUp: expert.isWrappingUp,
  lastOne: expert.isLastOne,
  hoursChangeAt: hoursChangeAt(expert),
  load: expert.load,
});

const hoursOf = ({ timeZone, hours, exceptions }: ExpertRow) => ({
  timeZone,
  hours: [...hours],
  exceptions: [...exceptions],
});

/** Who is on, by hand or by the hours, goes off when they end; who is off goes on when they begin. */
const hoursChangeAt = ({ isOn, dutyFrom, dutyUntil }: ExpertRow): string | null => {
  const at = isOn ? dutyUntil : dutyFrom;
  return at === null ? null : new Date(at).toISOString();
};

const toExperts = async (tx: Tx, rows: readonly ExpertRow[], now: number): Promise<Expert[]> => {
  const statements = await readStatements(
    tx,
    rows.map(({ id }) => id),
  );
  const members = await memberCards(
    tx,
    rows.map(({ memberId }) => memberId),
  );
  return rows.map((row) => ({
    id: row.id,
    memberId: row.memberId,
    name: members.get(row.memberId)?.name ?? '',
    email: members.get(row.memberId)?.email ?? '',
    statements: statements.get(row.id) ?? [],
    languages: row.languages,
    capacity: row.capacity,
    callCapacity: row.callCapacity,
    ...hoursOf(row),
    load: row.load,
    state: availabilityOf(row, now),
  }));
};
