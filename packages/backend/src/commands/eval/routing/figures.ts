import { rounded } from '../output.ts';
import { bootstrap, mean, seeded, type Estimate } from '../statistics.ts';

/** How good a method is at naming who answers. */
export interface Figures {
  top1: Estimate;
  top5: Estimate;
  top10: Estimate;
  mrr: Estimate;
}

/** @param places of the first who answered, 1 the best; Infinity: not named at all. Intervals by drawing questions again */
export const figuresOf = (places: readonly number[]): Figures => {
  const estimate = (valueOf: (place: number) => number): Estimate =>
    rounded(bootstrap(places.map(valueOf), mean, seeded(1)));
  return {
    top1: estimate((place) => (place <= 1 ? 1 : 0)),
    top5: estimate((place) => (place <= 5 ? 1 : 0)),
    top10: estimate((place) => (place <= 10 ? 1 : 0)),
    mrr: estimate((place) => 1 / place),
  };
};

/** The mean of sites, each counting the same. Intervals by drawing sites again. */
export const meanOf = (sites: readonly Figures[]): Figures => {
  const estimate = (of: keyof Figures): Estimate =>
    rounded(
      bootstrap(
        sites.map((site) => site[of].value),
        mean,
        seeded(2),
      ),
    );
  return { top1: estimate('top1'), top5: estimate('top5'), top10: estimate('top10'), mrr: estimate('mrr') };
};
