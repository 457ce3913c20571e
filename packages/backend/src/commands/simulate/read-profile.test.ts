import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../terminal.ts';
import { loadProfile, readProfile, shipped } from './read-profile.ts';

/** The profile as somebody would write it, one thing a line, with a change made to it. */
const written = (change: (profile: typeof quick) => void): string => {
  const copy = structuredClone(quick);
  change(copy);
  return JSON.stringify(copy, null, 2);
};
const quick = shipped.quick as Record<string, never> & {
  hours: unknown;
  conduct: Record<string, unknown>;
  experts: Record<string, unknown>[];
  visitors: Record<string, unknown> & { kinds: Record<string, unknown>[] };
};

/** What is said about a file, with the line that it points at. */
const refusal = (text: string): { message: string; line: string } => {
  try {
    readProfile('my.json', text);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    const { message } = error as UsageError;
    const [, line] = /^my\.json, line (\d+), column \d+: /.exec(message)!;
    return { message, line: text.split('\n')[Number(line) - 1]!.trim() };
  }
  throw new Error('nothing was refused');
};

describe('a profile', () => {
  it.each(Object.keys(shipped))('that comes with the product can be used: %s', async (name) => {
    expect((await loadProfile(name)).name).not.toBe('');
  });

  it('may have a byte order mark', () => {
    expect(readProfile('my.json', `\uFEFF${JSON.stringify(quick)}`).name).toBe('Quick look');
  });

  it('that the documentation shows can be used', () => {
    const page = readFileSync(new URL('../../../../../docs/simulate.md', import.meta.url), 'utf8');
    const [, example] = /## A profile\s+```json\n(.*?)```/s.exec(page)!;
    expect(readProfile('simulate.md', example!).name).toBe('My team');
  });

  it('that cannot be read is told with what could be given instead', async () => {
    await expect(loadProfile('/nowhere/my.json')).rejects.toMatchObject({
      message: '/nowhere/my.json cannot be read (ENOENT).',
      remedy: expect.stringContaining('busy-community') as string,
    });
  });
});

describe('a profile with nonsense is refused by the line where it stands', () => {
  it.each([
    ['hours below nothing', (p) => (p.hours = -1), '/hours must be > 0', '"hours": -1,'],
    ['a text for a number', (p) => (p.hours = 'all day'), '/hours must be a number', '"hours": "all day",'],
    ['a share above one', (p) => (p.conduct.accepts = 1.2), '/conduct/accepts must be <= 1', '"accepts": 1.2,'],
    [
      'a misspelt name',
      (p) => (p.experts[0]!.statments = []),
      '/experts/0/statments is not known here',
      '"statments": []',
    ],
    ['shares beyond one', (p) => (p.conduct.declines = 0.5), '/conduct/declines is more than', '"declines": 0.5,'],
    [
      'an unknown group',
      (p) => (p.visitors.kinds[1]!.groups = ['cooks']),
      '/visitors/kinds/1/groups/0 is no group of experts: databases, payments, frontend',
      '"cooks"',
    ],
    [
      'a word that is not named',
      (p) => (p.visitors.kinds[0]!.texts = ['It breaks on {thing}.']),
      '/visitors/kinds/0/texts/0 has {thing}, which words do not name',
      '"It breaks on {thing}."',
    ],
    [
      'stars that are no shares of a whole',
      (p) => (p.visitors.stars = [1, 1, 1, 1, 1]),
      '/visitors/stars must add up to 1, not 5',
      '"stars": [',
    ],
    [
      'a shift that ends before it begins',
      (p) => (p.experts[1]!.shifts = [[{ from: 17, to: 9 }]]),
      '/experts/1/shifts/0/0/to must be later than from',
      '"to": 9',
    ],
    ['two rates', (p) => (p.visitors.perHour = [1, 2]), '/visitors/perHour must have 1 number or 24', '"perHour": ['],
    [
      'a group twice',
      (p) => (p.experts[1]!.group = 'databases'),
      '/experts/1/group is there twice',
      '"group": "databases",',
    ],
  ] as [string, (profile: typeof quick) => void, string, string][])('%s', (_, change, message, line) => {
    const found = refusal(written(change));
    expect(found.message).toContain(message);
    expect(found.line).toBe(line);
  });

  it('a field that is missing, by the line of what it is missing in', () => {
    const found = refusal(written((p) => delete (p as Partial<typeof quick>).hours));
    expect(found.message).toMatch(/line 1, column 1: \/hours is missing/);
  });

  it.each([
    ['{\n  "name": "x",\n}', 'line 3, column 1: it is no JSON: it has a comma after which nothing comes'],
    ['{\n  "name" "x"\n}', 'line 2, column 10: it is no JSON: it has "\\"" where a colon is due'],
    ['{\n  name: "x"\n}', 'line 2, column 3: it is no JSON: it has "n" where a name in quotes is due'],
    ['{\n  "name": "x\n}', 'line 2, column 11: it is no JSON: it has a text that does not end on its line'],
    ['{\n  "hours": 08\n}', 'line 2, column 12: it is no JSON: it has "0" where a value is due'],
    ['{\n  "name": "x"', 'line 2, column 14: it is no JSON: it ends where a comma or "}" is due'],
    ['{\n  "hours": 1,\n  "hours": 2\n}', 'line 3, column 3: it is no JSON: it names "hours" twice'],
    ['{}\n{}', 'line 2, column 1: it is no JSON: it goes on after its end'],
    ['', 'line 1, column 1: it is no JSON: it ends where a value is due'],
  ])('text that is no JSON: %j', (text, message) => {
    expect(() => readProfile('my.json', text)).toThrow(message);
  });
});
