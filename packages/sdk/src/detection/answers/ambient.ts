/** A change of a node. `isIdle`: nobody had done anything for a while. Milliseconds since the epoch. */
export interface Stamp {
  readonly at: number;
  readonly isIdle: boolean;
}

/** What may have set off a change. */
export interface Causes {
  /** The press that is judged: when it began, when it was let go, when its request came back. */
  readonly begun: readonly number[];
  /** All presses of late, when they began. */
  readonly presses: readonly number[];
  readonly now: number;
}

/** So many stamps tell a rhythm; of more, those in the middle go. */
const mostStamps = 12;
/** What a press sets off at once, it sets off within this time. Rendering takes a frame or three. */
const promptMs = 150;
/** Timers are late by a few milliseconds, by more the longer they run; more than a person's hand is even. */
const toleranceOf = (gapMs: number): number => Math.min(100, Math.max(25, gapMs * 0.08));
/** What comes at once after a press is more likely its doing: a beat it is only where it falls this much closer to one, and another follows. */
const promptStrictness = 0.45;
/** Presses that each set off one change do so after the same time, give or take a frame or three. */
const sameLatencyMs = 60;
/** How long after a press a change may still be its own doing. */
const latestMs = 1_500;
/** In the window of one press only a slow beat is told from an animation that the press began. */
const slowestAnimationMs = 100;
/** Nobody presses between two beats that are nearer than this. */
const quickBeatMs = 250;

/** A node's stamps with one more. */
export const stamped = (stamps: readonly Stamp[], stamp: Stamp): readonly Stamp[] => {
  const last = stamps.at(-1);
  // One change of the page is often told in several parts.
  if (last !== undefined && stamp.at - last.at < 5) return stamps;
  const all = [...stamps, stamp];
  return all.length > mostStamps ? all.toSpliced(mostStamps / 2, 1) : all;
};

/**
 * Whether the change of a node at `at` is one beat of something that goes on by itself (a clock, a ticker, a carousel that
 * turns), and therefore no answer. Three beats at even distances make a rhythm, whether or not a press came between; they
 * may have been seen before the press, while nobody did anything. What the press itself began is none: an animation, or a
 * counter that starts with it; nor is what each of several presses sets off anew, however evenly they come.
 *
 * @param stamps when the node changed, in order
 */
export const isByItself = (stamps: readonly Stamp[], at: number, causes: Causes): boolean =>
  isIdleBeat(stamps, at) || isBeat(stamps, at, causes) || beginsRhythm(stamps, at, causes);

/**
 * Three changes in a row were even while nobody did anything. Of something quick every change is a beat; a carousel may be
 * turned by hand between two.
 */
const isIdleBeat = (stamps: readonly Stamp[], at: number): boolean =>
  stamps.some((first, index) => {
    const [next, third] = [stamps[index + 1], stamps[index + 2]];
    if (!first.isIdle || next?.isIdle !== true || third?.isIdle !== true) return false;
    if (!isEven(first.at, next.at, third.at, false)) return false;
    const gap = next.at - first.at;
    return (
      gap < quickBeatMs || stamps.some((other) => Math.abs(Math.abs(other.at - at) - gap) <= toleranceOf(gap) * 1.5)
    );
  });

/** Fits a rhythm that was there before the press, and goes on without it. */
const isBeat = (stamps: readonly Stamp[], at: number, { begun, presses, now }: Causes): boolean => {
  const pressedAt = begun[0] ?? at;
  const strictness = begun.some((cause) => isPrompt(at - cause)) ? promptStrictness : 1;
  const others = stamps.filter((stamp) => stamp.at !== at);
  return others.some((one, index) =>
    others.slice(index + 1).some((other) => {
      const isSeenIdle = one.isIdle || other.isIdle;
      if (!isSeenIdle && !(one.at < pressedAt && other.at < pressedAt)) return false;
      const [a, b, c] = [one.at, other.at, at].sort((x, y) => x - y) as [number, number, number];
      if (!isEven(a, b, c, isSeenIdle, strictness) || !goesOn(stamps, at, Math.min(b - a, c - b), now, strictness))
        return false;
      const busy = [one, other].filter(({ isIdle }) => !isIdle).map((stamp) => stamp.at);
      return !isEachSetOff([...busy, at], presses);
    }),
  );
};

/** Begins a slow rhythm of its own time, that still goes on. */
const beginsRhythm = (stamps: readonly Stamp[], at: number, { begun, presses, now }: Causes): boolean => {
  const since = stamps.filter((stamp) => stamp.at >= at);
  const [first, second, third] = since;
  if (first === undefined || second === undefined || third === undefined) return false;
  const gap = second.at - first.at;
  if (gap < slowestAnimationMs || !isEven(first.at, second.at, third.at, false)) return false;
  if (!goesOn(since, at, gap, now) || isEachSetOff([first.at, second.at, third.at], presses)) return false;
  // A beat earlier there was the press: it began this.
  return !begun.some((cause) => isPrompt(first.at - cause) || isPrompt(first.at - gap - cause + toleranceOf(gap)));
};

/**
 * Since `at` every beat was there. A counter on a busy machine follows its presses late, but it ends with them; and of several
 * changes some three stand at even distances by chance.
 */
const goesOn = (stamps: readonly Stamp[], at: number, gap: number, now: number, strictness = 1): boolean => {
  const within = toleranceOf(gap) * strictness;
  if (now - stamps.at(-1)!.at > gap * 1.5 + within) return false;
  // Of a node that never rests the stamps in the middle are gone, and frames are nearer than the tolerance.
  if (stamps.length === mostStamps || gap < slowestAnimationMs) return true;
  const next = [at + gap, at + 2 * gap];
  const due = next.filter((beat) => beat + within < now);
  if (strictness < 1 && due.length === 0) return false;
  return due.every((beat) => stamps.some((stamp) => Math.abs(stamp.at - beat) <= within * 1.5));
};

/** Whether a change comes at once after what set it off. */
export const isPrompt = (delayMs: number): boolean => delayMs >= 0 && delayMs <= promptMs;

/** @param mayGap whether beats in between may have gone unseen */
const isEven = (a: number, b: number, c: number, mayGap: boolean, strictness = 1): boolean => {
  const short = Math.min(b - a, c - b);
  const long = Math.max(b - a, c - b);
  const times = mayGap ? Math.max(1, Math.round(long / short)) : 1;
  return short >= 5 && Math.abs(long - times * short) <= toleranceOf(short) * strictness;
};

/** Each change came the same time after a press of its own. */
const isEachSetOff = (changes: readonly number[], presses: readonly number[]): boolean => {
  if (changes.length < 2) return false;
  const causes = changes.map((at) => presses.findLast((press) => press <= at && at - press <= latestMs));
  if (causes.some((cause) => cause === undefined) || new Set(causes).size < causes.length) return false;
  const delays = changes.map((at, index) => at - causes[index]!);
  return Math.max(...delays) - Math.min(...delays) <= sameLatencyMs;
};

/** True where a change follows so soon on a press, on a node that never changed before, that nothing can discount it. */
export const isCertainAnswer = (stamps: readonly Stamp[], at: number, begun: readonly number[]): boolean =>
  stamps.every((stamp) => stamp.at >= (begun[0] ?? at)) && begun.some((cause) => isPrompt(at - cause));
