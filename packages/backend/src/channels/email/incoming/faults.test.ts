import { beforeEach, expect, it } from 'vitest';
import { createDatabase, givenServer } from '../../../../../../test/fixtures/postgres.ts';
import { whyNoMailServers } from '../../../../../../test/fixtures/mail-servers.ts';
import { runFaults } from '../../../../test/mail-faults/rounds.ts';

/** The full form runs with `npm run check`, and as `npm run bench -- mail`. */
const isLong = process.env.HARMONY_LONG === '1';

beforeEach(({ skip }) => {
  const whyNot = whyNoMailServers();
  if (whyNot !== undefined) skip(whyNot);
});

it('loses and doubles nothing, whichever step a server ends at', { timeout: 900_000 }, async () => {
  const server = givenServer();
  const database = server === undefined ? undefined : await createDatabase(server);
  const kills = database === undefined ? 0 : isLong ? 40 : 2;
  const throws = (isLong ? 200 : 20) - kills;
  const report = await runFaults({
    throws,
    kills,
    seed: 1,
    ...(database === undefined ? {} : { databaseUrl: database.url }),
  });
  await database?.drop();
  const { byStep, ...counts } = report;
  console.log(`${JSON.stringify(counts)}, ${[...byStep].map(([step, times]) => `${times} × ${step}`).join(', ')}`);
  expect(counts).toEqual({ mails: throws + kills, thrown: throws, killed: kills, lost: 0, doubled: 0 });
});
