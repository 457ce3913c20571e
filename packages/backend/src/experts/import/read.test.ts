import { describe, expect, test } from 'vitest';
import { readJsonLines, readTable } from './read.ts';

const now = Date.UTC(2026, 5, 1);
const ada = { email: 'ada@example.com', name: 'Ada', statements: ['SQL'], languages: ['en'] };
const jsonLines = (...values: unknown[]) => readJsonLines(values.map((value) => JSON.stringify(value)).join('\n'), now);
const table = (...lines: string[]) => readTable(lines.join('\n'), now);

describe('JSON lines', () => {
  test('are read with everything that is in them', () => {
    const { people, faults } = jsonLines({
      ...ada,
      name: ' Ada ',
      statements: [' SQL '],
      languages: ['en', { tag: 'de', level: 3 }, { tag: 'EN', level: 1 }],
      timeZone: 'Europe/Berlin',
      hours: [{ days: [1], from: '09:00', to: '17:00' }],
      mostHoursAWeek: 20,
      evidence: [{ text: 'Slow query', solvedAt: '2026-01-05T10:00:00.000Z', accepted: true, votes: 3 }],
    });
    expect(faults).toEqual([]);
    expect(people).toMatchObject([
      {
        line: 1,
        person: {
          name: 'Ada',
          profile: {
            statements: ['SQL'],
            languages: [
              { tag: 'en', level: 2 },
              { tag: 'de', level: 3 },
            ],
            timeZone: 'Europe/Berlin',
            mostHoursAWeek: 20,
          },
          evidence: [{ text: 'Slow query', solvedAt: Date.UTC(2026, 0, 5, 10), isAccepted: true, votes: 3 }],
        },
      },
    ]);
  });

  test('are counted with the empty ones, and may begin with a byte order mark and end as on Windows', () => {
    const text = `\uFEFF${JSON.stringify(ada)}\r\n\r\n{"email":\r\n`;
    expect(readJsonLines(text, now)).toMatchObject({
      people: [{ line: 1 }],
      faults: [{ line: 3, field: '', reason: expect.stringContaining('is not JSON') as string }],
    });
  });

  test('are all looked at: each fault is told with line, field and reason', () => {
    const { faults } = jsonLines(
      { ...ada, email: 'nobody' },
      { ...ada, languages: [{ tag: 'en', level: 4 }] },
      { ...ada, shoes: 42 },
      { ...ada, timeZone: 'Moon', hours: [] },
      { ...ada, hours: [{ days: [8], from: '09:00', to: '17:00' }] },
      { ...ada, evidence: [{ text: 'x', solvedAt: 'yesterday' }] },
      { ...ada, evidence: [{ text: 'x', solvedAt: '2027-01-01T00:00:00Z' }] },
      { ...ada, mostHoursAWeek: 90 },
      { ...ada, name: undefined },
      { ...ada, statements: ['zero \0 sign'] },
      [],
    );
    expect(faults.map(({ line, field }) => `${line} ${field}`)).toEqual([
      '1 /email',
      '2 /languages/0/level',
      '3 /shoes',
      '4 /timeZone',
      '5 /hours/0/days/0',
      '6 /evidence/0/solvedAt',
      '7 /evidence/0/solvedAt',
      '8 /mostHoursAWeek',
      '9 /name',
      '10 /statements/0',
      '11 ',
    ]);
    expect(faults.every(({ reason }) => reason.length > 3)).toBe(true);
  });

  test('name nobody twice, however the address is written', () => {
    expect(jsonLines(ada, { ...ada, email: 'ADA@example.com' }).faults).toEqual([
      { line: 2, field: '/email', reason: 'is on line 1 already' },
    ]);
  });
});

describe('a table', () => {
  const header = 'email,name,statements,languages,timeZone,hours,capacity';

  test('is read with several things in a cell, and empty cells are not said', () => {
    const { people, faults } = table(
      header,
      'ada@example.com,"Moreau, Ada","SQL; Locks",en:3; de,Europe/Berlin,"Mon-Wed 09:00-17:30; sat,7 10:00-12:00",4',
      'bo@example.com,Bo,,,,,',
    );
    expect(faults).toEqual([]);
    expect(people[0]?.person).toMatchObject({
      name: 'Moreau, Ada',
      profile: {
        statements: ['SQL', 'Locks'],
        languages: [
          { tag: 'en', level: 3 },
          { tag: 'de', level: 2 },
        ],
        hours: [
          { days: [1, 2, 3], from: '09:00', to: '17:30' },
          { days: [6, 7], from: '10:00', to: '12:00' },
        ],
        capacity: 4,
      },
    });
    expect(people[1]?.person.profile).toEqual({
      statements: [],
      languages: [],
      capacity: undefined,
    });
  });

  test('has most hours a week in a column of their own', () => {
    const { people, faults } = table(
      `${header},mostHoursAWeek`,
      'ada@example.com,Ada,,,UTC,,,20',
      'bo@example.com,Bo,,,,,,',
      'cy@example.com,Cy,,,,,,all',
    );
    expect(people.map(({ person }) => person.profile.mostHoursAWeek)).toEqual([20, undefined]);
    expect(faults).toMatchObject([{ line: 4, field: '/mostHoursAWeek' }]);
  });

  test('goes around the week where days do', () => {
    const { people } = table(header, 'ada@example.com,Ada,,,UTC,Sat-Mon 22:00-06:00,');
    expect(people[0]?.person.profile.hours).toEqual([{ days: [6, 7, 1], from: '22:00', to: '06:00' }]);
  });

  test('tells the line where a row begins, line ends in its cells counted', () => {
    const { people, faults } = table(
      header,
      'ada@example.com,"Ada\nMoreau",SQL,en,,,',
      'bo@example.com,Bo,SQL,en,,,many',
      '',
      'cy@example.com,Cy,SQL',
      'dee@example.com,Dee,SQL,en:9,,,',
      'eve@example.com,Eve,SQL,en,UTC,Monday 9-17,',
    );
    expect(people.map(({ line }) => line)).toEqual([2]);
    expect(faults.map(({ line, field }) => `${line} ${field}`)).toEqual([
      '4 /capacity',
      '6 ',
      '7 /languages/0/level',
      '8 /hours/0',
    ]);
  });

  test.each([
    ['a column nobody knows', 'email,name,statements,languages,shoes', '/shoes'],
    ['no languages', 'email,name,statements', '/languages'],
    ['nothing', '', ''],
    ['a quote that does not end', 'email,"name', ''],
  ])('with %s in its header is no use', (_, first, field) => {
    expect(table(first).faults).toMatchObject([{ line: 1, field }]);
  });
});
