import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from '../index.ts';
import { baselines } from './triage-baselines.ts';
import { accuracy, calibrationError, macroF1, separation } from './triage-measures.ts';
import { readTriage } from './triage-rows.ts';

let folder: string;
let printed: string;
let told: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'harmony-eval-'));
  [printed, told] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((printed += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((told += String(text)), true));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const outcome = (label: string, guessed: string, confidence = 1) => ({ label, guessed, confidence });

describe('measures of triage', () => {
  const outcomes = [outcome('a', 'a'), outcome('a', 'a'), outcome('a', 'b'), outcome('b', 'b')];
  it('count what is right', () => expect(accuracy(outcomes)).toBe(0.75));
  it('count rare domains as much as frequent ones', () => expect(macroF1(outcomes)).toBeCloseTo((4 / 5 + 2 / 3) / 2));
  it('hold confidence against what is right', () => {
    expect(calibrationError([outcome('a', 'a', 0.75), outcome('a', 'b', 0.75)])).toBeCloseTo(0.25);
    expect(calibrationError([outcome('a', 'a', 1)])).toBe(0);
  });
  it('tell known from unknown by confidence, ties counted half', () => {
    expect(separation([{ known: [0.9, 0.8], unknown: [0.1, 0.2] }]).value).toBe(1);
    expect(separation([{ known: [0.5, 0.8], unknown: [0.5, 0.9] }]).value).toBe(0.375);
    expect(
      separation([
        { known: [0.9], unknown: [0.1] },
        { known: [0.1], unknown: [0.9] },
      ]).value,
    ).toBe(0.5);
  });
});

describe('baselines of triage', () => {
  const texts = [
    { text: 'where is my card', label: 'card' },
    { text: 'card not here', label: 'card' },
    { text: 'reset the password', label: 'password' },
  ];
  it.each(['nearest texts', 'naive Bayes'])('%s learn from texts', (name) =>
    expect(baselines[name]!(texts).guess('password reset').label).toBe('password'),
  );
  it('the majority does not', () => expect(baselines.majority!(texts).guess('password reset').label).toBe('card'));
});

describe('labelled texts', () => {
  it('are read from train and test, whatever their columns are called', () => {
    write('train.csv', 'Intent,utterance\ncard,"my, card"\npay,"a ""refund"""\n');
    write('test.jsonl', '{"text":"card","label":"card"}\n\n{"text":"pay","label":7}\n');
    expect(readTriage(folder)).toMatchObject({
      train: [
        { text: 'my, card', label: 'card' },
        { text: 'a "refund"', label: 'pay' },
      ],
      test: [
        { text: 'card', label: 'card' },
        { text: 'pay', label: '7' },
      ],
      ...{ outOfScope: [], split: 'as given', leftOut: [] },
    });
  });

  it('of no domain are those of oos.csv, and those so labelled', () => {
    write('train.csv', 'text,category\na,x\nb,y\nc,oos\n');
    write('test.csv', 'text,category\na,x\nd,oos\n');
    write('oos.csv', 'text\ne\n');
    const { outOfScope, train, test } = readTriage(folder);
    expect({ outOfScope, train: train.length, test: test.length }).toEqual({
      outOfScope: ['e', 'd'],
      train: 2,
      test: 1,
    });
  });

  it('are read from one JSON file with its parts', () => {
    const path = write('data.json', JSON.stringify({ train: [['a', 'x'], ['b', 'y']], val: [['q', 'x']], test: [['c', 'x']], oos_test: [['d', 'oos']], oos_train: [['z', 'oos']] })); // prettier-ignore
    expect(readTriage(path)).toMatchObject({
      test: [{ text: 'c' }],
      outOfScope: ['d'],
      split: 'as given; 2 texts of other parts are not used',
    });
  });

  it('of a single file are split by time where they have one', () => {
    const rows = Array.from({ length: 10 }, (_, at) => `t${at},${at % 2 === 0 ? 'x' : 'y'},2026-01-${20 - at}`);
    const { test, split } = readTriage(write('all.csv', `text,domain,at\n${rows.join('\n')}\n`));
    expect(test.map(({ text }) => text)).toEqual(['t1', 't0']);
    expect(split).toMatch(/^by time/);
  });

  it('of a single file are split by chance otherwise, the same each time', () => {
    const rows = Array.from({ length: 10 }, (_, at) => `t${at},${at % 2 === 0 ? 'x' : 'y'}`);
    const path = write('all.csv', `text,domain\n${rows.join('\n')}\n`);
    expect(readTriage(path)).toEqual(readTriage(path));
    expect(readTriage(path)).toMatchObject({ split: 'by chance from a fixed seed, 20 % measured' });
  });

  it('name the rows that cannot be used by their line', () => {
    write('train.csv', 'text,category\n"two\nlines",x\n,y\nb,\nc,y\n');
    write('test.jsonl', '{"text":"a","category":"x"}\n{oops\n');
    expect(readTriage(folder).leftOut).toEqual([
      'test.jsonl, line 2: not JSON.',
      'train.csv, line 4: no text.',
      'train.csv, line 5: no category.',
    ]);
  });
});

describe('eval triage', () => {
  const domains = {
    card: [
      'my card has not arrived',
      'where is the new card',
      'card delivery takes long',
      'track my card',
      'the card is late',
    ],
    transfer: [
      'the transfer failed',
      'send money abroad',
      'cancel a transfer',
      'transfer fee too high',
      'money not received',
    ],
    password: [
      'forgot my password',
      'reset the password',
      'cannot log in',
      'password mail missing',
      'locked out of login',
    ],
    shop: [
      'shop opening hours',
      'where is the shop',
      'does the shop sell shoes',
      'shop is closed',
      'parking at the shop',
    ],
  };
  const rows = Object.entries(domains).flatMap(([label, texts]) => texts.map((text) => `${text},${label}`));
  const csv = (lines: string[]) => `text,category\n${lines.join('\n')}\n`;

  it('prints ours beside its baselines', async () => {
    write('train.csv', csv(rows));
    write(
      'test.csv',
      csv(['my cards delivery,card', 'transferring money failed,transfer', 'passwords reset,password', ',shop']),
    );
    write('oos.csv', 'text\nzebras graze\nquantum chromodynamics\n');
    const code = await runCommandLine(['eval', 'triage', '--data', folder, '--json']);
    const result = JSON.parse(printed) as { results: { name: string; accuracy: { value: number } }[] };
    expect(result).toMatchObject({ train: 20, test: 3, domains: 4, outOfScope: 2, leftOut: 1, unknown: 'given texts' });
    expect(result.results.map(({ name }) => name)).toEqual(['ours', 'nearest texts', 'naive Bayes', 'majority']);
    expect(result.results[0]).toMatchObject({ accuracy: { value: 1 }, outOfScope: { value: 1 } });
    expect(result.results[0]!.accuracy.value).toBeGreaterThan(result.results[3]!.accuracy.value);
    expect(told).toContain('left out: test.csv, line 5: no text.');
    expect([0, 1]).toContain(code);
  });

  it('holds domains out where no texts are of none, and ends with 1 where a baseline does as well', async () => {
    write('train.csv', csv(rows));
    write('test.csv', csv(rows));
    expect(await runCommandLine(['eval', 'triage', '--data', folder])).toBe(1);
    expect(printed).toMatch(/of no domain: texts of held-out domains/);
    expect(printed).toMatch(/ours +1\.000 \(1\.000–1\.000\)/);
  });

  it.each([
    ['no path', () => [], 2],
    ['a path that is not there', () => ['--data', join(folder, 'gone')], 1],
    ['a file without labels', () => ['--data', write('other.csv', 'a,b\n1,2\n')], 1],
    ['one domain alone', () => ['--data', write('one.csv', 'text,domain\na,x\nb,x\n')], 1],
  ])('says what is wrong with %s', async (_, args, code) =>
    expect(await runCommandLine(['eval', 'triage', ...args()])).toBe(code),
  );
});
