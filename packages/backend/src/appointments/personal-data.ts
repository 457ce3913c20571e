import type { PersonalData } from '../platform/personal-data.ts';
import { requestIdsOf } from '../requests/index.ts';
import { appointmentsOf, forgetReasons } from './store.ts';

/**
 * What a person booked. Erasing ends what is still to come, with the request; that there was an appointment stays under ids
 * alone. What experts wrote when they gave one up may speak of the person, so it goes.
 */
export const personalData: PersonalData = {
  name: 'appointments',
  columns: ['appointment.member_id'],
  export: async (tx, { visitorId }) => ({
    appointments: (await appointmentsOf(tx, await requestIdsOf(tx, visitorId))).map((row) => ({
      requestId: row.requestId,
      at: new Date(row.slotAt).toISOString(),
      state: row.state,
    })),
  }),
  erase: async (tx, { visitorId }) => forgetReasons(tx, await requestIdsOf(tx, visitorId)),
};
