import { toIso, type Tx } from '../platform/database/index.ts';
import type { PersonalData, Person } from '../platform/personal-data.ts';
import { erasePerson, issuesOfPerson } from './grouping/store.ts';
import { deleteOffersOf, offersOf } from './offers/store.ts';
import { deleteSignalsOf, signalsOf } from './store.ts';
import { deleteStrugglesOf, strugglesOf } from './struggles/store.ts';

const forget = async (tx: Tx, { visitorId }: Person): Promise<void> => {
  await deleteSignalsOf(tx, visitorId);
  await deleteStrugglesOf(tx, visitorId);
  await deleteOffersOf(tx, visitorId);
  await erasePerson(tx, visitorId);
};

/** What the person's pages noticed; all of it goes with them, and issues that nobody else met. */
export const personalData: PersonalData = {
  name: 'detection',
  columns: [
    'signal.visitor_id',
    'signal_waiting.visitor_id',
    'issue_person.visitor_id',
    'struggle.visitor_id',
    'offer.visitor_id',
    'visit_ask.visitor_id',
  ],
  export: async (tx, { visitorId }) => {
    const { offers, asks } = await offersOf(tx, visitorId);
    return {
      signals: (await signalsOf(tx, visitorId)).map((signal) => ({ ...signal, at: toIso(signal.at) })),
      struggles: (await strugglesOf(tx, visitorId)).map((struggle) => ({
        ...struggle,
        startedAt: toIso(struggle.startedAt),
        at: toIso(struggle.at),
      })),
      offers: offers.map((offer) => ({ ...offer, at: toIso(offer.at), answeredAt: toIso(offer.answeredAt) })),
      askedAt: asks.map(({ at }) => toIso(at)),
      issues: (await issuesOfPerson(tx, visitorId)).map((issue) => ({ ...issue, lastAt: toIso(issue.lastAt) })),
    };
  },
  erase: forget,
  // All of it was collected because they agreed to that.
  withdraw: { detect: forget },
};
