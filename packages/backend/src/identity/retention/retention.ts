import {
  leastRetentionDays,
  problem,
  retentionKinds,
  type ChangeRetention,
  type Retention,
  type RetentionKind,
} from '@harmony-live/protocol';
import type { MemberCaller } from '../../platform/caller.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { noteAct } from '../audit/audit.ts';
import { changesBetween } from '../audit/changes.ts';
import { retentionSet, setRetention } from './store.ts';

/** What a module keeps of one kind. */
export interface Kept {
  kind: RetentionKind;
  /** In the transaction's organisation: how many there are, and how many are from before. `before` null: none goes. */
  count(tx: Tx, before: Date | null): Promise<{ kept: number; next: number }>;
  /** Deletes so many from before, in a transaction of the organisation's. @returns how many it was; less than `limit`: done */
  forget(tx: Tx, before: Date, limit: number): Promise<number>;
}

const contributions = new WeakMap<Platform, Kept[]>();

/** Lets a module have its things deleted when their time is over. */
export const contributeRetention = (app: { platform: Platform }, ...kept: Kept[]): void => {
  contributions.set(app.platform, [...keptOf(app.platform), ...kept]);
};

/** What is kept for a time, by every module. */
export const keptOf = (platform: Platform): readonly Kept[] => contributions.get(platform) ?? [];

/** Days where nothing is set: signals go by `RETENTION_DAYS`, the rest is kept. */
export const defaultDays = ({ config }: Pick<Platform, 'config'>, kind: RetentionKind): number | null =>
  kind === 'signals' ? config.retentionDays : null;

/** For how many days the transaction's organisation keeps things of this kind; null: until somebody deletes them. */
export const retentionDaysOf = async (
  platform: Pick<Platform, 'config'>,
  tx: Tx,
  kind: RetentionKind,
): Promise<number | null> => (await retentionSet(tx))[kind] ?? defaultDays(platform, kind);

const dayMs = 24 * 60 * 60_000;
/** What is older is past its time. */
export const cutOff = (days: number | null, now: number): Date | null =>
  days === null ? null : new Date(now - days * dayMs);

/** The night's tidying, UTC. */
export const nightAt = { hour: 3, minute: 29 } as const;

/** The next time that something is deleted. */
const nextNight = (now: number): Date => {
  const night = new Date(now);
  night.setUTCHours(nightAt.hour, nightAt.minute, 0, 0);
  return night.getTime() > now ? night : new Date(night.getTime() + dayMs);
};

/** How long the organisation keeps what, and what goes tonight. */
export const describeRetention = async (platform: Platform, tx: Tx): Promise<Retention> => {
  const now = platform.clock.now();
  const night = nextNight(now);
  const set = await retentionSet(tx);
  const kinds: Retention['kinds'] = [];
  for (const kind of retentionKinds) {
    const standard = defaultDays(platform, kind);
    const days = set[kind] ?? standard;
    const sum = { kept: 0, next: 0 };
    for (const { count } of keptOf(platform).filter((one) => one.kind === kind)) {
      const { kept, next } = await count(tx, cutOff(days, night.getTime()));
      sum.kept += kept;
      sum.next += next;
    }
    const isSet = set[kind] != null;
    kinds.push({ kind, days, isSet, defaultDays: standard, leastDays: leastRetentionDays[kind], ...sum });
  }
  return { kinds, nextRunAt: night.toISOString() };
};

/**
 * Sets for how long things are kept; what is null goes back to what the product has.
 *
 * @throws Problem `body/invalid` where it would be too short
 */
export const changeRetention = async (
  platform: Platform,
  tx: Tx,
  { organisationId, memberId }: MemberCaller,
  change: ChangeRetention,
): Promise<void> => {
  for (const kind of retentionKinds) {
    const days = change[kind];
    if (days == null || days >= leastRetentionDays[kind]) continue;
    const reason = `must be ${leastRetentionDays[kind]} days at least`;
    throw problem('body/invalid', `/${kind} ${reason}.`, { field: `/${kind}`, reason });
  }
  const before = await retentionSet(tx, true);
  const after = Object.fromEntries(
    Object.entries({ ...before, ...change }).filter(([, days]) => days !== null),
  ) as ChangeRetention;
  const changes = changesBetween(before, after);
  if (changes.length === 0) return;
  await setRetention(tx, organisationId, after);
  await noteAct(platform, tx, organisationId, { kind: 'retention.changed', by: { kind: 'member', memberId }, changes });
};
