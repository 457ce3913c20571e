import { isRecord } from '../session/json.ts';
import type { Wishes } from '../consent/choice.ts';

/** What a person has said to offers, kept on their device under their own choices. */
export interface OfferHistory {
  /** **Don't offer again**. */
  never: boolean;
  /** In a row; an accepted offer sets it back. An ignored offer counts half. */
  dismissals: number;
  /** Milliseconds since the epoch; 0 = never. */
  dismissedAt: number;
  /** When offers were shown, the newest two. */
  shownAt: number[];
}

export const noOffers: OfferHistory = { never: false, dismissals: 0, dismissedAt: 0, shownAt: [] };

/** It among the person's wishes, read anew each time: another tab, or their settings, may have changed it. */
export const historyIn = (wishes: (change?: Wishes) => Wishes) => ({
  read: (): OfferHistory => {
    const { offers } = wishes();
    return { ...noOffers, ...(isRecord(offers) ? offers : {}) };
  },
  write: (offers: OfferHistory): void => void wishes({ offers }),
});
