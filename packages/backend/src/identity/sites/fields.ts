import { problem, type PreChatField, type SiteTexts } from '@harmony-live/protocol';
import { escapePointer } from '../../platform/http/text.ts';

/** What a site's words and questions may weigh as JSON, bytes: every page loads them. */
export const mostTextBytes = 1_500;
export const mostFieldBytes = 1_500;

/**
 * The words that the widget says at its start, tidied: what is empty is left out.
 *
 * @throws Problem `body/invalid` when they weigh too much
 */
export const checkTexts = (texts: SiteTexts): SiteTexts => {
  checkLanguages(texts, '/texts');
  const tidy = Object.entries(texts).flatMap(([language, { title, greeting }]) => {
    const words = { ...(title && { title: title.trim() }), ...(greeting && { greeting: greeting.trim() }) };
    return Object.keys(words).length === 0 ? [] : [[language, words] as const];
  });
  const checked = Object.fromEntries(tidy);
  checkWeight(checked, mostTextBytes, '/texts');
  return checked;
};

/**
 * The questions before a request: each with an id of its own, words in a language at least, and choices where it is one.
 *
 * @throws Problem `body/invalid` with the first one that cannot be kept
 */
export const checkFields = (fields: readonly PreChatField[]): PreChatField[] => {
  const ids = new Set<string>();
  for (const [index, { id, kind, labels, choices = [], pages = [] }] of fields.entries()) {
    const at = `/fields/${index}`;
    if (ids.has(id)) throw invalid(`${at}/id`, 'is that of another field');
    ids.add(id);
    checkLanguages(labels, `${at}/labels`);
    if (Object.keys(labels).length === 0) throw invalid(`${at}/labels`, 'needs the words of one language at least');
    if (kind === 'choice' && choices.length < 2) throw invalid(`${at}/choices`, 'must be two at least');
    if (kind === 'text' && choices.length > 0) throw invalid(`${at}/choices`, 'belong to a choice');
    if (new Set(choices).size < choices.length) throw invalid(`${at}/choices`, 'must differ from one another');
    for (const [page, glob] of pages.entries()) {
      if (glob.replace(/\/\*\*$/, '').includes('**'))
        throw invalid(`${at}/pages/${page}`, 'may have ** only as its last part, after a /');
    }
  }
  checkWeight(fields, mostFieldBytes, '/fields');
  return [...fields];
};

const languageTag = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

const checkLanguages = (words: object, field: string): void => {
  for (const tag of Object.keys(words)) {
    if (!languageTag.test(tag))
      throw invalid(`${field}/${escapePointer(tag)}`, 'is no language: write its code, such as en');
  }
};

const checkWeight = (value: object, most: number, field: string): void => {
  const bytes = Buffer.byteLength(JSON.stringify(value));
  if (bytes > most) throw invalid(field, `is too long: it is ${bytes} bytes, of ${most} at most`);
};

const invalid = (field: string, reason: string) => problem('body/invalid', `${field} ${reason}.`, { field, reason });
