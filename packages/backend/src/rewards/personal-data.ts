import type { PersonalData } from '../platform/personal-data.ts';
import type { Platform } from '../platform/platform.ts';
import { awardResolution } from './award.ts';
import * as store from './store.ts';

/**
 * Awards are the members'. A visitor is told that there was one, not whose or how much; when they have everything erased,
 * the member keeps it, and the ledger stays whole: it holds pseudonyms that lead nowhere then.
 */
export const personalData = (platform: Platform): PersonalData => ({
  name: 'rewards',
  columns: [
    'award.visitor_id',
    'award.member_id',
    'award_due.visitor_id',
    'award_due.member_id',
    'ledger_entry.account',
    'ledger_balance.account',
  ],
  export: async (tx, { visitorId }) => ({
    awards: (await store.awardsForVisitor(tx, visitorId)).map(({ madeAt, ...award }) => ({
      ...award,
      madeAt: madeAt.toISOString(),
    })),
  }),
  erase: async (tx, { organisationId, visitorId }) => {
    // Whoever helped is not the poorer for it: what would have been booked within the hour is booked now.
    for (const row of await store.takeDueOf(tx, visitorId)) await awardResolution(platform, tx, organisationId, row);
    await store.forgetVisitor(tx, visitorId);
  },
});
