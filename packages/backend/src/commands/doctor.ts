import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTransport } from 'nodemailer';
import { ConfigError, type Config } from '../config.ts';
import { modelSet } from '../platform/embeddings/index.ts';
import { findLibrary } from '../platform/embeddings/sentence/library.ts';
import { openMailbox } from '../platform/mail/inbox/index.ts';
import { createStorage } from '../platform/storage/index.ts';
import { DatabaseError, openDatabase, type Database } from '../platform/database/index.ts';
import { databaseOf } from '../config.ts';
import type { Command } from './index.ts';
import { demoOption, jsonOption } from './options.ts';
import { settings } from './settings.ts';
import { vectorSupport } from './store.ts';
import { bold, print, printJson, progress } from './terminal.ts';

/** What was looked at. `note`: nothing is wrong, but somebody should know. */
interface Finding {
  name: string;
  state: 'good' | 'note' | 'bad';
  detail: string;
  /** What to do, where something can be done. */
  remedy?: string;
}

const marks = { good: '✓', note: '–', bad: '✗' } as const;

/** `doctor`: looks at everything the server stands on, and changes none of it. Exit code 1 when something is wrong. */
export const doctor: Command = {
  options: { demo: demoOption, json: jsonOption },
  run: async ({ flags }) => {
    const findings = await examine(flags.demo === true);
    if (flags.json === true) printJson({ findings });
    else print(findings.map(line).join('\n'));
    return findings.some(({ state }) => state === 'bad') ? 1 : 0;
  },
};

const line = ({ name, state, detail, remedy }: Finding): string =>
  `${marks[state]} ${bold(name)}: ${detail}${remedy === undefined ? '' : `\n  → ${remedy}`}`;

const examine = async (isDemo: boolean): Promise<Finding[]> => {
  let config: Config;
  try {
    config = settings({ isDemo });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [{ name: 'Settings', state: 'bad', detail: error.message, remedy: 'Set it in the environment or in .env.' }];
  }
  const settled: Finding = { name: 'Settings', state: 'good', detail: isDemo ? 'those of the demo' : 'all are valid' };
  return [
    settled,
    ...(await examineDatabase(config)),
    bus,
    examineEmbeddings(config),
    await examineMail(config),
    ...(await examineMailbox(config)),
    await examineStorage(config),
    bundles(),
  ];
};

const examineDatabase = async (config: Config): Promise<Finding[]> => {
  const name = 'Database';
  if (config.databaseUrl === undefined && !existsSync(join(config.dataDir, 'pgdata'))) {
    return [{ name, state: 'note', detail: `embedded, not made yet: the first start makes it in ${config.dataDir}` }];
  }
  let db: Database;
  try {
    db = await openDatabase({ ...databaseOf(config), onProgress: progress });
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const detail = error.message.replace(error.remedy, '').trim();
    if (error.code !== 'database/in-use') return [{ name, state: 'bad', detail, remedy: error.remedy }];
    return [{ name, state: 'note', detail: `${detail} If that is the server, all is well: ask its /readyz.` }];
  }
  try {
    return [
      {
        name,
        state: 'good',
        detail: db.engine === 'embedded' ? `embedded, in ${config.dataDir}` : 'PostgreSQL answers',
      },
      await examineVectors(db),
    ];
  } finally {
    await db.close();
  }
};

const examineVectors = async (db: Database): Promise<Finding> => {
  const name = 'Vectors';
  const { isThere, isIndexed } = await db.asSystem('doctor: vectors', vectorSupport);
  if (isThere && isIndexed) return { name, state: 'good', detail: 'pgvector with its index is there' };
  const remedy = 'Install pgvector 0.8 or newer on the server, then run `npx harmony migrate`.';
  if (isThere)
    return {
      name,
      state: 'note',
      detail: 'there without an index: ranking slows down with thousands of experts',
      remedy,
    };
  return { name, state: 'bad', detail: 'PostgreSQL has no type vector', remedy };
};

const bus: Finding = { name: 'Bus', state: 'good', detail: 'inside this one process' };

const examineEmbeddings = ({ embeddings, dataDir }: Config): Finding => {
  const name = 'Embeddings';
  try {
    const model = modelSet(embeddings);
    if (model === null) return { name, state: 'good', detail: 'built in' };
    if (findLibrary(dataDir) !== undefined) return { name, state: 'good', detail: model.name };
    const remedy = 'Run `npx harmony embeddings install`.';
    return { name, state: 'bad', detail: `${model.name} needs transformers.js, which is not installed`, remedy };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { name, state: 'bad', detail: error.message, remedy: 'Set EMBEDDINGS to "builtin", a model or a folder.' };
  }
};

const examineMail = async ({ smtpUrl, isDemo }: Config): Promise<Finding> => {
  const name = 'Mail';
  if (smtpUrl === undefined) {
    if (isDemo) return { name, state: 'good', detail: 'kept under /demo/mail/' };
    return { name, state: 'note', detail: 'none is sent', remedy: 'Set SMTP_URL, or addresses stay unverified.' };
  }
  try {
    await createTransport({ url: smtpUrl, connectionTimeout: 5_000, greetingTimeout: 5_000 }).verify();
    return { name, state: 'good', detail: 'the server takes letters' };
  } catch (error) {
    const detail = `the server does not take letters: ${error instanceof Error ? error.message : String(error)}`;
    return { name, state: 'bad', detail, remedy: 'Check SMTP_URL: name, port, user and password.' };
  }
};

/** Nothing where none is set: then no letter of ours asks for an answer. */
const examineMailbox = async ({ imapUrl, mailAddress }: Config): Promise<Finding[]> => {
  if (imapUrl === undefined) return [];
  const name = 'Mailbox';
  try {
    const { client, close } = await openMailbox(imapUrl);
    const { exists } = client.mailbox || { exists: 0 };
    close();
    const isPlain = !client.secureConnection && !/^(?:localhost|127\..*|\[::1\])$/.test(new URL(imapUrl).hostname);
    const detail = `answers to ${mailAddress} are read; ${exists} mails lie in it`;
    if (!isPlain) return [{ name, state: 'good', detail }];
    return [
      { name, state: 'note', detail: `${detail}, over a connection that anybody can read`, remedy: 'Use imaps://.' },
    ];
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [{ name, state: 'bad', detail, remedy: 'Check IMAP_URL: name, port, user, password and folder.' }];
  }
};

const examineStorage = async (config: Config): Promise<Finding> => {
  const name = 'Files';
  const isThere = existsSync(config.storageDir);
  const fault = isThere ? await createStorage(config).fault() : whyNoFolder(config.storageDir);
  if (fault === null && !isThere) return { name, state: 'note', detail: `the first start makes ${config.storageDir}` };
  if (fault === null) return { name, state: 'good', detail: `are kept in ${config.storageDir}` };
  const detail = `${config.storageDir} cannot be written (${fault})`;
  return { name, state: 'bad', detail, remedy: 'Set STORAGE_URL to a folder that this user may write.' };
};

/** Whether a folder could be made here, without making it. */
const whyNoFolder = (folder: string): string | null => {
  const above = dirname(folder);
  if (!existsSync(above)) return whyNoFolder(above);
  try {
    accessSync(above, constants.W_OK);
    return statSync(above).isDirectory() ? null : 'ENOTDIR';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
};

const bundles = (): Finding => {
  const files = ['../../../sdk/dist/harmony.js', '../../../console/dist/index.html'];
  const isBuilt = files.every((file) => existsSync(fileURLToPath(new URL(file, import.meta.url))));
  const name = 'Bundles';
  if (isBuilt) return { name, state: 'good', detail: 'script tag and console are built' };
  return { name, state: 'bad', detail: 'script tag or console are not built', remedy: 'Run `npm run build`.' };
};
