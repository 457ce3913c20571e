import type { Tx } from '../../platform/database/index.ts';
import type { Expected, Waited } from './wait.ts';

const dayMs = 24 * 60 * 60_000;
/** Of each sort so many: enough for what is read off them. */
const mostRead = 100;

/** Keeps what was expected as somebody asked. */
export async function insertExpected(tx: Tx, requestId: string, { expectedMs, ahead }: Expected): Promise<void> {
  await tx`
    update help_request set expected_wait_ms = ${expectedMs}, expected_ahead = ${ahead} where id = ${requestId}`;
}

/**
 * The latest waits of the last day of which something was expected, newest first: those that somebody ended by accepting, and
 * those in vain, or still going on. Left out are who was asked about again, as their wait has two beginnings, and who need not
 * stay for it.
 */
export async function recentWaits(tx: Tx, now: number): Promise<Waited[]> {
  const since = new Date(now - dayMs);
  const isOrdinary = tx`mode = 'live' and not is_answered_by_email and exclude = '{}'`;
  const rows = await tx<RawWaited[]>`
    select expected_wait_ms, expected_ahead, queued_at, matched_at, ended_at, created_at from (
      (select * from help_request
        where organisation_id = app_organisation() and matched_at > ${since} and expected_wait_ms is not null
          and ${isOrdinary}
        order by matched_at desc limit ${mostRead})
      union all
      (select * from help_request
        where organisation_id = app_organisation() and matched_at is null and created_at > ${since}
          and expected_wait_ms is not null and ${isOrdinary}
        order by created_at desc limit ${mostRead})
    ) latest
    order by created_at desc`;
  return rows.map(({ expectedWaitMs, expectedAhead, queuedAt, matchedAt, endedAt }) => ({
    expectedMs: expectedWaitMs,
    ahead: expectedAhead,
    waitedMs: Math.max(0, ((matchedAt ?? endedAt)?.getTime() ?? now) - queuedAt.getTime()),
    isOver: matchedAt !== null,
    handledMs: matchedAt === null || endedAt === null ? null : endedAt.getTime() - matchedAt.getTime(),
  }));
}

interface RawWaited {
  expectedWaitMs: number;
  expectedAhead: number;
  queuedAt: Date;
  matchedAt: Date | null;
  endedAt: Date | null;
}
