import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestWorkspace } from '../../../test/app.ts';
import { importExperts } from './import.ts';
import { readJsonLines } from './read.ts';

let server: TestApp;
let workspace: TestWorkspace;
let count = 0;

beforeAll(async () => {
  server = await buildTestApp();
}, 60_000);
afterAll(() => server.close());
beforeEach(async () => {
  workspace = await server.workspace(`Import ${(count += 1)}`);
});

const ada = {
  email: 'ada@import.test',
  name: 'Ada',
  statements: ['PostgreSQL: slow queries'],
  languages: ['en', { tag: 'de', level: 3 }],
  timeZone: 'Europe/Berlin',
  hours: [{ days: [1, 2, 3], from: '09:00', to: '17:30' }],
  evidence: [
    { text: 'Query of the invoices took a minute', solvedAt: '2026-01-05T10:00:00.000Z', accepted: true },
    { text: 'Deadlock between two imports', solvedAt: '2026-01-06T10:00:00.000Z', votes: 3 },
  ],
};
const bo = { email: 'bo@import.test', name: 'Bo', statements: ['Forms'], languages: ['en'] };

const bring = (lines: object[], extra: object = {}) => {
  const { people, faults } = readJsonLines(
    lines.map((line) => JSON.stringify(line)).join('\n'),
    server.app.platform.clock.now(),
  );
  expect(faults).toEqual([]);
  return importExperts(server.app.platform, people, { organisation: workspace.organisationId, ...extra });
};
const within = <T>(work: Parameters<typeof server.app.platform.db.withOrganisation<T>>[1]) =>
  server.app.platform.db.withOrganisation(workspace.organisationId, work);
const listed = async () => {
  const admin = await workspace.signInAs('admin');
  const { items } = (await server.call(admin, 'GET', '/v1/experts')).body as { items: { email: string }[] };
  return items.filter(({ email }) => email.endsWith('@import.test'));
};
const evidence = () =>
  within((tx) => tx<{ text: string }[]>`select text, is_accepted, votes from expert_evidence order by solved_at`);

describe('an import', () => {
  test('makes members of the role expert with what they know, and a password that they have to choose first', async () => {
    expect(await bring([ada, bo])).toMatchObject({
      ...{ experts: 2, membersAdded: 2, profilesWritten: 2, evidenceAdded: 2, evidenceKnown: 0, faults: [] },
    });
    expect(await listed()).toMatchObject([
      {
        ...{
          name: 'Ada',
          email: 'ada@import.test',
          statements: ada.statements,
          timeZone: 'Europe/Berlin',
          hours: ada.hours,
        },
        languages: [
          { tag: 'en', level: 2 },
          { tag: 'de', level: 3 },
        ],
      },
      { name: 'Bo', statements: ['Forms'], hours: [] },
    ]);
    expect(await evidence()).toMatchObject([
      { text: ada.evidence[0]!.text, isAccepted: true, votes: 0 },
      { text: ada.evidence[1]!.text, isAccepted: false, votes: 3 },
    ]);
    const page = { headers: { origin: server.app.platform.config.publicUrl } };
    const signIn = await server.call(page, 'POST', '/v1/login', { email: ada.email, password: 'a guessed password' });
    expect(signIn.status).toBe(401);
  });

  test('of the same file changes nothing the second time', async () => {
    await bring([ada, bo]);
    const before = [await listed(), await evidence(), await within((tx) => tx`select * from term_count order by term`)];
    expect(await bring([ada, bo])).toMatchObject({
      ...{ membersAdded: 0, profilesWritten: 0, evidenceAdded: 0, evidenceKnown: 2 },
    });
    expect([
      await listed(),
      await evidence(),
      await within((tx) => tx`select * from term_count order by term`),
    ]).toEqual(before);
  });

  test('changes what the file says otherwise, and leaves what it does not name', async () => {
    await bring([{ ...ada, capacity: 7 }]);
    const { timeZone: _zone, hours: _hours, ...less } = ada;
    expect(await bring([{ ...less, email: 'ADA@import.test', name: 'Another', statements: ['Locks'] }])).toMatchObject({
      ...{ membersAdded: 0, profilesWritten: 1, evidenceAdded: 0 },
    });
    expect(await listed()).toMatchObject([{ name: 'Ada', statements: ['Locks'], hours: ada.hours, capacity: 7 }]);
  });

  test('writes nothing when somebody cannot take requests, and names the line', async () => {
    const auditor = await workspace.signInAs('auditor');
    const [row] = await within(
      (tx) => tx<{ email: string }[]>`
      select a.email from member m join account a on a.id = m.account_id where m.id = ${auditor.id}`,
    );
    expect(await bring([bo, { ...ada, email: row!.email }])).toMatchObject({
      faults: [{ line: 2, field: '/email', reason: expect.stringContaining('auditor') as string }],
    });
    expect(await listed()).toEqual([]);
  });

  test('can be tried: it says what would change, and changes nothing', async () => {
    expect(await bring([ada], { isDryRun: true })).toMatchObject({
      membersAdded: 1,
      profilesWritten: 1,
      evidenceAdded: 2,
    });
    expect(await listed()).toEqual([]);
    expect(await evidence()).toEqual([]);
  });

  test('goes into an organisation that exists', async () => {
    await expect(bring([bo], { organisation: 'Nowhere' })).rejects.toMatchObject({
      ...{ code: 'body/invalid', extras: { field: '/organisation' } },
    });
    await expect(bring([bo], { organisation: undefined })).rejects.toThrow('there are several');
  });

  test('tells how far it is', async () => {
    const told: string[] = [];
    await bring([ada, bo], { onProgress: (done: number, of: number) => told.push(`${done}/${of}`) });
    expect(told).toEqual(['1/2', '2/2']);
  });
});
