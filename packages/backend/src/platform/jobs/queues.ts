import { isDeepStrictEqual } from 'node:util';
import type { PgBoss } from 'pg-boss';
import type { JobData, WorkOptions } from './index.ts';

/** Where jobs end that failed at every attempt; kept for 30 days for a person to look at. */
export const DEAD_LETTER_QUEUE = 'dead-letter';

/**
 * Makes the queues as they are declared. What is as it should be is left alone: each write waits for the disk, and most starts
 * change nothing.
 */
export async function ensureQueues(boss: PgBoss, wanted: ReadonlyMap<string, WorkOptions>): Promise<void> {
  const existing = new Map((await boss.getQueues()).map((queue) => [queue.name, { ...queue }]));
  if (!existing.has(DEAD_LETTER_QUEUE)) await boss.createQueue(DEAD_LETTER_QUEUE, { retentionSeconds: 30 * 86_400 });
  for (const [name, options] of wanted) {
    const queue = queueOptions(options);
    const before = existing.get(name) as Record<string, unknown> | undefined;
    if (before === undefined) await boss.createQueue(name, { ...queue, policy: 'short' });
    else if (Object.entries(queue).some(([key, value]) => before[key] !== value)) await boss.updateQueue(name, queue);
  }
}

/** Makes the schedules as they are declared, and removes those that nobody declares any more. */
export async function ensureSchedules(
  boss: PgBoss,
  wanted: ReadonlyMap<string, { cron: string; data: JobData }>,
): Promise<void> {
  const existing = new Map((await boss.getSchedules()).map((schedule) => [schedule.name, schedule]));
  for (const name of existing.keys()) if (!wanted.has(name)) await boss.unschedule(name);
  for (const [name, { cron, data }] of wanted) {
    const before = existing.get(name);
    const isSame = before?.cron === cron && before.timezone === 'UTC' && isDeepStrictEqual(before.data ?? {}, data);
    if (!isSame) await boss.schedule(name, cron, data, { tz: 'UTC' });
  }
}

function queueOptions({ retryLimit = 5, retryDelaySeconds = 2, expireInSeconds = 900 }: WorkOptions) {
  return {
    retryLimit,
    retryDelay: retryDelaySeconds,
    retryBackoff: true,
    retryDelayMax: 3_600,
    expireInSeconds,
    deadLetter: DEAD_LETTER_QUEUE,
    deleteAfterSeconds: 86_400,
  };
}
