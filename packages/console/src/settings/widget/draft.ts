import type { PreChatField, SiteTexts } from '@harmony-live/protocol';

/** What the widget says in one language, while it is edited. */
export interface WordsDraft {
  tag: string;
  title: string;
  greeting: string;
}

/** The rows of a site's words, one at least to write into. */
export const wordsDraft = (texts: SiteTexts, language: string): WordsDraft[] => {
  const rows = Object.entries(texts).map(([tag, { title = '', greeting = '' }]) => ({ tag, title, greeting }));
  return rows.length > 0 ? rows : [{ tag: language, title: '', greeting: '' }];
};

/** The words of the rows; what is empty is left out. */
export const textsOf = (rows: readonly WordsDraft[]): SiteTexts =>
  Object.fromEntries(
    rows.flatMap(({ tag, title, greeting }) => {
      const words = {
        ...(title.trim() !== '' && { title: title.trim() }),
        ...(greeting.trim() !== '' && { greeting: greeting.trim() }),
      };
      return tag.trim() === '' || Object.keys(words).length === 0 ? [] : [[tag.trim(), words] as const];
    }),
  );

/** Whether the rows say what a site's words say already, in whatever order. */
export const saysSame = (rows: readonly WordsDraft[], texts: SiteTexts): boolean =>
  inOrder(textsOf(rows)) === inOrder(texts);

const inOrder = (texts: SiteTexts): string =>
  JSON.stringify(wordsDraft(texts, '').toSorted((a, b) => (a.tag < b.tag ? -1 : 1)));

/** One question while it is edited; lists are texts of a line each. */
export interface QuestionDraft {
  /** Of one that is kept already: its answers stand under it. Empty for a new one. */
  id: string;
  kind: PreChatField['kind'];
  labels: { tag: string; label: string }[];
  isRequired: boolean;
  choices: string;
  pages: string;
}

/** A question that nobody has written yet. */
export const emptyQuestion = (language: string): QuestionDraft => ({
  ...{ id: '', kind: 'text', isRequired: false, choices: '', pages: '' },
  labels: [{ tag: language, label: '' }],
});

/** The questions of a site, to be edited. */
export const questionsDraft = (fields: readonly PreChatField[]): QuestionDraft[] =>
  fields.map(({ id, kind, labels, isRequired, choices = [], pages = [] }) => ({
    ...{ id, kind, isRequired, choices: choices.join('\n'), pages: pages.join('\n') },
    labels: Object.entries(labels).map(([tag, label]) => ({ tag, label })),
  }));

/** The questions as they are kept. New ones get an id from their first words, which stays. */
export const fieldsOf = (questions: readonly QuestionDraft[]): PreChatField[] => {
  const taken = new Set(questions.map(({ id }) => id));
  return questions.map(({ id, kind, labels, isRequired, choices, pages }) => {
    const said = labels.filter(({ tag, label }) => tag.trim() !== '' && label.trim() !== '');
    const own = id !== '' ? id : newId(said[0]?.label ?? '', taken);
    taken.add(own);
    const [all, where] = [lines(choices), lines(pages)];
    return {
      ...{ id: own, kind, isRequired },
      labels: Object.fromEntries(said.map(({ tag, label }) => [tag.trim(), label.trim()])),
      ...(kind === 'choice' && { choices: all }),
      ...(where.length > 0 && { pages: where }),
    };
  });
};

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const newId = (label: string, taken: ReadonlySet<string>): string => {
  const slug = label
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 24)
    .replace(/-+$/, '');
  const base = slug === '' ? 'question' : slug;
  for (let at = 1; ; at += 1) {
    const id = at === 1 ? base : `${base}-${at}`;
    if (!taken.has(id)) return id;
  }
};
