import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../../test/fixtures/database.ts';
import { openHouse, type House } from '../../matching/house.fixture.ts';
import type { MemberCaller, VisitorCaller } from '../../platform/caller.ts';
import { addEvidence, candidatesFor, type Candidate, type Question } from '../index.ts';
import { findExpert } from '../store.ts';

let database: TestDatabase;
let house: House;
let ada: MemberCaller;
let visitor: VisitorCaller;

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());
beforeEach(async () => {
  house = await openHouse(database.db);
  ada = await house.expert('Ada');
  visitor = await house.visitor();
}, 60_000);
afterEach(() => house.close());

const dayMs = 86_400_000;
const inHouse = <T>(work: Parameters<typeof database.db.withOrganisation<T>>[1]) =>
  database.db.withOrganisation(house.organisationId, work);
const kept = () =>
  inHouse(
    (tx) => tx<{ text: string; isAccepted: boolean; votes: number }[]>`
      select text, is_accepted, votes from expert_evidence order by solved_at`,
  );
const counts = () =>
  inHouse((tx) => tx<{ term: string }[]>`select term from term_count where texts > 0 and term <> '' order by term`);
const add = async (who: MemberCaller, ...items: Parameters<typeof addEvidence>[3]) =>
  inHouse(async (tx) => {
    const { id } = (await findExpert(tx, who.memberId, house.clock.now()))!;
    return addEvidence(house.app.platform, tx, id, items);
  });

type Resolution = 'conversation.resolved' | 'conversation.reopened' | 'rating.given';
/** What `conversation` says about a request of the visitor that Ada solved. */
const say = async (type: Resolution, requestId: string, more: object = {}): Promise<void> => {
  const { outbox } = house.app.platform;
  const { visitorId, organisationId, siteId } = visitor;
  const at = new Date(house.clock.now()).toISOString();
  const about = { conversationId: requestId, requestId, siteId, visitorId, memberIds: [ada.memberId], at };
  const payload = { how: 'confirmed', solutionSeq: null, ...about, ...more } as never;
  await outbox.delivered(await inHouse((tx) => outbox.emit(tx, type, organisationId, payload)));
};
const solve = async (text: string): Promise<string> => {
  const { id } = await house.ask(visitor, { text });
  await say('conversation.resolved', id);
  return id;
};

const find = async (text: string, over: Partial<Question> = {}, now = house.clock.now()): Promise<Candidate[]> => {
  const { embeddings } = house.app.platform;
  return inHouse(async (tx) => {
    const [vector] = await embeddings.embed(tx, house.organisationId, 'query', [text], ['en']);
    const question: Question = {
      ...{ vector: vector!, model: embeddings.model, language: 'en', domains: ['other'], visitorId: null },
      ...{ exclude: [], ignoreAvailability: true, limit: 50, ...over },
    };
    return candidatesFor(tx, question, now);
  });
};

describe('a solved conversation', () => {
  test('becomes evidence once, in the words of the request, scrubbed, and teaches which words are rare', async () => {
    const id = await solve('The index of the invoices is broken, write to vera@example.com');
    await say('conversation.resolved', id);
    const text = 'The index of the invoices is broken, write to ‹e-mail›';
    expect(await kept()).toEqual([{ text, isAccepted: true, votes: 0 }]);
    expect(await counts()).toContainEqual({ term: 'invoic' });
  });

  test('is weighed by its rating, and is none when it was opened again', async () => {
    const id = await solve('The index of the invoices is broken');
    await say('rating.given', id, { rating: 1 });
    expect(await kept()).toMatchObject([{ isAccepted: false, votes: -2 }]);
    await say('rating.given', id, { rating: 5 });
    expect(await kept()).toMatchObject([{ isAccepted: true, votes: 2 }]);
    await say('conversation.reopened', id);
    expect(await kept()).toEqual([]);
    expect(await counts()).toEqual([]);
  });

  test('is told to the person and goes with them', async () => {
    await solve('The index of the invoices is broken');
    const { personalData } = house.app.platform;
    const person = { organisationId: house.organisationId, visitorId: visitor.visitorId };
    const exported = await inHouse((tx) => personalData.export(tx, person));
    expect(exported.experts).toMatchObject({ solvedProblems: [{ text: 'The index of the invoices is broken' }] });
    await inHouse((tx) => personalData.erase(tx, person));
    expect(await kept()).toEqual([]);
    expect(await counts()).toEqual([]);
  });

  test('is none for whoever says no to learning: neither what was, nor what comes', async () => {
    await solve('The index of the invoices is broken');
    await house.call(visitor, 'POST', '/v1/consent', { purposes: { learn: false }, how: 'widget' });
    expect(await kept()).toEqual([]);
    expect(await counts()).toEqual([]);
    await solve('The printer prints nothing');
    expect(await kept()).toEqual([]);
  });

  test('goes with the expert', async () => {
    await solve('The index of the invoices is broken');
    await inHouse((tx) =>
      house.app.platform.outbox.emit(tx, 'member.removed', house.organisationId, { memberId: ada.memberId } as never),
    ).then((id) => house.app.platform.outbox.delivered(id));
    expect(await kept()).toEqual([]);
    expect(await counts()).toEqual([]);
  });
});

describe('candidates', () => {
  test('bring how near what they solved is, of whom, and nothing from later', async () => {
    const now = house.clock.now();
    await add(
      ada,
      { text: 'The index is broken', solvedAt: now - dayMs, isAccepted: true, votes: 3, visitorId: visitor.visitorId },
      { text: 'Printers', solvedAt: now - 2 * dayMs, domains: ['hardware'] },
      { text: ' ', solvedAt: now },
    );
    const [candidate] = await find('A broken index', { visitorId: visitor.visitorId });
    expect(candidate!.solved).toMatchObject([
      { isAccepted: true, votes: 3, isTheirs: true, isSameDomain: true, solvedAt: now - dayMs },
      { isTheirs: false, isSameDomain: false, solvedAt: now - 2 * dayMs },
    ]);
    const [near, far] = candidate!.solved.map(({ similarity }) => similarity);
    expect(near).toBeGreaterThan(0.5);
    expect(far).toBeLessThan(0.1);
    const [then] = await find('A broken index', {}, now - 1.5 * dayMs);
    expect(then!.solved).toHaveLength(1);
  });

  test('are the near ones by statement and by evidence, the active, the familiar and the longest idle, up to the limit', async () => {
    const now = house.clock.now();
    const at = (days: number) => ({ solvedAt: now - days * dayMs });
    const crowd = [];
    for (let one = 0; one < 6; one += 1) crowd.push(await house.expert(`Idle ${one}`));
    const says = await house.expert('Says', { statements: ['Broken indexes'] });
    const [did, active, familiar] = [
      await house.expert('Did'),
      await house.expert('Active'),
      await house.expert('Fam'),
    ];
    await add(did, { text: 'A broken index', ...at(300) });
    await add(active, ...[1, 2, 3].map((day) => ({ text: 'Printers', ...at(day) })));
    await add(familiar, { text: 'Scanners', visitorId: visitor.visitorId, ...at(900) });
    const found = await find('A broken index', { visitorId: visitor.visitorId, limit: 5 });
    const ids = found.map(({ memberId }) => memberId);
    expect(ids).toHaveLength(5);
    for (const { memberId } of [says, did, active, familiar, ada]) expect(ids).toContain(memberId);
    const left = await find('A broken index', { exclude: [says.memberId, did.memberId], limit: 50 });
    expect(left.map(({ memberId }) => memberId)).not.toContain(did.memberId);
    expect(left).toHaveLength(9);
  });

  test('speak the language as long as anybody does, then English, then any', async () => {
    const german = await house.expert('German', { languages: ['de'] });
    const ids = async (language: string, exclude: string[] = []) =>
      (await find('Index', { language, exclude })).map(({ memberId }) => memberId);
    expect(await ids('de')).toEqual([german.memberId]);
    expect(await ids('fr')).toEqual([ada.memberId]);
    expect(await ids('fr', [ada.memberId])).toEqual([german.memberId]);
  });
});
