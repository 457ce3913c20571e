import { databaseOf } from '../config.ts';
import { openDatabase, type Database } from '../platform/database/index.ts';
import { organisations, verifyLedger, type Verdict } from '../rewards/index.ts';
import type { Command } from './index.ts';
import { demoOption, jsonOption } from './options.ts';
import { settings } from './settings.ts';
import { Failure, print, printJson, progress } from './terminal.ts';

/** A verdict with whose ledger it is about. */
type NamedVerdict = { organisation: { id: string; name: string } } & Verdict;

/** `ledger verify`: computes every ledger again from row one. Exit code 1 when one of them is not whole. */
export const verifyCommand: Command = {
  options: {
    organisation: { type: 'string', about: 'its id or name; default: all of them' },
    demo: demoOption,
    json: jsonOption,
  },
  run: async ({ flags }) => {
    const config = settings({ isDemo: flags.demo === true, isSecretOptional: true });
    const wanted = typeof flags.organisation === 'string' ? flags.organisation : undefined;
    const db = await openDatabase({ ...databaseOf(config), onProgress: progress });
    try {
      const verdicts = await verifyAll(db, wanted);
      if (flags.json === true) printJson({ ok: verdicts.every(({ ok }) => ok), ledgers: verdicts });
      else verdicts.forEach((verdict) => print(inWords(verdict)));
      return verdicts.every(({ ok }) => ok) ? 0 : 1;
    } finally {
      await db.close();
    }
  },
};

/** @throws Failure for an organisation that does not exist, and where there is no schema yet */
const verifyAll = async (db: Database, wanted: string | undefined): Promise<NamedVerdict[]> => {
  await db.migrate();
  const all = await db.asSystem('ledger verify: whose', (tx) => organisations(tx, wanted));
  if (wanted !== undefined && all.length === 0) {
    throw new Failure(`There is no organisation "${wanted}".`, 'Give its id, or its name as it is written.');
  }
  const verdicts: NamedVerdict[] = [];
  for (const organisation of all) {
    const tell = (done: number, of: number): void => {
      if (done % 10_000 === 0) progress(`${organisation.name}: ${done} of ${of} transfers`);
    };
    verdicts.push({ organisation, ...(await verifyLedger(db, organisation.id, tell)) });
  }
  return verdicts;
};

const inWords = ({ organisation, ok, transfers, headHash, firstBad }: NamedVerdict): string =>
  ok
    ? `✓ ${organisation.name}: ${transfers} transfers, head ${headHash ?? 'none'}`
    : `✗ ${organisation.name}: transfer ${firstBad?.seq} is wrong: ${firstBad?.reason}`;
