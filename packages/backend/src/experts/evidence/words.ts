import type { RequestContext } from '@harmony-live/protocol';

/** What a request says about itself. */
export interface Asking {
  text: string;
  topic: string | null;
  fields: Readonly<Record<string, string>>;
  context: RequestContext;
}

/** Fewer letters than this ("help", "?") say nothing; what the page knows then speaks for the person. */
const fewestLetters = 12;

/**
 * The words by which a request is matched: what the person typed, with topic and fields. Errors and page only where the person
 * said next to nothing: the page they are on is no sign of what is wrong when they say so themselves.
 */
export const wordsOf = ({ text, topic, fields, context }: Asking): string => {
  const said = [text, topic ?? '', ...Object.values(fields)].join('\n').trim();
  if (said.replace(/[^\p{L}]/gu, '').length >= fewestLetters) return said;
  const errors = (context.errors ?? []).map(({ message }) => message);
  return [said, ...errors, context.page?.title ?? '', context.page?.path ?? ''].join('\n').trim();
};
