import type { AuditChange, AuditEvent } from '@harmony-live/protocol';
import type { Clock } from '../../platform/clock.ts';
import { toIso, type Tx } from '../../platform/database/index.ts';
import { insertAuditEvent, type AuditRow } from './store.ts';

/** Whoever acted. A visitor is not named: they may have asked to be forgotten. */
export type Actor = { kind: 'member'; memberId: string } | { kind: 'visitor' } | { kind: 'system' };

/** One act to keep. */
export interface Act {
  /** `THING.WHAT`, such as `site.changed`. */
  kind: string;
  by: Actor;
  /** What it was done to, in words. */
  about?: string;
  /** See `changesBetween`; never a secret. */
  changes?: readonly AuditChange[];
}

/** Keeps an act, in the transaction that does it: there is no change without its record, and no record without its change. */
export const noteAct = (
  { clock }: { clock: Pick<Clock, 'now' | 'newId'> },
  tx: Tx,
  organisationId: string,
  { kind, by, about, changes = [] }: Act,
): Promise<void> =>
  insertAuditEvent(tx, organisationId, {
    ...{ id: clock.newId(), at: new Date(clock.now()), kind, byKind: by.kind },
    memberId: by.kind === 'member' ? by.memberId : null,
    about: about?.slice(0, 200) ?? null,
    changes: [...changes],
  });

/** As it goes over the wire. */
export const toAuditEvent = (row: AuditRow & { memberName: string | null }): AuditEvent => ({
  ...{ id: row.id, at: toIso(row.at), kind: row.kind, about: row.about, changes: row.changes },
  by: { kind: row.byKind, memberId: row.memberId, name: row.memberName },
});
