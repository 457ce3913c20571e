import type { AuditChange, AuditFilter } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';

/** One act as it is kept. */
export interface AuditRow {
  id: string;
  at: Date;
  kind: string;
  byKind: 'member' | 'visitor' | 'system';
  memberId: string | null;
  about: string | null;
  changes: AuditChange[];
}

/** Keeps one more. There is no way to change one. */
export const insertAuditEvent = async (tx: Tx, organisationId: string, row: AuditRow): Promise<void> => {
  await tx`
    insert into audit_event (id, organisation_id, at, kind, by_kind, member_id, about, changes)
    values (${row.id}, ${organisationId}, ${row.at}, ${row.kind}, ${row.byKind}, ${row.memberId}, ${row.about},
      ${tx.json(row.changes as never)})`;
};

/** With the name of the member who did it, also of one who has left; newest first. */
export const auditEvents = (
  tx: Tx,
  { kind, member, from, to }: AuditFilter,
  { after, limit }: { after: string | null; limit: number },
): Promise<(AuditRow & { memberName: string | null })[]> => tx`
  select e.id, e.at, e.kind, e.by_kind, e.member_id, e.about, e.changes, m.name as member_name
  from audit_event e left join member m on m.id = e.member_id
  where (${after}::uuid is null or e.id < ${after}::uuid)
    and (${kind ?? null}::text is null or e.kind = ${kind ?? null} or starts_with(e.kind, ${`${kind}.`}))
    and (${member ?? null}::uuid is null or e.member_id = ${member ?? null}::uuid)
    and (${from ?? null}::timestamptz is null or e.at >= ${from ?? null}::timestamptz)
    and (${to ?? null}::timestamptz is null or e.at <= ${to ?? null}::timestamptz)
  order by e.id desc limit ${limit}`;

/** How many there are, and how many of them are older. */
export const countAuditEvents = async (tx: Tx, before: Date | null): Promise<{ kept: number; next: number }> =>
  (
    await tx<{ kept: number; next: number }[]>`
    select count(*)::int as kept, count(*) filter (where at < ${before})::int as next from audit_event`
  )[0]!;

/** The night's tidying, as the system. @returns how many went */
export const deleteAuditEvents = async (
  tx: Tx,
  organisationId: string,
  before: Date,
  limit: number,
): Promise<number> => {
  const { count } = await tx`
    delete from audit_event where id in (
      select id from audit_event where organisation_id = ${organisationId} and at < ${before} limit ${limit})`;
  return count;
};
