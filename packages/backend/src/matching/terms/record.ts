import type { Candidate, Solved } from '../../experts/index.ts';
import { ageOf } from './meaning.ts';

/** After so long a solved problem counts a quarter of a new one, after three times as long a sixteenth. */
const activityMs = 60 * 86_400_000;
/** What was accepted, or liked, counts half as much again. */
const helpfulBonus = 0.5;
/** As much activity is needed for the whole of the term, also where the most active has less. */
const leastForAll = 5;

type Record = Pick<Candidate, 'solved'>;

/** Solved problems of late, weighed by how they helped and faded by age: no bounds. */
export const recentWork = ({ solved }: Record, now: number): number =>
  solved.reduce((sum, one) => {
    const helpful = (one.isAccepted ? 1 : 0) + (one.votes > 0 ? 1 : 0);
    return sum + (1 + helpfulBonus * helpful) / (1 + ageOf(one.solvedAt, now) / activityMs) ** 2;
  }, 0);

/** `activity`: the share of the most active one's work of late, 0–1. */
export const activityOf = (work: number, mostWork: number): number => work / Math.max(leastForAll, mostWork);

/** Evidence about something else says a little about somebody, too. */
const shareOfOtherDomains = 0.25;
/** The normal quantile below which one in ten lies: better somebody known to be good than somebody who may be. */
const oneInTen = 1.2816;

/**
 * `reputation`: the lower end of what is likely about how often they help in this domain; the bound of one in ten of a Beta
 * posterior with a flat prior (normal approximation), 0–1. Accepted or liked is a success, disliked a failure; what nobody
 * said anything about is half a success.
 */
export const reputationOf = ({ solved }: Record): number => {
  let [good, all] = [1, 2];
  for (const one of solved) {
    const weight = one.isSameDomain ? 1 : shareOfOtherDomains;
    all += weight;
    good += weight * successOf(one);
  }
  const mean = good / all;
  return Math.max(0, mean - oneInTen * Math.sqrt((mean * (1 - mean)) / (all + 1)));
};

const successOf = ({ isAccepted, votes }: Solved): number => {
  if (votes < 0) return 0;
  return isAccepted || votes > 0 ? 1 : 0.5;
};

/** `familiarity`: whether they helped this person before, and that went well; each time less new, 0–1. */
export const familiarityOf = ({ solved }: Record): number => {
  const times = solved.filter(({ isTheirs, votes }) => isTheirs && votes >= 0).length;
  return times / (times + 1);
};

/** So many solved problems halve the bonus. */
const halfNew = 3;

/** From here on somebody is called a newcomer: up to a handful of solved problems. */
export const newcomerFrom = 0.5;

/** `newcomer`: 1 for somebody nothing is known of, less with each solved problem. */
export const newnessOf = ({ solved }: Record): number => halfNew / (halfNew + solved.length);
