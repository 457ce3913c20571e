import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMethods, placeOf } from './methods.ts';
import { readPosts, type Post } from './posts.ts';
import { siteOf, without } from './site.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'harmony-eval-'))));
afterEach(() => rmSync(folder, { recursive: true }));
const read = (...rows: string[]): Promise<Post[]> => {
  const file = join(folder, 'Posts.xml');
  writeFileSync(file, `\uFEFF<?xml version="1.0"?>\r\n<posts>\r\n${rows.join('\r\n')}\r\n</posts>`);
  return readPosts(file);
};
const answer =
  '<row Id="2" PostTypeId="2" ParentId="1" CreationDate="2020-01-02T00:00:00.000" Score="-3" OwnerUserId="8" Body="&lt;p&gt;Tighten it&lt;/p&gt;" />';

describe('the reader of a dump', () => {
  it('takes questions and answers in the order of time, as text, and leaves out what else there is', async () => {
    const posts = await read(
      answer,
      '<row Id="1" PostTypeId="1" AcceptedAnswerId="2" CreationDate="2020-01-01T00:00:00.000" Score="4" OwnerUserId="7" Title="A &quot;loose&quot; chain" Tags="&lt;drive-train&gt;&lt;chain&gt;" Body="&lt;p&gt;a &amp;lt; b&#xA;&lt;/p&gt;" />',
      '<row Id="3" PostTypeId="5" CreationDate="2020-01-01T00:00:00.000" />',
      '<row Id="4" PostTypeId="2" CreationDate="2020-01-01T00:00:00.000" />',
    );
    expect(posts).toMatchObject([
      { id: '1', kind: 'question', userId: '7', at: Date.UTC(2020, 0, 1), votes: 4, acceptedAnswerId: '2' },
      { id: '2', kind: 'answer', parentId: '1', votes: -3, text: 'Tighten it' },
    ]);
    expect(posts[0]!.text).toContain('A "loose" chain\ndrive-train chain');
    expect(posts[0]!.text).toContain('a < b');
  });

  it('takes several rows in a line, and a row over several lines', async () => {
    const posts = await read(
      answer + answer.replace('"2"', '"5"'),
      answer.replace('"2"', '"6"').replace(' Score', '\nScore'),
    );
    expect(posts.map(({ id }) => id)).toEqual(['2', '5', '6']);
  });

  it.each([
    [
      'a time that is none',
      answer.replace('2020-01-02T00:00:00.000', 'yesterday'),
      /line 4: a CreationDate .*yesterday/,
    ],
    ['votes that are no number', answer.replace('-3', 'many'), /line 4: a Score .*many/],
    ['a missing id', answer.replace('Id="2" Post', 'Post'), /line 4: a row without Id/],
    ['a row that does not end', answer.slice(0, 60), /line 4: a row that does not end/],
  ])('names the line of %s', async (_, row, complaint) => {
    await expect(read(answer, row)).rejects.toThrow(complaint);
  });

  it('says when there is nothing in it', async () => {
    await expect(read()).rejects.toThrow(/no answers/);
  });
});

/** Each question is asked by `asker` and answered by the others, a day after the last. */
const dump = (questions: readonly (readonly [asker: string, ...answerers: string[]])[]): Post[] =>
  questions.flatMap(([asker, ...answerers], day) => {
    const post = { at: day * 86_400_000, votes: 0, acceptedAnswerId: null, text: `question ${day}` };
    return [
      { ...post, id: `q${day}`, kind: 'question' as const, parentId: null, userId: asker },
      ...answerers.map((userId, at) => ({
        ...{ ...post, id: `a${day}.${at}`, kind: 'answer' as const, parentId: `q${day}`, userId, at: post.at + at + 1 },
      })),
    ];
  });

describe('the task', () => {
  const many = Array.from({ length: 100 }, (_, at) => ['z', at % 2 === 0 ? 'a' : 'b', 'c'] as const);

  it('is the latest fifth of the questions that one with two earlier answers, not the asker, answered', () => {
    const { tests } = siteOf('s', dump([...many, ['a', 'a', 'n'], ['a', 'b', 'z']]));
    expect(tests.map(({ id }) => id)).not.toContain('q100');
    expect(tests.at(-1)).toMatchObject({ id: 'q101', askerId: 'a', candidates: ['c', 'b'] });
    expect([...tests.at(-1)!.truth]).toEqual(['b']);
    expect(tests).toHaveLength(19);
  });

  it('knows at each question only those who had answered by then', () => {
    const { tests } = siteOf('s', dump([...many, ['z', 'n', 'c'], ['z', 'n', 'c'], ['z', 'n', 'c']]));
    expect(tests.slice(-3).map(({ candidates }) => candidates.includes('n'))).toEqual([false, false, true]);
  });

  it('leaves out the busiest from candidates and truth, and questions that only they answered', () => {
    const site = siteOf('s', dump([...many, ['z', 'd', 'c'], ['z', 'd', 'c'], ['z', 'd', 'c']]));
    expect([...site.busiest].toSorted()).toEqual(['a', 'b', 'c']);
    expect(without(site.tests.at(-1)!, site.busiest)).toMatchObject({ candidates: ['d'], truth: new Set(['d']) });
    expect(without(site.tests[0]!, site.busiest)).toBeNull();
  });

  it('says when there is too little', () => {
    expect(() => siteOf('tiny', dump([['z', 'a']]))).toThrow(/tiny: 0 questions/);
  });
});

describe('simple methods', () => {
  it('put everybody who is equal in the middle', () => {
    const place = (scores: Record<string, number>, truth: string[]) =>
      placeOf({ candidates: ['a', 'b', 'c', 'd'], truth: new Set(truth) }, new Map(Object.entries(scores)));
    expect(place({ a: 3, b: 2 }, ['b'])).toBe(2);
    expect(place({}, ['c'])).toBe(2.5);
    expect(place({ a: 3, b: 2, c: 2 }, ['c', 'a'])).toBe(1);
  });

  it('know what was asked, who answers, and when', () => {
    const methods = createMethods();
    const day = 86_400_000;
    const say = (userId: string, text: string, at: number): void =>
      methods.add({ userId, askerId: null, at, votes: 0, isAccepted: false, text });
    say('old', 'brakes and cables', 0);
    say('old', 'brakes and cables', 1);
    say('new', 'chains and gears', 200 * day);
    const asked = { id: '', askerId: null, at: 201 * day, text: 'My brakes squeak', candidates: ['old', 'new'] };
    const scores = methods.scores({ ...asked, truth: new Set(['old']) });
    const first = Object.fromEntries(
      Object.entries(scores).map(([name, of]) => [name, (of.get('old') ?? 0) > (of.get('new') ?? 0) ? 'old' : 'new']),
    );
    expect(first).toEqual({
      'activity of 90 days': 'new',
      'BM25 kNN': 'old',
      'BM25 of profiles': 'old',
      'kNN + profile + recency': 'old',
      'round robin': 'old',
      'least busy': 'old',
    });
  });
});
