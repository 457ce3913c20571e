import type { PersonalData } from '../platform/personal-data.ts';
import { requestIdsOf } from '../requests/index.ts';
import { assignmentsOf, forgetDeclineReasons } from './store.ts';

/**
 * Who was asked about a person's requests, and how it ended. Erasing leaves the bare fact, under ids alone; what experts wrote
 * when they declined may speak of the person, so it goes.
 */
export const personalData: PersonalData = {
  name: 'matching',
  columns: ['assignment.member_id'],
  export: async (tx, { visitorId }) => ({
    assignments: (await assignmentsOf(tx, await requestIdsOf(tx, visitorId))).map((row) => ({
      requestId: row.requestId,
      state: row.state,
      offeredAt: new Date(row.offeredAt).toISOString(),
      endedAt: row.endedAt === null ? null : new Date(row.endedAt).toISOString(),
    })),
  }),
  erase: async (tx, { visitorId }) => forgetDeclineReasons(tx, await requestIdsOf(tx, visitorId)),
};
