import { Failure } from '../terminal.ts';
import type { Click } from './peers.ts';

/** What the script tag's own code says about a press, as far as it is needed here (`packages/sdk/src/detection`). */
export interface PressRules {
  /** When the verdict on a press falls, by what its requests do. */
  verdictAt(press: { at: number; pending: number; respondedAt: number | null }): number;
  thresholds: { answerWithinMs: number };
  /** Puts a press into the burst that goes on, or begins another. */
  burstWith(burst: Burst | null, press: Pressed, limits: RageLimits): Burst;
  isRage(burst: Burst, clicks: number, hasSelected: boolean): boolean;
  clickRage: { limits: RageLimits };
}

interface RageLimits {
  clicks: number;
  gapMs: number;
  distancePx: number;
}

interface Burst {
  presses: readonly Pressed[];
}

/** A press with its outcome, as the rules read it. */
interface Pressed extends Click {
  root: object;
  isInteractive: boolean;
  answeredAt: number | null;
}

/** A stretch in which the page fetched what it was asked for; `durationMs` null: still at it when the session ended. */
export interface Load {
  startAt: number;
  durationMs: number | null;
}

/**
 * Loads the rules from the script tag's sources, which lie beside the server in the repository: they are imported as they run
 * in pages, not copied.
 *
 * @throws Failure outside the repository
 */
export const loadPressRules = async (): Promise<PressRules> => {
  const part = (name: string): string => new URL(`../../../../sdk/src/detection/${name}.ts`, import.meta.url).href;
  try {
    const parts = ['presses', 'thresholds', 'clicks/burst', 'clicks/rage'].map((name) => import(part(name)));
    return Object.assign({}, ...(await Promise.all(parts))) as PressRules;
  } catch (error) {
    throw new Failure(
      `The rules of the script tag cannot be loaded: ${String(error)}`,
      'Run it inside the repository.',
    );
  }
};

/**
 * How long each click waited, in milliseconds: until the page answered, or until the product's verdict falls.
 *
 * Fixed before any AUC was computed: the only answer that the recordings show is the end of a load, so a click belongs to
 * the first load that is under way when it falls, or begins within the time that an answer has. The click is pending until that
 * load ends, which answers it; where no load follows, nothing answers it. Drags are answered by what is dragged.
 */
export const waitsOf = (
  clicks: readonly Click[],
  loads: readonly Load[],
  { verdictAt, thresholds }: PressRules,
): number[] =>
  clicks.map(({ at }) => {
    const load = loads.find(({ startAt, durationMs }) => {
      const endAt = durationMs === null ? Number.POSITIVE_INFINITY : startAt + durationMs;
      return endAt >= at && startAt <= at + thresholds.answerWithinMs;
    });
    const endAt = load === undefined || load.durationMs === null ? null : load.startAt + load.durationMs;
    const isStuck = load !== undefined && endAt === null;
    const judgedAt = verdictAt({ at, pending: isStuck ? 1 : 0, respondedAt: endAt });
    return Math.min(endAt ?? judgedAt, judgedAt) - at;
  });

/**
 * Bursts that the product calls rage: none of their clicks was answered in time. The recordings know no elements: everything is
 * one that can be pressed, as on a map, and the distance decides.
 */
export const rageBurstsOf = (clicks: readonly Click[], loads: readonly Load[], rules: PressRules): number => {
  const waits = waitsOf(clicks, loads, rules);
  const root = {};
  let burst: Burst | null = null;
  let isTold = false;
  let bursts = 0;
  for (const [index, click] of clicks.entries()) {
    const isAnswered = waits[index]! < rules.thresholds.answerWithinMs;
    const press = { ...click, root, isInteractive: true, answeredAt: isAnswered ? click.at + waits[index]! : null };
    burst = rules.burstWith(burst, press, rules.clickRage.limits);
    if (burst.presses.length === 1) isTold = false;
    if (isTold || !rules.isRage(burst, rules.clickRage.limits.clicks, false)) continue;
    isTold = true;
    bursts += 1;
  }
  return bursts;
};
