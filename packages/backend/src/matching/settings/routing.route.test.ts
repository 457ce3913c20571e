import { randomUUID } from 'node:crypto';
import type { AuditEvent, SiteRouting } from '@harmony-live/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildTestApp, type Answer, type Somebody, type TestApp, type TestWorkspace } from '../../../test/app.ts';

let app: TestApp;
let house: TestWorkspace;
let owner: Somebody;

beforeAll(async () => {
  app = await buildTestApp();
}, 60_000);
afterAll(() => app.close());
beforeEach(async () => {
  house = await app.workspace(`Kestrel ${randomUUID()}`);
  owner = await house.signInAs('owner', 'Robin');
});

const path = (rest = '', siteId = house.siteId) => `/v1/sites/${siteId}/routing${rest}`;
const read = async (who = owner): Promise<SiteRouting> => (await app.call(who, 'GET', path())).body;
const change = (body: unknown, who = owner): Promise<Answer> => app.call(who, 'PATCH', path(), body);
const weight = ({ weights }: SiteRouting, name: string) => weights.find((one) => one.name === name);

test('a site is routed as the product has it, until its owner says otherwise', async () => {
  const before = await read();
  expect(before.baselineShare).toBe(0);
  expect(weight(before, 'activity')).toEqual({ name: 'activity', value: 0.18, default: 0.18, least: 0, most: 1 });
  const { status, body } = await change({ weights: { activity: 0.3, fatigue: -0.2 }, baselineShare: 0.1 });
  expect(status).toBe(200);
  expect(body).toEqual(await read());
  expect([weight(body, 'activity')?.value, weight(body, 'fatigue')?.value, body.baselineShare]).toEqual([
    0.3, -0.2, 0.1,
  ]);
  expect(weight(body, 'meaning')).toMatchObject({ value: 0.6 });
});

test('what is absent stays, and null goes back to the default', async () => {
  await change({ weights: { activity: 0.3, idle: 0.2 }, baselineShare: 0.25 });
  const { body } = await change({ weights: { activity: null } });
  expect([weight(body, 'activity')?.value, weight(body, 'idle')?.value, body.baselineShare]).toEqual([0.18, 0.2, 0.25]);
  expect((await change({ baselineShare: 0 })).body).toMatchObject({ baselineShare: 0 });
  expect(weight(await read(), 'idle')).toMatchObject({ value: 0.2 });
});

test('each change is in the audit trail with what it was before, and none is where nothing changed', async () => {
  await change({ weights: { activity: 0.3 } });
  await change({ weights: { activity: 0.3 } });
  await change({ weights: { activity: null }, baselineShare: 0.1 });
  const { body } = await app.call(owner, 'GET', '/v1/audit?kind=site.routing-changed');
  const acts = (body as { items: AuditEvent[] }).items;
  expect(acts.map(({ changes }) => changes)).toEqual([
    [
      { field: 'weights.activity', from: '0.3', to: '0.18' },
      { field: 'baselineShare', from: '0', to: '0.1' },
    ],
    [{ field: 'weights.activity', from: '0.18', to: '0.3' }],
  ]);
  expect(acts[0]).toMatchObject({
    by: { name: 'Robin' },
    about: expect.stringMatching(/^Kestrel .*'s app$/) as string,
  });
});

test.each([
  [{ weights: { charm: 0.1 } }, '/weights/charm', /no term of the score/],
  [{ weights: { meaning: 1.5 } }, '/weights/meaning', /from 0 to 1/],
  [{ weights: { fatigue: 0.5 } }, '/weights/fatigue', /from -1 to 0/],
  [{ weights: { meaning: '0.5' } }, '/weights/meaning', /number or null/],
  [{ weights: [] }, '/weights', /object/],
  [{ baselineShare: 0.6 }, '/baselineShare', /0\.5/],
  [{ baselineShare: -0.1 }, '/baselineShare', /0/],
  [{ baselineShare: null }, '/baselineShare', /number/],
  [{ share: 0.1 }, '/share', /not known/],
])('%o is refused with field and reason, and changes nothing', async (body, field, reason) => {
  const answer = await change(body);
  const refusal = { code: 'body/invalid', field, reason: expect.stringMatching(reason) as string };
  expect([answer.status, answer.body]).toMatchObject([
    400,
    { type: 'urn:harmony:problem:body/invalid', field, reason: refusal.reason },
  ]);
  expect(await read()).toMatchObject({ baselineShare: 0 });
});

test('weights are refused where they are only tried, too', async () => {
  const replay = await app.call(owner, 'POST', path('/replay'), { weights: { charm: 1 } });
  const rank = await app.call(owner, 'POST', '/v1/experts/rank', { text: 'Anything', weights: { meaning: 7 } });
  expect([replay.status, replay.body.field, rank.status, rank.body.field]).toEqual([
    ...[400, '/weights/charm', 400, '/weights/meaning'],
  ]);
});

describe('who may', () => {
  test.each([
    ['owner', 200, 200, 200],
    ['admin', 200, 200, 200],
    ['coordinator', 403, 403, 200],
    ['expert', 403, 403, 403],
    ['auditor', 200, 403, 200],
  ] as const)('%s: read %d, change %d, replay %d', async (role, reads, changes, replays) => {
    const who = await house.signInAs(role);
    expect((await app.call(who, 'GET', path())).status).toBe(reads);
    expect((await change({ baselineShare: 0.2 }, who)).status).toBe(changes);
    expect((await app.call(who, 'POST', path('/replay'), {})).status).toBe(replays);
  });

  test('nobody of another organisation: to them the site does not exist, whatever they send', async () => {
    const stranger = await (await app.workspace('Otters')).signInAs('owner');
    const [get, patch, replay, rank] = [
      await app.call(stranger, 'GET', path()),
      await change({ baselineShare: 7 }, stranger),
      await app.call(stranger, 'POST', path('/replay'), { weights: { charm: 1 } }),
      await app.call(stranger, 'POST', '/v1/experts/rank', { text: 'Anything', site: house.siteId }),
    ];
    for (const { status, body } of [get, patch, replay, rank]) {
      expect([status, body.type]).toEqual([404, 'urn:harmony:problem:site/not-found']);
    }
    expect(await read()).toMatchObject({ baselineShare: 0 });
  });
});

test('a site on which nothing was decided yet has nothing to replay', async () => {
  const none = { decisions: 0, accepted: 0, refused: 0, solved: 0 };
  const replay = { decisions: 0, same: none, other: { ...none, tookItInTheEnd: 0 } };
  const { body } = await app.call(owner, 'POST', path('/replay'), {});
  expect(body).toEqual({ looked: 0, isCut: false, since: null, held: replay, tried: replay });
});

test('replays have a limit of their own', async () => {
  const who = await house.signInAs('admin');
  const answers = [];
  for (let at = 0; at < 101; at += 1) answers.push((await app.call(who, 'POST', path('/replay'), {})).status);
  expect([answers.indexOf(429), (await app.call(who, 'GET', path())).status]).toEqual([100, 200]);
});
