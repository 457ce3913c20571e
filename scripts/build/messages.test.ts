import { describe, expect, test } from 'vitest';
import { compiled, faultsOf, formsOf } from './catalogues.ts';
import { messagesIn, type Message } from './messages.ts';

const found = (code: string) => messagesIn('packages/ui/src/made-up.ts', `export const words = () => ${code};`);
const asMap = (...messages: Message[]) => new Map(messages.map((message) => [message.source, message]));

describe('the messages of a file', () => {
  test('are its literal texts and str`…`, with their values by number and the ids of @lit/localize', async () => {
    const { messages } = await found("[msg('Help'), msg(str`${name} is here`)]");

    // `speak.test.ts` proves that a screen looks its words up by the same ids.
    expect(messages.map(({ source }) => source)).toEqual(['Help', '{0} is here']);
    expect(messages.every(({ id }) => /^s[0-9a-f]{16}$/.test(id))).toBe(true);
  });

  test('have the forms of a plural, by its form other', async () => {
    const { messages } = await found("plural(count, { one: '1 new', other: str`${count} new` })");

    expect(messages).toMatchObject([{ source: '{0} new', one: '1 new' }]);
  });

  test('are marked where they stand on the page before a catalogue', async () => {
    const { messages } = await found("[early(msg('Help'), 'de'), msg('Close')]");

    expect(messages.map(({ source, isEarly = false }) => [source, isEarly])).toEqual([
      ['Help', true],
      ['Close', false],
    ]);
  });

  test('cannot be put together, nor be read before the language is known', async () => {
    expect((await found('msg(isOpen ? "Open" : "Shut")')).faults).toHaveLength(1);
    expect((await found('msg(`${name} is here`)')).faults).toHaveLength(1);
    expect((await found("plural(count, { one: '1 new', other: words })")).faults).toHaveLength(1);
    expect((await messagesIn('a.ts', "export const title = msg('Help');")).faults).toHaveLength(1);
  });
});

describe('a catalogue', () => {
  const help: Message = { source: 'Help', id: 's1', places: [] };
  const here: Message = { source: '{0} and {1}', id: 's2', places: [] };
  const news: Message = { source: '{0} new', one: '1 new', id: 's3', places: [] };
  const whatOf = (language: string, catalogue: Parameters<typeof faultsOf>[1], ...messages: Message[]) =>
    faultsOf(language, catalogue, asMap(...messages)).map(({ what }) => what);

  test('is whole with every message, every value and every form of the language', () => {
    const catalogue = { Help: 'Hilfe', '{0} and {1}': '{1} und {0}', '{0} new': { one: '1 neue', other: '{0} neue' } };
    expect(whatOf('de', catalogue, help, here, news)).toEqual([]);
  });

  test('is told what it lacks, and what nobody says any more', () => {
    expect(whatOf('de', { Gone: 'Weg' }, help)).toEqual(['is missing', 'is stale']);
    expect(whatOf('de', { Help: ' ' }, help)).toEqual(['is empty']);
    expect(whatOf('de', { '{0} and {1}': '{0} und {2}' }, here)).toEqual([
      'has {2}, which the English words have not',
      'lost {1}',
    ]);
  });

  test('has the forms that CLDR gives the language, no fewer and no others', () => {
    expect(formsOf('ar')).toHaveLength(6);
    expect(whatOf('ja', { '{0} new': { one: '1', other: '{0}' } }, news)).toEqual([
      'has the form one, which the language has not',
    ]);
    expect(whatOf('ar', { '{0} new': { zero: '0', one: '1', two: '2', few: '{0}', other: '{0}' } }, news)).toEqual([
      'lacks the form many',
    ]);
    expect(whatOf('de', { '{0} new': 'neu', Help: { other: 'Hilfe' } }, news, help)).toEqual([
      'is a plural, and has no forms',
      'has forms, and is no plural',
    ]);
    expect(whatOf('de', { '{0} new': { one: '1 neue', other: 'neue' } }, news)).toEqual(['lost {0}']);
  });

  test('is carried by id, a plural by id and form, without what is missing or stale', () => {
    const catalogue = { Help: 'Hilfe', '{0} new': { one: '1 neue', other: '{0} neue' }, Gone: 'Weg' };
    expect(compiled(catalogue, asMap(help, here, news))).toEqual({
      s1: 'Hilfe',
      's3.one': '1 neue',
      's3.other': '{0} neue',
    });
  });
});
