import type { FoundArticles } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import { firstSubtag } from '../../platform/language-tag.ts';
import type { Platform } from '../../platform/platform.ts';
import { plainTextOf } from '../markdown.ts';
import { highlightsOf } from './highlight.ts';
import { rankArticles, type Candidate, type Corpus } from './score.ts';
import { findCandidates, hasTrigrams, languagesOf, readCounts, type FoundRow } from './store.ts';
import { indexArticle, indexQuestion, totals, type IndexedArticle, type IndexedQuestion } from './terms.ts';

/** Published articles that answer a question, best first. */
export type Search = (organisationId: string, question: string, limit: number) => Promise<FoundArticles['items']>;

/** How many candidates of each kind are scored. */
const each = 30;
/** Shorter words are like too many others. */
const shortestMistyped = 4;
const mostMistyped = 4;
/** Articles whose terms are at hand; some 30 KB each. */
const mostIndexed = 1_000;

/** Search over what visitors may see. */
export const createSearch = ({ db, embeddings }: Pick<Platform, 'db' | 'embeddings'>): Search => {
  const indexOf = rememberIndexes();
  let trigrams: boolean | undefined;

  return async (organisationId, question, limit) => {
    await embeddings.prepare('document', [question]);
    return db.withOrganisation(organisationId, async (tx) => {
      trigrams ??= await hasTrigrams(tx);
      const languages = await languagesOf(tx);
      // As a document: the question is compared with articles, and the weights of `query` are those of experts' statements.
      const [vector] = await embeddings.embed(tx, organisationId, 'document', [question], languages);
      const asked = indexQuestion(question, languages);
      const corpus = await readCorpus(tx, organisationId, asked);
      const unheard = trigrams ? unheardOf(asked, corpus) : [];
      const wanted = { question, vector: vector!, model: embeddings.model, each, unheard };
      const rows = await findCandidates(tx, wanted, languages);
      const byId = new Map(rows.map((row) => [row.id, row]));
      const terms = new Set(asked.terms);
      return rankArticles(
        asked,
        rows.map((row) => toCandidate(row, indexOf(row))),
        corpus,
      )
        .slice(0, limit)
        .map(({ id, score }) => {
          const { title, body, language } = byId.get(id)!;
          const spoken = [...new Set([firstSubtag(language), ...languages])];
          return { id, title, score, highlights: highlightsOf(plainTextOf(body), terms, spoken) };
        });
    });
  };
};

/** The longest words that no article has. */
const unheardOf = ({ words }: IndexedQuestion, { having }: Corpus): string[] =>
  [
    ...new Set(
      words.filter(({ text, term }) => text.length >= shortestMistyped && !having.has(term)).map(({ text }) => text),
    ),
  ]
    .toSorted((a, b) => b.length - a.length)
    .slice(0, mostMistyped);

const readCorpus = async (tx: Tx, organisationId: string, { terms, words }: IndexedQuestion): Promise<Corpus> => {
  const wanted = [...new Set([...terms, ...words.map(({ term }) => term)]), ...Object.values(totals)];
  const having = await readCounts(tx, organisationId, wanted);
  const articles = having.get(totals.articles) ?? 0;
  const mean = (sum: string): number => (articles === 0 ? 0 : (having.get(sum) ?? 0) / articles);
  return { articles, titleLength: mean(totals.title), bodyLength: mean(totals.body), having };
};

const toCandidate = (row: FoundRow, index: IndexedArticle): Candidate => ({
  id: row.id,
  index,
  similarity: row.similarity ?? 0,
  helped: row.helped,
  notHelped: row.notHelped,
  solved: row.solved,
});

/** Taking a text apart takes a millisecond; a version never changes. The longest unused go first. */
const rememberIndexes = () => {
  const remembered = new Map<string, IndexedArticle>();
  return ({ id, version, title, body, language }: FoundRow): IndexedArticle => {
    const key = `${id} ${version}`;
    const index = remembered.get(key) ?? indexArticle({ title, text: plainTextOf(body) }, [firstSubtag(language)]);
    remembered.delete(key);
    remembered.set(key, index);
    if (remembered.size > mostIndexed) remembered.delete(remembered.keys().next().value!);
    return index;
  };
};
