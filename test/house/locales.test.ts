import { describe, expect, test } from 'vitest';
import { faultsOf, readCatalogue, translated } from '../../scripts/build/catalogues.ts';
import { messagesOf } from '../../scripts/build/messages.ts';

const { messages, faults } = await messagesOf();

/** What stands in the bar of a phone (`console/src/shell/areas.ts`): three beside each other and the switch. */
const barWords = ['Queue', 'Conversations', 'Available', 'More'];
const longestInBar = 13;

describe('what people read', () => {
  test('can be translated: whole sentences, read when they are drawn', () => {
    expect(faults).toEqual([]);
    expect(messages.size).toBeGreaterThan(700);
  });

  test.each(translated)('is there in %s, with its values and forms, and nothing besides', async (language) => {
    // `npm run locales -- --missing` says what to translate, `-- --merge FILE` takes it in.
    expect(faultsOf(language, await readCatalogue(language), messages)).toEqual([]);
  });

  test.each(translated)('fits the bar of a phone in %s', async (language) => {
    const catalogue = await readCatalogue(language);
    const words = barWords.map((word) => catalogue[word] as string);
    expect(words.filter((word) => word.length > longestInBar)).toEqual([]);
  });

  test.each(translated)('keeps the voice in %s: no exclamation marks, no stray spaces', async (language) => {
    const texts = Object.values(await readCatalogue(language)).flatMap((words) =>
      typeof words === 'string' ? [words] : Object.values(words),
    );
    expect(texts.filter((text) => /[!！¡]|^\s|\s$| {2}/.test(text))).toEqual([]);
  });
});
