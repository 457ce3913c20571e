import { maxFileName, type FileType } from '@harmony-live/protocol';

/** Endings that a type may have; the first is given to a name that has none of them. */
const endings: Readonly<Record<FileType, readonly string[]>> = {
  'image/png': ['png', 'apng'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
  'text/plain': ['txt', 'log', 'md'],
  'text/csv': ['csv'],
  'application/json': ['json', 'har'],
};

/** The type that a text has by its name; null where the name says that it is no text. Without an ending it is plain. */
export const textTypeOf = (name: string): FileType | null => {
  const ending = endingOf(name);
  if (ending === '') return 'text/plain';
  const types = ['text/plain', 'text/csv', 'application/json'] as const;
  return types.find((type) => endings[type].includes(ending)) ?? null;
};

/**
 * A file's name as people may be shown it: without folders, signs that cannot be seen or turn the reading direction (a name
 * must not look like another), or what file systems refuse; at most 120 characters; with an ending that tells its type.
 */
export const cleanName = (given: string, type: FileType): string => {
  const base = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1)!;
  const seen = base
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\uFFFD]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\p{Z}+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const ending = endingOf(seen);
  const isRight = endings[type].includes(ending);
  const stem = ending === '' ? seen : seen.slice(0, -ending.length - 1).replace(/[. ]+$/, '');
  const end = isRight ? seen.slice(-ending.length) : endings[type][0]!;
  return `${shorten(stem || 'file', maxFileName - end.length - 1)}.${end}`;
};

/** What stands behind the last dot, in lower case; empty where that is no ending. */
const endingOf = (name: string): string => /[^.]\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** By whole characters; the length counts as JavaScript and JSON do. */
const shorten = (text: string, length: number): string => {
  if (text.length <= length) return text;
  return `${text
    .slice(0, length - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, '')
    .trimEnd()}…`;
};
