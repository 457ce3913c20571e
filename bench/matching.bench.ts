import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../packages/backend/src/platform/database/index.ts';
import { absolute, median, percentile, relative } from './harness.ts';
import type { Benchmark, Row } from './harness.ts';
import { measureRank, type Measure, type Times } from './matching/latency.ts';

const benchmark: Benchmark = {
  about:
    'the time of a ranking among 1,000 and 10,000 experts, nearly all available, on the embedded database; the baseline is a ' +
    'query for the fifty nearest statements alone. How right the ranking is: npx harmony eval routing',
  run: async ({ isQuick, log }) => {
    const rows: Row[] = [];
    const p95s: number[] = [];
    for (const experts of isQuick ? [50, 100] : [1_000, 10_000]) {
      const { rank, raw } = await onNewDatabase({ experts, rankings: isQuick ? 5 : 200, log });
      const [ours, theirs] = [percentile(rank, 0.95), percentile(raw, 0.95)];
      p95s.push(ours);
      rows.push(
        absolute(`rank, ${experts} experts, median`, median(rank), 'ms'),
        absolute(`rank, ${experts} experts, p95`, ours, 'ms', { atMost: 10 }),
        relative(`rank, ${experts} experts, p95, baseline the query alone`, ours, 'ms', theirs, { atMost: 2 }),
      );
    }
    const [small, large] = p95s as [number, number];
    return [...rows, relative('growth of p95 from the smaller to the larger', large, 'ms', small)];
  },
};

export default benchmark;

const onNewDatabase = async (measure: Measure): Promise<Times> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'harmony-bench-'));
  const db = await openDatabase({ dataDir });
  try {
    await db.migrate();
    return await measureRank(db, measure);
  } finally {
    await db.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
};
