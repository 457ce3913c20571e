import type { KnownProblem } from '@harmony-live/protocol';

/** Which of these marks a published article answers, in the marks' order. */
export const knownAmong = (known: readonly KnownProblem[], fingerprints: readonly string[]): KnownProblem[] => {
  const byMark = new Map(known.map((problem) => [problem.fingerprint, problem]));
  return fingerprints.flatMap((fingerprint) => byMark.get(fingerprint) ?? []);
};
