// Keeps the catalogues in packages/ui/locales whole: says what is missing or stale in which language, and takes in answers.
//   node scripts/locales.ts --check      what is wrong, for people; ends with 1 when something is
//   node scripts/locales.ts --missing    what is to be translated, as JSON: by English words, the languages and the forms;
//                                        and what nobody says any more
//   node scripts/locales.ts --merge FILE answers as JSON: { "de": { "Help": "Hilfe" } }; what is stale goes
// Called by the launcher: `npm run locales -- --check`.

import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { catalogueFile, faultsOf, formsOf, readCatalogue, translated } from './build/catalogues.ts';
import type { CatalogueFile } from './build/catalogues.ts';
import { messagesOf } from './build/messages.ts';

const { values } = parseArgs({
  options: { check: { type: 'boolean' }, missing: { type: 'boolean' }, merge: { type: 'string' } },
});
const { messages, faults } = await messagesOf();
for (const { path, what } of faults) process.stderr.write(`${path}: ${what}\n`);

if (values.merge !== undefined) await merge(JSON.parse(await readFile(values.merge, 'utf8')) as Answers);
if (values.missing) process.stdout.write(`${JSON.stringify(await missing(), null, 2)}\n`);
else process.exitCode = (await check()) + faults.length > 0 ? 1 : 0;

type Answers = Record<string, CatalogueFile>;

/** @returns how much is wrong */
async function check(): Promise<number> {
  let count = 0;
  for (const language of translated) {
    const found = faultsOf(language, await readCatalogue(language), messages);
    for (const { source, what } of found) process.stdout.write(`${language}: "${source}" ${what}\n`);
    count += found.length;
  }
  process.stdout.write(`${messages.size} messages, ${translated.length} languages, ${count} to mend.\n`);
  return count;
}

/** What each language still needs, of a plural also its English forms and those that the language has; and what is stale. */
async function missing(): Promise<object> {
  const stale: Record<string, string[]> = {};
  const wanted: Record<string, { one?: string; places: string[]; languages: Record<string, string[] | null> }> = {};
  for (const language of translated) {
    for (const { source } of faultsOf(language, await readCatalogue(language), messages)) {
      const message = messages.get(source);
      if (!message) {
        (stale[language] ??= []).push(source);
        continue;
      }
      const { one, places } = message;
      wanted[source] ??= { ...(one === undefined ? {} : { one }), places, languages: {} };
      wanted[source].languages[language] = one === undefined ? null : formsOf(language);
    }
  }
  return { missing: wanted, stale };
}

/** Takes answers in, in the order of the code, and drops what nobody says any more. */
async function merge(answers: Answers): Promise<void> {
  for (const language of translated) {
    const known = { ...(await readCatalogue(language)), ...answers[language] };
    const kept = [...messages.keys()].filter((source) => known[source] !== undefined);
    const catalogue = Object.fromEntries(kept.map((source) => [source, known[source]]));
    await writeFile(catalogueFile(language), `${JSON.stringify(catalogue, null, 2)}\n`);
  }
}
