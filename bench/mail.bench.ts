import { runFaults } from '../packages/backend/test/mail-faults/rounds.ts';
import { whyNoMailServers } from '../test/fixtures/mail-servers.ts';
import { createDatabase, startPostgres } from '../test/fixtures/postgres.ts';
import { absolute } from './harness.ts';
import type { Benchmark } from './harness.ts';

const benchmark: Benchmark = {
  about:
    'answers by mail from SMTP over IMAP into conversations, each meeting one fault: the server killed, or an error thrown, ' +
    'between any two steps; on exim, dovecot and PostgreSQL',
  run: async ({ isQuick, log }) => {
    const whyNot = whyNoMailServers();
    if (whyNot !== undefined) throw new Error(whyNot);
    const server = await startPostgres();
    const database = await createDatabase(server.url);
    try {
      const [throws, kills] = isQuick ? [16, 4] : [180, 20];
      const report = await runFaults({ throws, kills, seed: 1, databaseUrl: database.url, log });
      const { mails, thrown, killed, byStep, lost, doubled } = report;
      return [
        absolute('mails', mails, ''),
        absolute('processes killed', killed, ''),
        absolute('errors thrown', thrown, ''),
        ...[...byStep].map(([step, times]) => absolute(`struck at: ${step}`, times, '')),
        absolute('texts and files lost', lost, '', { atMost: 0 }),
        absolute('texts and files doubled', doubled, '', { atMost: 0 }),
      ];
    } finally {
      await database.drop();
      await server.stop();
    }
  },
};

export default benchmark;
