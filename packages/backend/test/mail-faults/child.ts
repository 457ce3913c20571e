// A server for the fault tests to read mail with, which ends itself. Usage: child.ts DATABASE_URL IMAP_URL STORAGE [STEP SUBJECT]
//
// Says `ready` once it reads, and dies by SIGKILL at that step of the mail with that subject.
import { writeSync } from 'node:fs';
import pino from 'pino';
import { buildApp } from '../../src/app.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import { testConfig } from '../app.ts';
import { readWithFaults } from './steps.ts';

const [url = '', address = '', storageDir = '', fatalStep = '', fatalSubject = ''] = process.argv.slice(2);
const app = await buildApp(
  { ...testConfig, storageDir, mailAddress: 'help@acme.test' },
  { log: pino({ level: 'silent' }), db: await openDatabase({ url }) },
);
await app.ready();
readWithFaults(app.platform, {
  address,
  mailbox: 'help@acme.test',
  strike: (step, subject) => {
    if (step === fatalStep && subject === fatalSubject) process.kill(process.pid, 'SIGKILL');
  },
});
writeSync(1, 'ready\n');
