import { describe, expect, test } from 'vitest';
import { countChanges, inverseFrequency } from './builtin.ts';
import { dimensions, vectorOf } from './vector.ts';
import { wordsOf } from './words.ts';

const unweighted = () => 1;
const vector = (text: string, languages: string[] = []) => vectorOf(wordsOf(text, languages), unweighted);
const cosine = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const near = (a: string, b: string, languages?: string[]): number => cosine(vector(a, languages), vector(b, languages));

describe('words', () => {
  test('come in lower case, composed, with their stems, and without those that say nothing', () => {
    expect(wordsOf('Please HELP me: the ﬁles were Saving!').map(({ text, stems }) => [text, stems])).toEqual([
      ['files', ['file']],
      ['saving', ['save']],
    ]);
  });

  test('leave out what names one case only: addresses, hashes, numbers; but not the states of HTTP', () => {
    const text =
      'GET https://x.test/a?b=1 failed 500 after 3000ms, id 3f2a9c1e-0d4b-4c4e-9b1a-2f7d1c5e8a90, 1.2.3, deadbeef12';
    expect(wordsOf(text).map((word) => word.text)).toEqual(['failed', '500', 'id']);
  });

  test('keep the letter and its plain form, and take names apart', () => {
    expect(wordsOf('Schlüssel', ['de'])[0]!.stems).toContain('schlussel');
    expect(wordsOf('localStorage max_connections').map(({ text }) => text)).toEqual([
      'localstorage',
      'local',
      'storage',
      'max',
      'connections',
    ]);
  });

  test('of scripts without spaces are pairs of signs; Arabic, Hindi and empty texts break nothing', () => {
    expect(wordsOf('数据库很慢').map(({ text }) => text)).toEqual(['数据', '据库', '库很', '很慢']);
    expect(wordsOf('SQLが遅い').map(({ text }) => text)).toEqual(['sql', 'が遅', '遅い']);
    for (const text of ['قاعدة البيانات بطيئة', 'डेटाबेस धीमा है', '', '🙂', '\u0000']) {
      expect(vector(text)).toHaveLength(dimensions);
    }
  });

  test('of hostile length cost no more than their length', () => {
    const startedAt = performance.now();
    for (const sign of ['x', 'xX', 'a-', '1.', 'ab1-', '漢', "'", 'http://']) {
      expect(vector(sign.repeat(40_000))).toHaveLength(dimensions);
    }
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  test('that were mistyped by one slip are about the same, and other words are not', () => {
    for (const [word, topic] of [
      ['databse', '~database'],
      ['safarri', '~browser'],
      ['feild', '~form'],
    ] as const) {
      expect(wordsOf(word)[0]!.topics).toContain(topic);
    }
    for (const word of ['change', 'contract', 'expert', 'stable']) expect(wordsOf(word)[0]!.topics).toEqual([]);
  });
});

describe('vectors', () => {
  test('are of unit length, or all zeros for a text without words', () => {
    expect(cosine(vector('A slow query'), vector('A slow query'))).toBeCloseTo(1, 10);
    expect(vector('the of and please').every((value) => value === 0)).toBe(true);
  });

  test('are the same on every machine and in every version that calls itself builtin-1', () => {
    const values = vector('Slow PostgreSQL queries').map((value, at) => [at, Math.round(value * 1e6)] as const);
    const [first] = values.filter(([, value]) => value !== 0);
    expect([values.filter(([, value]) => value !== 0).length, first]).toMatchInlineSnapshot(`
      [
        59,
        [
          1,
          60337,
        ],
      ]
    `);
  });

  test('are near where words are inflected, misspelt, or about the same', () => {
    expect(near('validating a form', 'form validation')).toBeGreaterThan(0.7);
    expect(near('Opera', 'Browsers')).toBeGreaterThan(0.3);
    expect(near('Die Datenbank antwortet nicht', 'Databases', ['de'])).toBeGreaterThan(0.3);
    expect(near('数据库很慢', '数据库查询')).toBeGreaterThan(0.3);
    expect(Math.abs(near('slow database', 'keyboard shortcuts'))).toBeLessThan(0.2);
  });
});

describe('weights', () => {
  const texts = ['the page of customers', 'the page of invoices', 'the page of orders, deadlocks'];
  const weigh = inverseFrequency(countChanges({ added: texts, removed: [] }, []));

  test('rare words count more than common ones, and unknown ones nothing', () => {
    expect(weigh('deadlock')).toBeGreaterThan(weigh('page') * 1.9);
    expect(weigh('zebra')).toBe(0);
  });

  test('all words count alike until there are texts', () => {
    expect(inverseFrequency(new Map())('zebra')).toBe(1);
  });

  test('what is taken back leaves nothing behind', () => {
    expect(countChanges({ added: texts, removed: texts }, ['de'])).toEqual(new Map());
  });
});

/** Ten questions and their duplicates in other words, from the field; the pool is all twenty. */
const duplicates = [
  ['How do I change the password of a user?', 'Setting a new password for somebody else’s account'],
  ['My wireless network keeps disconnecting', 'Wi-Fi connection drops every few minutes'],
  ['How can I install updates without restarting?', 'Updating packages with no reboot'],
  ['Sound stopped working after the upgrade', 'No audio since I upgraded'],
  ['Where are the log files of the web server?', 'Location of Apache logs on disk'],
  ['Mount a USB drive automatically at startup', 'Automounting an external disk when booting'],
  ['How to resize a partition without losing data?', 'Growing partitions while keeping the files'],
  ['The screen stays black after login', 'Black screen once I have logged in'],
  ['Printing from the browser is cut off', 'Printed web pages miss their right side'],
  ['Remove an old kernel to free space', 'Deleting unused kernels because the boot partition is full'],
] as const;

const plain = (text: string) => new Set(text.toLowerCase().match(/\p{L}+/gu));

test('duplicates in other words are found better than by counting the words two texts share', () => {
  const pool = duplicates.flat();
  const weigh = inverseFrequency(countChanges({ added: pool, removed: [] }, []));
  const kept = pool.map((text) => vectorOf(wordsOf(text), unweighted));
  const byVector = (query: string) => kept.map((other) => cosine(vectorOf(wordsOf(query), weigh), other));
  const byOverlap = (query: string) =>
    pool.map((text) => {
      const [asked, other] = [plain(query), plain(text)];
      return [...asked].filter((word) => other.has(word)).length / Math.sqrt(asked.size * other.size);
    });
  const meanReciprocalRank = (score: (query: string) => number[]): number =>
    duplicates.reduce((sum, [query, answer]) => {
      const scores = score(query);
      const [self, target] = [pool.indexOf(query), pool.indexOf(answer)];
      const rank = scores.filter((value, at) => at !== self && at !== target && value >= scores[target]!).length + 1;
      return sum + 1 / rank;
    }, 0) / duplicates.length;
  expect(meanReciprocalRank(byVector)).toBeGreaterThan(meanReciprocalRank(byOverlap) + 0.05);
});
