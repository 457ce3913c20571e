import type { PersonalData } from '../platform/personal-data.ts';
import * as store from './store.ts';

/** What the person's pages noticed; all of it goes with them. */
export const personalData: PersonalData = {
  name: 'detection',
  columns: ['signal.visitor_id'],
  export: async (tx, { visitorId }) => ({
    signals: (await store.signalsOf(tx, visitorId)).map((signal) => ({ ...signal, at: signal.at.toISOString() })),
  }),
  erase: (tx, { visitorId }) => store.deleteSignalsOf(tx, visitorId),
};
