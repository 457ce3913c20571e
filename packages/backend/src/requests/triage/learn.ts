import { setImmediate } from 'node:timers/promises';
import { fromBytes, trainInThread, type Example } from '../../platform/classifier/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { whoRefuses } from '../../identity/index.ts';
import { nameSeeds, wordSeeds } from './seeds.ts';
import { complexityOf, urgencyOf, type Guessed } from './severity.ts';
import * as store from './store.ts';
import { wordsOf } from '../words.ts';
import { triageOf, type Taught } from './triage.ts';

const queue = 'requests.triage-train';

/** The newest are learned from: more take longer and say little new. */
const mostExamples = 10_000;
/** A model's size goes with its domains: the rarest beyond these are not learned. */
const mostDomains = 200;
/** With so many corrections over so many domains the organisation's own list stands, and the seeds have had their time. */
const ownListFrom = { corrections: 100, domains: 3 };
/** Trained again when corrections that the model has not seen are this share of those it has. */
const growth = 0.05;
/** Complexity and urgency are learned from so many corrections, with so many of at least two of the three levels; rules are judged by the newest. */
const levelsFrom = { corrections: 50, each: 5, mostJudged: 1_000 };
/** So many organisations' models are kept in memory; each has a few hundred kilobytes, a large one three megabytes. */
const mostKept = 50;

const kept = new WeakMap<Platform, Map<string, Taught & { trainedAt: number }>>();

/**
 * What the organisation's experts have taught; undefined until they have. Read again when another version is in the
 * database, whichever node has trained it.
 */
export const taughtOf = async (platform: Platform, tx: Tx, organisationId: string): Promise<Taught | undefined> => {
  const row = await store.findModel(tx);
  if (row === undefined) return undefined;
  const models = kept.get(platform) ?? new Map<string, Taught & { trainedAt: number }>();
  kept.set(platform, models);
  const trainedAt = row.trainedAt.getTime();
  const known = models.get(organisationId);
  models.delete(organisationId);
  // The time as well: versions begin anew where a model was deleted.
  const isSame = known?.version === row.version && known.trainedAt === trainedAt;
  const taught = isSame ? known : await read(platform, tx, organisationId, row);
  if (taught === undefined) return undefined;
  models.set(organisationId, { ...taught, trainedAt });
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
  const modelIn = (part: Uint8Array | null | undefined) => (part == null ? undefined : fromBytes(part));
  const model = modelIn(bytes?.domains);
  if (model !== undefined) {
    return { model, complexity: modelIn(bytes?.complexity), urgency: modelIn(bytes?.urgency), version, hasSeeds };
  }
  // Written by an earlier release: the corrections are still there.
  await learnLater(platform, tx, organisationId);
  return undefined;
};

/** What a text would be sorted under, best first, without a request: for trying out who would be asked. */
export const domainsOf = async (
  platform: Platform,
  tx: Tx,
  organisationId: string,
  { text, language }: { text: string; language: string },
): Promise<string[]> => {
  const asking = { text, language, topic: null, fields: {}, context: {}, urgency: undefined };
  return triageOf(asking, await taughtOf(platform, tx, organisationId)).domains.map(({ domain }) => domain);
};

/** Trains again in the background once this transaction is committed. */
export const learnLater = async ({ jobs }: Platform, tx: Tx, organisationId: string): Promise<void> => {
  await jobs.send(queue, { organisationId }, { singletonKey: organisationId, tx });
};

/** The same, when experts have said enough since the last training. */
export const learnWhenDue = async (platform: Platform, tx: Tx, organisationId: string): Promise<void> => {
  const model = await store.findModel(tx);
  const unseen = await store.countCorrections(tx, model?.trainedAt);
  if (unseen >= Math.max(1, (model?.corrections ?? 0) * growth)) await learnLater(platform, tx, organisationId);
};

/** Registers the training: in a thread of its own, outside any transaction. */
export const registerLearning = (platform: Platform): void => {
  const { clock, db, jobs } = platform;
  jobs.work<{ organisationId: string }>(queue, async ({ organisationId }, { signal }) => {
    // Before reading: what is said meanwhile has not been seen.
    const trainedAt = new Date(clock.now());
    const { rows, corrections } = await db.withOrganisation(organisationId, learnable);
    if (rows.length === 0) return db.withOrganisation(organisationId, store.deleteModel);
    const examples = rows.map((row) => exampleOf(row, row.domain));
    const domains = new Set(examples.map(({ label }) => label));
    const hasSeeds = examples.length < ownListFrom.corrections || domains.size < ownListFrom.domains;
    const seeds = [...nameSeeds(domains), ...(hasSeeds ? wordSeeds() : [])];
    const bytes = {
      domains: await trainInThread([...examples, ...seeds], signal),
      complexity: await levels(
        rows,
        (row) => row.complexity,
        (row) => complexityOf(row.text, row.context),
        signal,
      ),
      urgency: await levels(
        rows.filter(({ isUrgencyChosen }) => !isUrgencyChosen),
        (row) => row.urgency,
        (row) => urgencyOf(row.text, row.context),
        signal,
      ),
    };
    await db.withOrganisation(organisationId, (tx) =>
      store.saveModel(tx, { organisationId, bytes, corrections, hasSeeds, trainedAt }),
    );
  });
};

/** What may be learned from: not the words of whoever has said no to that. */
const learnable = async (tx: Tx): Promise<{ rows: store.CorrectedRow[]; corrections: number }> => {
  const all = await store.correctedRequests(tx, mostExamples);
  const refusing = await whoRefuses(tx, [...new Set(all.map(({ visitorId }) => visitorId))], 'learn');
  const told = all.filter((row) => !refusing.has(row.visitorId) && wordsOf(row) !== '');
  const byDomain = [...Map.groupBy(told, ({ domain }) => domain).values()].toSorted((a, b) => b.length - a.length);
  const frequent = new Set(byDomain.slice(0, mostDomains).map(([first]) => first!.domain));
  const rows = told.filter(({ domain }) => frequent.has(domain));
  return { rows, corrections: await store.countCorrections(tx) };
};

const exampleOf = (row: store.CorrectedRow, label: string): Example => ({
  text: wordsOf(row),
  label,
  language: row.language,
});

/**
 * A model of complexity or urgency; null while there is too little to learn from, or while the rules say the same as experts
 * more often than the model does of requests that it has not seen.
 */
const levels = async (
  rows: readonly store.CorrectedRow[],
  said: (row: store.CorrectedRow) => number,
  byRules: (row: store.CorrectedRow) => Guessed<number>,
  signal: AbortSignal,
): Promise<Uint8Array | null> => {
  const counts = [...Map.groupBy(rows, said).values()].filter(({ length }) => length >= levelsFrom.each);
  if (rows.length < levelsFrom.corrections || counts.length < 2) return null;
  const bytes = await trainInThread(
    rows.map((row) => exampleOf(row, `${said(row)}`)),
    signal,
  );
  const judged = rows.slice(0, levelsFrom.mostJudged);
  let right = 0;
  for (const [at, row] of judged.entries()) {
    if (byRules(row).value === said(row)) right += 1;
    // Others have their turn: a long text takes the rules a millisecond.
    if (at % 10 === 9) await setImmediate();
  }
  return (fromBytes(bytes)?.accuracy ?? 0) > right / judged.length ? bytes : null;
};
