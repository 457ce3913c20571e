import type { Case } from './case.ts';

/** What became of a case. */
export interface Verdict {
  name: string;
  source: string;
  isPositive: boolean;
  /** What was noticed, in order. */
  seen: string[];
  /** Labelled to fire, and did not. */
  missed: string[];
  /** Labelled to stay silent, and did not; or came too often. */
  wrong: string[];
  /** Signs that were right. */
  right: string[];
  hasStruggled: boolean;
  /** The page or the hand broke: no verdict. */
  error?: string;
  /** Why nobody visited: no verdict either, and counted as skipped. */
  skipped?: string;
}

/**
 * Late answers of a page are also a matter of the machine, and this one runs many pages at once: `perf.slow` is judged only
 * where a case asks for it.
 */
const ofTheMachine = 'perf.slow';

/** Compares what was noticed with the labels. */
export const judge = (one: Case, seen: readonly string[], hasStruggled: boolean, error?: string): Verdict => {
  const kinds = [...new Set(seen)];
  const allowed = new Set<string>([...one.fires, ...(one.may ?? []), ofTheMachine]);
  const isSilent = (kind: string): boolean =>
    one.silent === 'all' ? !allowed.has(kind) : (one.silent as readonly string[]).includes(kind);
  const tooOften = Object.entries(one.atMost ?? {}).filter(
    ([kind, most = 0]) => seen.filter((other) => other === kind).length > most,
  );
  return {
    name: one.name,
    source: one.source,
    isPositive: one.fires.length > 0,
    seen: [...seen],
    missed: one.fires.filter((kind) => !kinds.includes(kind)),
    right: one.fires.filter((kind) => kinds.includes(kind)),
    wrong: [...kinds.filter(isSilent), ...tooOften.map(([kind]) => `${kind} too often`)],
    hasStruggled,
    ...(error === undefined ? {} : { error }),
  };
};

/** The engine or its hand has not what the case is about. */
export const skip = (one: Case, reason: string): Verdict => ({ ...judge(one, [], false), missed: [], skipped: reason });

export const isGood = ({ missed, wrong, error, skipped, isPositive, hasStruggled, seen }: Verdict): boolean =>
  skipped === undefined &&
  missed.length === 0 &&
  wrong.length === 0 &&
  error === undefined &&
  (isPositive ? new Set(seen.filter((kind) => kind !== ofTheMachine)).size <= 3 : !hasStruggled);

/** Shares over all labels: each kind that must fire is one, each kind that fired where it must not is one. */
export interface Figures {
  precision: number;
  recall: number;
  right: number;
  wrong: number;
  missed: number;
  /** Negative cases on which somebody was taken for stuck, which brings an offer. */
  strugglesOnNegatives: number;
  broken: number;
  skipped: number;
}

export const figuresOf = (verdicts: readonly Verdict[]): Figures => {
  const sum = (pick: (verdict: Verdict) => number): number => verdicts.reduce((total, one) => total + pick(one), 0);
  const right = sum((one) => one.right.length);
  const wrong = sum((one) => one.wrong.length);
  const missed = sum((one) => one.missed.length);
  return {
    precision: shareOf(right, wrong),
    recall: shareOf(right, missed),
    ...{ right, wrong, missed },
    strugglesOnNegatives: verdicts.filter(({ isPositive, hasStruggled }) => !isPositive && hasStruggled).length,
    broken: verdicts.filter(({ error }) => error !== undefined).length,
    skipped: verdicts.filter(({ skipped }) => skipped !== undefined).length,
  };
};

/** Of nothing at all nothing is wrong: a choice of negative cases alone has neither. */
const shareOf = (right: number, other: number): number => (right + other === 0 ? 1 : right / (right + other));

/** What the whole zoo must reach. */
export const goals = { precision: 0.95, recall: 0.9 } as const;

export const reachesGoals = ({ precision, recall, strugglesOnNegatives, broken }: Figures): boolean =>
  precision >= goals.precision && recall >= goals.recall && strugglesOnNegatives === 0 && broken === 0;

/** What is not as labelled, in a line. */
export const remarkOn = ({ missed, wrong, error, isPositive, hasStruggled, seen }: Verdict): string =>
  [
    missed.length > 0 ? `missed ${missed.join(', ')}` : '',
    wrong.length > 0 ? `wrong ${wrong.join(', ')}` : '',
    !isPositive && hasStruggled ? 'taken for stuck' : '',
    error ?? '',
    `seen: ${seen.join(' ') || 'nothing'}`,
  ]
    .filter((part) => part !== '')
    .join('; ');
