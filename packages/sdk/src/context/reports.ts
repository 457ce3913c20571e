import type { RequestContext } from '@harmony-live/protocol';
import { scrub, scrubJson } from '@harmony-live/protocol/scrub';

type ReportedError = NonNullable<RequestContext['errors']>[number];

/** So many are kept, the newest. */
export const maxReports = 20;
/** The longest message, characters (`RequestContext`). */
const longest = 500;

/** Handled errors of the page, in memory only, until a person attaches them to a help request. */
export interface Reports {
  add(error: unknown, extra: unknown, at: number): void;
  list(): ReportedError[];
  clear(): void;
}

export const createReports = (): Reports => {
  let kept: ReportedError[] = [];
  return {
    add: (error, extra, at) => {
      const words = extra === undefined ? messageOf(error) : `${messageOf(error)} (${jsonOf(extra)})`;
      kept = [...kept, { message: words.slice(0, longest), at: new Date(at).toISOString() }].slice(-maxReports);
    },
    list: () => kept,
    clear: () => (kept = []),
  };
};

const messageOf = (error: unknown): string => {
  if (error instanceof Error) return scrub(`${error.name}: ${error.message}`);
  return typeof error === 'string' ? scrub(error) : jsonOf(error);
};

const jsonOf = (value: unknown): string => {
  try {
    return JSON.stringify(scrubJson(JSON.parse(JSON.stringify(value) ?? 'null')));
  } catch {
    return scrub(String(value));
  }
};
