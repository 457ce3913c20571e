import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Message } from './messages.ts';
import { root } from './root.ts';

/** The languages that have a catalogue; English stands in the code. */
export const translated = ['es', 'pt-BR', 'fr', 'de', 'ar', 'ja'] as const;

/** Forms of a plural by the categories of CLDR. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>>;

/** What a translator writes: by the English words, the words, or their forms. */
export type CatalogueFile = Record<string, string | Forms>;

/** What is wrong in a catalogue, for whoever mends it. */
export interface CatalogueFault {
  language: string;
  source: string;
  what: string;
}

/** Where a language's catalogue lies. */
export const catalogueFile = (language: string): string => join(root, 'packages/ui/locales', `${language}.json`);

export async function readCatalogue(language: string): Promise<CatalogueFile> {
  return JSON.parse(await readFile(catalogueFile(language), 'utf8')) as CatalogueFile;
}

/** The forms that a language has, as CLDR says: Arabic six, Japanese one. */
export const formsOf = (language: string): Intl.LDMLPluralRule[] =>
  new Intl.PluralRules(language).resolvedOptions().pluralCategories;

/** Everything that keeps a catalogue from being whole: what is missing, what nobody says any more, and what does not fit. */
export function faultsOf(
  language: string,
  catalogue: CatalogueFile,
  messages: ReadonlyMap<string, Message>,
): CatalogueFault[] {
  const faults: CatalogueFault[] = [];
  const fault = (source: string, what: string): void => void faults.push({ language, source, what });
  for (const [source, message] of messages) {
    const words = catalogue[source];
    if (words === undefined) fault(source, 'is missing');
    else if ((typeof words === 'string') !== (message.one === undefined)) {
      fault(source, message.one === undefined ? 'has forms, and is no plural' : 'is a plural, and has no forms');
    } else if (typeof words === 'string') checkValues(source, words, fault);
    else checkForms(language, source, words, fault);
  }
  for (const source of Object.keys(catalogue)) if (!messages.has(source)) fault(source, 'is stale');
  return faults;
}

/** Translations as a bundle carries them: by id, a plural's by id and form. What is missing stays English. */
export function compiled(catalogue: CatalogueFile, messages: ReadonlyMap<string, Message>): Record<string, string> {
  const entries = [...messages.values()].flatMap(({ source, id, one }): [string, string][] => {
    const words = catalogue[source];
    if (words === undefined || (typeof words === 'string') !== (one === undefined)) return [];
    if (typeof words === 'string') return [[id, words]];
    return Object.entries(words).map(([form, text]) => [`${id}.${form}`, text]);
  });
  return Object.fromEntries(entries);
}

function checkForms(language: string, source: string, words: Forms, fault: (source: string, what: string) => void) {
  const needed = formsOf(language);
  for (const form of needed) {
    const text = words[form];
    if (text === undefined) fault(source, `lacks the form ${form}`);
    // A form that says its number in words ("one answer") may leave it out, where it is the form of a single number.
    else checkValues(source, text, fault, ['zero', 'one', 'two'].includes(form));
  }
  for (const form of Object.keys(words)) {
    if (!needed.includes(form as Intl.LDMLPluralRule))
      fault(source, `has the form ${form}, which the language has not`);
  }
}

function checkValues(
  source: string,
  words: string,
  fault: (source: string, what: string) => void,
  mayLeaveOut = false,
): void {
  if (words.trim() === '') return fault(source, 'is empty');
  const [wanted, given] = [valuesIn(source), valuesIn(words)];
  const extra = given.filter((value) => !wanted.includes(value));
  const lost = mayLeaveOut ? [] : wanted.filter((value) => !given.includes(value));
  if (extra.length > 0) fault(source, `has ${extra.join(' ')}, which the English words have not`);
  if (lost.length > 0) fault(source, `lost ${lost.join(' ')}`);
}

const valuesIn = (words: string): string[] => [...new Set(words.match(/\{\d+\}/g))].sort();
