import type { OfferInsights, OfferReport } from '@harmony-live/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildTestApp, fakeClock, type Somebody, type TestApp, type TestWorkspace } from '../../../test/app.ts';
import { createSite } from '../../identity/commands.ts';
import { pageReports, somebodyOn } from '../detection.fixture.ts';

const dayMs = 24 * 60 * 60_000;
const clock = fakeClock(Date.parse('2026-03-02T09:00:00Z'));
let test: TestApp;
let house: TestWorkspace;
let lead: Somebody;
let page: ReturnType<typeof pageReports>;

beforeAll(async () => {
  test = await buildTestApp({ clock });
  page = pageReports(test);
}, 60_000);
afterAll(() => test.close());
beforeEach(async () => {
  house = await test.workspace(`House ${clock.newId()}`);
  lead = await house.signInAs('coordinator');
});

const insights = async (query = '', who = lead) =>
  test.app.inject({ url: `/v1/insights/offers${query}`, headers: who.headers });
const told = async (query?: string): Promise<OfferInsights> => (await insights(query)).json();
const offer = async (fate: OfferReport['fate'], answer?: OfferReport['answer']) =>
  (await somebodyOn(test, house)).send({ offers: [page.offer({ fate, ...(answer && { answer }) })] });

describe('what offers bring', () => {
  it('is told of a stretch of days, beside the one before it', async () => {
    await offer('shown', 'dismissed');
    clock.advance(7 * dayMs);
    lead = await house.signInAs('coordinator');
    await offer('shown', 'accepted');
    await offer('shown');
    await offer('held-out');
    const found = await told('?days=7');
    expect(found).toMatchObject({
      ...{ from: '2026-03-03T00:00:00.000Z', to: page.iso() },
      answers: { shown: 2, heldOut: 1, accepted: 1, ignored: 1, dismissed: 0 },
      before: { shown: 1, heldOut: 0, dismissed: 1 },
      lift: [
        { outcome: 'asked', offered: { of: 2, count: 0 }, heldOut: { of: 1, count: 0 }, difference: 0 },
        { outcome: 'calmed', offered: { of: 0, count: 0 }, heldOut: { of: 0, count: 0 }, difference: null },
      ],
    });
    clock.advance(dayMs);
    lead = await house.signInAs('coordinator');
    expect((await told('?days=7')).lift[1]).toMatchObject({
      offered: { of: 2, count: 2 },
      heldOut: { of: 1, count: 1 },
    });
  });

  it('is of one site, or of all added up', async () => {
    const other = await createSite(test.app.platform, { organisation: house.organisationId, name: 'Shop' });
    await offer('shown', 'accepted');
    expect((await told()).answers.shown).toBe(1);
    expect((await told(`?site=${other.siteId}`)).answers.shown).toBe(0);
    expect((await told(`?site=${house.siteId}`)).answers.shown).toBe(1);
  });

  it('says nothing of before where nothing that old is kept', async () => {
    expect((await told('?days=60')).before).toBeNull();
  });

  it('is for those who lead and look', async () => {
    expect((await insights('', await house.signInAs('auditor'))).statusCode).toBe(200);
    expect((await insights('', await house.signInAs('expert'))).statusCode).toBe(403);
    const elsewhere = await (await test.workspace('Elsewhere')).signInAs('owner');
    await offer('shown');
    expect((await insights('', elsewhere)).json<OfferInsights>().answers.shown).toBe(0);
  });
});
