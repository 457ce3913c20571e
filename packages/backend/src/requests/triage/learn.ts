import { fromBytes, trainInThread, type Example } from '../../platform/classifier/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { whoRefuses } from '../../identity/index.ts';
import { nameSeeds, wordSeeds } from './seeds.ts';
import * as store from './store.ts';
import { textOf, type Taught } from './triage.ts';

const queue = 'requests.triage-train';

/** The newest are learned from: more take longer and say little new. */
const mostExamples = 10_000;
/** With so many corrections over so many domains the organisation's own list stands, and the seeds have had their time. */
const ownListFrom = { corrections: 100, domains: 3 };
/** Trained again when corrections have grown by this share. */
const growth = 0.05;
/** So many organisations' models are kept in memory; each has a few hundred kilobytes, a large one three megabytes. */
const mostKept = 50;

const kept = new WeakMap<Platform, Map<string, Taught>>();

/**
 * What the organisation's experts have taught; undefined until they have. Read again when another version is in the
 * database, whichever node has trained it.
 */
export const taughtOf = async (platform: Platform, tx: Tx, organisationId: string): Promise<Taught | undefined> => {
  const row = await store.findModel(tx);
  if (row === undefined) return undefined;
  const models = kept.get(platform) ?? new Map<string, Taught>();
  kept.set(platform, models);
  const known = models.get(organisationId);
  models.delete(organisationId);
  const taught = known?.version === row.version ? known : await read(platform, tx, organisationId, row);
  if (taught === undefined) return undefined;
  models.set(organisationId, taught);
  if (models.size > mostKept) models.delete(models.keys().next().value!);
  return taught;
};

const read = async (
  platform: Platform,
  tx: Tx,
  organisationId: string,
  { version, hasSeeds }: store.ModelRow,
): Promise<Taught | undefined> => {
  const bytes = await store.modelBytes(tx);
  const model = bytes === undefined ? undefined : fromBytes(bytes);
  if (model !== undefined) return { model, version, hasSeeds };
  // Written by an earlier release: the corrections are still there.
  await learnLater(platform, tx, organisationId);
  return undefined;
};

/** Trains again in the background once this transaction is committed. */
export const learnLater = async ({ jobs }: Platform, tx: Tx, organisationId: string): Promise<void> => {
  await jobs.send(queue, { organisationId }, { singletonKey: organisationId, tx });
};

/** The same, when there is enough that the model has not seen. */
export const learnWhenDue = async (platform: Platform, tx: Tx, organisationId: string): Promise<void> => {
  const seen = (await store.findModel(tx))?.corrections ?? 0;
  if ((await store.countCorrections(tx)) - seen >= Math.max(1, seen * growth)) {
    await learnLater(platform, tx, organisationId);
  }
};

/** Registers the training: in a thread of its own, outside any transaction. */
export const registerLearning = (platform: Platform): void => {
  const { clock, db, jobs } = platform;
  jobs.work<{ organisationId: string }>(queue, async ({ organisationId }, { signal }) => {
    const { examples, corrections } = await db.withOrganisation(organisationId, examplesOf);
    if (examples.length === 0) return db.withOrganisation(organisationId, store.deleteModel);
    const domains = new Set(examples.map(({ label }) => label));
    const hasSeeds = examples.length < ownListFrom.corrections || domains.size < ownListFrom.domains;
    const seeds = [...nameSeeds(domains), ...(hasSeeds ? wordSeeds() : [])];
    const bytes = await trainInThread([...examples, ...seeds], signal);
    await db.withOrganisation(organisationId, (tx) =>
      store.saveModel(tx, { organisationId, bytes, corrections, hasSeeds, trainedAt: new Date(clock.now()) }),
    );
  });
};

/** What may be learned from: not the words of whoever has said no to that. */
const examplesOf = async (tx: Tx): Promise<{ examples: Example[]; corrections: number }> => {
  const rows = await store.correctedRequests(tx, mostExamples);
  const refusing = await whoRefuses(tx, [...new Set(rows.map(({ visitorId }) => visitorId))], 'learn');
  const examples = rows
    .filter(({ visitorId }) => !refusing.has(visitorId))
    .map((row) => ({ text: textOf(row), label: row.domain, language: row.language }))
    .filter(({ text }) => text !== '');
  return { examples, corrections: await store.countCorrections(tx) };
};
