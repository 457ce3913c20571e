/** What a saved reply may leave open. */
export interface Blanks {
  /** The visitor's name; undefined when they gave none. */
  name: string | undefined;
  /** The page that they asked from; undefined when it was not shared. */
  page: string | undefined;
  /** Whoever answers. */
  expert: string;
}

/** Names of what may be left open, as they are written: `{name}`. */
export const blanks = ['name', 'page', 'expert'] as const;

/**
 * A saved reply with its blanks filled in. What is not known goes, together with the space or the comma that led to it:
 * "Hello {name}," is "Hello," to somebody without a name. Other braces stay as they are.
 */
export const filled = (body: string, values: Blanks): string =>
  body.replace(/([ \t]*)\{(name|page|expert)\}/gi, (_, space: string, blank: string) => {
    const value = values[blank.toLowerCase() as keyof Blanks]?.trim();
    return value === undefined || value === '' ? '' : space + value;
  });

/**
 * The word that asks for a saved reply, once a text is written up to `caret`: a slash at the beginning of a line and what
 * follows it without a space. A path in the middle of a sentence asks for nothing.
 */
export const askedFor = (text: string, caret: number): { from: number; word: string } | null => {
  const line = text.slice(text.lastIndexOf('\n', caret - 1) + 1, caret);
  const [, word] = /^\/([^\s/]{0,40})$/u.exec(line) ?? [];
  return word === undefined ? null : { from: caret - line.length, word };
};
