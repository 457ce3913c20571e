import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/database/index.ts';
import { batchOf, type Sorted } from './batch.ts';
import { createMiner, type Miner } from './miner.ts';
import { placeOf } from './place.ts';
import * as store from './store.ts';
import { tokensOf } from './tokens.ts';

/** Templates of one site; what fits none of them, when there are so many, goes into one issue for all. */
const mostTemplates = 2_000;
/** Signals that one event groups: more than a turn of the intake brings, so that no event leaves more behind than it found. */
const mostSignals = 5_000;
/** Sites whose miner stays in memory, those used last. */
const mostMiners = 200;
/** Pages, releases, days and fingerprints of one issue, of each kind. */
const mostParts = 100;

/** Groups what waits at a site; to be called in a transaction of its organisation. Idempotent: a grouped signal waits no more. */
export type Group = (tx: Tx, site: { organisationId: string; siteId: string }) => Promise<void>;

/**
 * Grouping follows reception by an event: a page never waits for it, and a site whose signals come by the thousand has one
 * at work, which takes all that wait at once; the events after it find nothing to do. The lock of the site's row keeps
 * nodes apart, and its version tells whether the miner in memory is still that of the rows.
 */
export const createGrouping = ({ db, clock }: Pick<Platform, 'db' | 'clock'>): Group => {
  const miners = new Map<string, { version: number; miner: Miner }>();

  return async (tx, { organisationId, siteId }) => {
    const version = await store.lockGrouping(tx, organisationId, siteId);
    const signals = await store.takeWaiting(tx, siteId, mostSignals);
    if (signals.length === 0) return;
    const known = miners.get(siteId);
    // Taken out until the commit: what a rolled-back transaction taught it never happened.
    miners.delete(siteId);
    const miner =
      known?.version === version ? known.miner : createMiner(await store.templatesOf(tx, siteId), mostTemplates);

    let hasLearnt = false;
    const sorted = signals.map((signal): Sorted => {
      const place = placeOf(signal.frames);
      const scope = scopeOf(signal.kind, place);
      const mined = miner.add(scope, tokensOf(signal.message), clock.newId);
      if (mined.outcome !== 'same') hasLearnt = true;
      return { signal, place, template: mined.template };
    });
    const { issues, people, parts } = batchOf(sorted);
    await store.upsertIssues(tx, { organisationId, siteId }, issues);
    await store.upsertPeople(tx, organisationId, people);
    await store.upsertParts(tx, organisationId, parts, mostParts);
    if (hasLearnt) await store.bumpGrouping(tx, siteId);
    db.afterCommit(tx, () => {
      miners.set(siteId, { version: hasLearnt ? version + 1 : version, miner });
      for (const oldest of miners.keys()) {
        if (miners.size <= mostMiners) break;
        miners.delete(oldest);
      }
    });
  };
};

/** What is never one problem with another: families of kinds, and places of the code. */
const scopeOf = (kind: string, place: string): string => {
  // A click that led to an error is a sign of that error.
  const [family = ''] = kind === 'click.error' ? ['error'] : kind.split('.');
  return place === '' ? family : `${family} ${place}`;
};
