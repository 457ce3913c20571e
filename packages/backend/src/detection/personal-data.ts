import type { PersonalData } from '../platform/personal-data.ts';
import { erasePerson, issuesOfPerson } from './grouping/store.ts';
import * as store from './store.ts';

/** What the person's pages noticed; all of it goes with them, and issues that nobody else met. */
export const personalData: PersonalData = {
  name: 'detection',
  columns: ['signal.visitor_id', 'signal_waiting.visitor_id', 'issue_person.visitor_id'],
  export: async (tx, { visitorId }) => ({
    signals: (await store.signalsOf(tx, visitorId)).map((signal) => ({ ...signal, at: signal.at.toISOString() })),
    issues: (await issuesOfPerson(tx, visitorId)).map((issue) => ({ ...issue, lastAt: issue.lastAt.toISOString() })),
  }),
  erase: async (tx, { visitorId }) => {
    await store.deleteSignalsOf(tx, visitorId);
    await erasePerson(tx, visitorId);
  },
};
