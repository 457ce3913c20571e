import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../../test/fixtures/database.ts';
import { openHouse, type House } from '../house.fixture.ts';
import { defaultWeights, termNames } from '../weights.ts';
import { replayDecisions } from './index.ts';
import { replaySite } from './site.ts';

let database: TestDatabase;
let house: House;

/** More than two pages. */
const many = 250;

beforeAll(async () => {
  database = await openTestDatabase();
  house = await openHouse(database.db);
  const members = [(await house.expert('Ada')).memberId, (await house.expert('Grace')).memberId];
  await decide(many, members, (await house.visitor()).visitorId);
}, 60_000);
afterAll(async () => {
  await house.close();
  await database.dispose();
});

/** So many requests, each put before the first of these members, who declined. They are nearest, the others longest idle. */
const decide = (count: number, members: readonly string[], visitorId: string): Promise<void> =>
  database.db.asSystem('test', async (tx) => {
    const { organisationId, siteId } = house;
    const candidates = members.map((memberId, at) => ({
      memberId,
      score: 0.5,
      reasons: [],
      terms: termNames.map((name) => ({
        name,
        value: at === 0 ? Number(name === 'meaning') : Number(name === 'idle'),
        weight: defaultWeights[name],
      })),
    }));
    const requests = Array.from({ length: count }, () => randomUUID());
    await tx`
      insert into help_request (id, organisation_id, site_id, visitor_id, client_id, content_hash, text, language, state,
        created_at, queued_at, visitor_seen_at, ended_at)
      select id, ${organisationId}, ${siteId}, ${visitorId}, gen_random_uuid(), '\\x00', '', 'en', 'cancelled', now(), now(),
        now(), now()
      from unnest(${requests}::uuid[]) id`;
    await tx`
      insert into ranking (id, organisation_id, request_id, at, seed, weights, candidates)
      select gen_random_uuid(), ${organisationId}, id, now(), 1, '{}', ${tx.json(candidates)}
      from unnest(${requests}::uuid[]) id`;
    await tx`
      insert into assignment (id, organisation_id, request_id, member_id, ranking_id, state, rank, score, terms, reasons,
        timeout_ms, offered_at, expires_at, ended_at)
      select gen_random_uuid(), organisation_id, request_id, ${members[0]!}, id, 'declined', 1, 0.5, '[]', '[]', 20000, now(),
        now(), now()
      from ranking`;
  });

test('every decision is looked at once, however many pages there are', async () => {
  const { organisationId, siteId } = house;
  const idle = { ...defaultWeights, meaning: 0 };
  const all = { decisions: many, other: { decisions: many, refused: many, tookItInTheEnd: 0 } };
  expect(await replayDecisions(database.db, organisationId, idle)).toMatchObject(all);
  const replay = await replaySite(database.db, organisationId, siteId, { meaning: 0 });
  expect(replay).toMatchObject({ looked: many, isCut: false, held: { same: { decisions: many } }, tried: all });
});

test.each([99, 100, 101, 200, 249])('where there are more, the newest %d are looked at', async (most) => {
  const { organisationId, siteId } = house;
  const replay = await replaySite(database.db, organisationId, siteId, {}, most);
  expect(replay).toMatchObject({ looked: most, isCut: true, held: { decisions: most } });
});
