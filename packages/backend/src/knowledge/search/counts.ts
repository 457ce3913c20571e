import type { Tx } from '../../platform/database/index.ts';
import { firstSubtag } from '../../platform/language-tag.ts';
import { plainTextOf } from '../markdown.ts';
import { addToCounts } from './store.ts';
import { fieldOf, totals } from './terms.ts';

interface Text {
  title: string;
  body: string;
  language: string;
}

/** Keeps the table of terms true: which texts can be found from now on, and which no longer. */
export const countArticles = async (
  tx: Tx,
  organisationId: string,
  { added = [], removed = [] }: { added?: readonly Text[]; removed?: readonly Text[] },
): Promise<void> => {
  const changes = new Map<string, number>();
  const count = (texts: readonly Text[], by: 1 | -1): void => {
    for (const [term, value] of texts.flatMap((text) => [...countsOf(text)])) {
      changes.set(term, (changes.get(term) ?? 0) + by * value);
    }
  };
  count(added, 1);
  count(removed, -1);
  for (const [term, by] of changes) if (by === 0) changes.delete(term);
  if (changes.size > 0) await addToCounts(tx, organisationId, changes);
};

/** One for each term of the article, and its share of the totals. */
const countsOf = ({ title, body, language }: Text): Map<string, number> => {
  const languages = [firstSubtag(language)];
  const [ofTitle, ofBody] = [fieldOf(title, languages), fieldOf(plainTextOf(body), languages)];
  const terms = new Set([...ofTitle.terms.keys(), ...ofBody.terms.keys()]);
  return new Map([
    ...[...terms].map((term): [string, number] => [term, 1]),
    [totals.articles, 1],
    [totals.title, ofTitle.length],
    [totals.body, ofBody.length],
  ]);
};
