/** What the trail is narrowed to. */
export interface AuditChoice {
  /** The thing that acts are about; empty: all. */
  kind: string;
  memberId: string;
  /** Days as `2026-03-02`; empty: from the beginning, up to now. Both count. */
  from: string;
  to: string;
}

/** The same as the query of `GET /v1/audit`: days of this browser's time zone, the last one to its end. */
export function auditQuery({ kind, memberId, from, to }: AuditChoice): string {
  const query = new URLSearchParams();
  if (kind !== '') query.set('kind', kind);
  if (memberId !== '') query.set('member', memberId);
  const [first, last] = [dayStart(from), dayStart(to, 1)];
  if (first !== null) query.set('from', first.toISOString());
  if (last !== null) query.set('to', new Date(last.getTime() - 1).toISOString());
  return query.toString();
}

const dayStart = (day: string, later = 0): Date | null => {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  return year === undefined ? null : new Date(Number(year), Number(month) - 1, Number(date) + later);
};
