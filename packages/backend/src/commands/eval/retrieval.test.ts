import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from '../index.ts';
import { isGoodRetrieval, type RetrievalFigures } from './retrieval/measure.ts';

let folder: string;
let printed: string;
let complained: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'harmony-eval-'));
  printed = complained = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((printed += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((complained += String(text)), true));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const pairs = [
  [
    'duplicate',
    'Wi-Fi keeps disconnecting<p>Every few minutes.</p>',
    'Wireless drops the Wi-Fi connection<p>It goes.</p>',
  ],
  ['1', 'Resize a partition<p>Without losing data.</p>', 'Growing a partition while keeping files<p>How?</p>'],
  ['non-duplicate', 'Printer prints blank pages<p>All blank.</p>', 'Sound is gone after the upgrade<p>No audio.</p>'],
]
  .map((pair) => pair.join('\t'))
  .join('\n');

describe('eval retrieval', () => {
  it('finds by a title what asks the same, beside the baselines', async () => {
    const code = await runCommandLine(['eval', 'retrieval', '--data', write('asked.tsv', pairs), '--json']);
    expect(code).toBe(0);
    const [set] = (JSON.parse(printed) as { sets: RetrievalFigures[] }).sets;
    expect(set).toMatchObject({ name: 'asked', texts: 6, questions: 2 });
    expect(set!.measures.mrr).toMatchObject({ ours: { value: 1 }, bm25: { value: 1 } });
  });

  it('reads reports with the ids of those that are the same, and asks the later one among those before', async () => {
    write(
      'shop-bugs.csv',
      'Issue id,Created,Summary,Description\n3,2020-03-01,Crash while saving,"It crashes, always"\n1,2020-01-01,Saving crashes,Oh\n2,2020-02-01,Blank page,None',
    );
    write('shop-duplicates.csv', 'Issue id,Duplicate id\n1,3\n3,1');
    expect(await runCommandLine(['eval', 'retrieval', '--data', folder])).toBe(0);
    expect(printed).toMatch(/shop, MRR +1 +3 +1\.000/);
  });

  it('names file and line of what it cannot read, and what it could', async () => {
    const file = write('broken.tsv', `${pairs}\nduplicate\tonly one`);
    expect(await runCommandLine(['eval', 'retrieval', '--data', file])).toBe(1);
    expect(complained).toContain(`${file}, line 4: a label and two questions are needed.`);
    expect(await runCommandLine(['eval', 'retrieval', '--data', write('odd-bugs.csv', 'Id,Created\n1,2')])).toBe(1);
    expect(complained).toContain('has no column Summary');
    expect(await runCommandLine(['eval', 'retrieval', '--data', write('none.tsv', 'non-duplicate\ta\tb')])).toBe(1);
    expect(complained).toContain('No two texts');
    expect(await runCommandLine(['eval', 'retrieval'])).toBe(2);
  });
});

describe('good retrieval', () => {
  const estimate = (value: number, high = value) => ({ value, low: value, high });
  const figures = (ours: number, bm25: number, less: number, high: number): RetrievalFigures => {
    const one = { ours: estimate(ours), bm25: estimate(bm25), sum: estimate(0.5), oursLessSum: estimate(less, high) };
    return { name: 'a', texts: 1, questions: 1, measures: { map: one, mrr: one } };
  };
  it('is never below BM25', () => expect(isGoodRetrieval([figures(0.4, 0.41, 0.1, 0.2)])).toBe(false));
  it('may be below the sum by chance', () =>
    expect(isGoodRetrieval([figures(0.5, 0.4, -0.01, 0.01), figures(0.5, 0.4, 0.02, 0.03)])).toBe(true));
  it('is not below it beyond chance', () =>
    expect(isGoodRetrieval([figures(0.5, 0.4, -0.02, -0.01), figures(0.5, 0.4, 0.2, 0.3)])).toBe(false));
  it('is not below it on the mean', () => expect(isGoodRetrieval([figures(0.5, 0.4, -0.01, 0.01)])).toBe(false));
});
