import { listWords } from '@harmony-live/ui/list.ts';
import type { Http } from '@harmony-live/client';
import type { Article, CreateArticle, Issue, StruggleInsights } from '@harmony-live/protocol';
import { msg, str } from '@lit/localize';
import { kindWords } from '../signals/kinds.ts';

/** `CreateArticle` takes no longer title. */
const longestTitle = 200;

/** A first draft of what answers an issue: its words as the title, where it happens, and room for what helps. */
export const draftOfIssue = ({ template, kind, fingerprint, pages }: Issue): CreateArticle => ({
  title: (template.trim() || kindWords(kind).name).slice(0, longestTitle),
  body: body(pages.map(({ page }) => page)),
  fingerprints: [fingerprint],
});

/** The same for a place where people are stuck: what is noticed there is its title. */
export const draftOfPlace = ({ page, reasons, fingerprints }: StruggleInsights['places'][number]): CreateArticle => {
  const [first] = reasons;
  const what = first === undefined ? msg('People are stuck here') : kindWords(first.code).name;
  return { title: `${page}: ${what}`.slice(0, longestTitle), body: body([page]), fingerprints };
};

const body = (pages: readonly string[]): string => {
  const where = pages.length === 0 ? '' : `${msg(str`Where it happens: ${listWords(pages, true)}`)}\n\n`;
  return `${where}## ${msg('What goes wrong')}\n\n\n## ${msg('What helps')}\n\n1. `;
};

/** Puts a draft into Knowledge, where it is written on. @returns its id @throws ClientProblem */
export const writeArticle = async (http: Http, draft: CreateArticle): Promise<string> =>
  (await http.post<Article>('/v1/articles', draft)).id;
