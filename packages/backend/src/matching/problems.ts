import type { Reason } from '@harmony-live/protocol';
import { problemTexts } from '../experts/index.ts';
import type { Tx } from '../platform/database/index.ts';

/** So much of a solved problem is shown. */
const longestProblem = 160;

/**
 * The same with the words of the solved problems that are among the reasons (`problem`), for members alone: they are what
 * somebody asked. What is stored names a problem by its id, so that its words go when it goes.
 */
export const withProblems = async <T extends { reasons: readonly Reason[] }>(
  tx: Tx,
  ranked: readonly T[],
): Promise<(T & { reasons: Reason[] })[]> => {
  const ids = ranked.flatMap(({ reasons }) => reasons.flatMap(({ params }) => evidenceIdOf(params) ?? []));
  const texts = ids.length === 0 ? new Map<string, string>() : await problemTexts(tx, ids);
  return ranked.map((one) => ({ ...one, reasons: one.reasons.map((reason) => named(reason, texts)) }));
};

const named = (reason: Reason, texts: ReadonlyMap<string, string>): Reason => {
  const id = evidenceIdOf(reason.params);
  const text = id === undefined ? undefined : texts.get(id);
  if (text === undefined) return reason;
  return { ...reason, params: { ...reason.params, problem: shortened(text) } };
};

const evidenceIdOf = ({ evidenceId }: Reason['params']): string | undefined =>
  typeof evidenceId === 'string' ? evidenceId : undefined;

const shortened = (text: string): string => {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length <= longestProblem ? line : `${line.slice(0, longestProblem - 1).trimEnd()}…`;
};
