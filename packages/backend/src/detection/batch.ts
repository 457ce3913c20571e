import { problem, type SendSignals, type SignalsReceived } from '@harmony-live/protocol';
import type { Judged, Told } from './judge.ts';
import { judgeOffers, type ReceivedOffer } from './offers/offer.ts';
import { judgeSignals, type ReceivedSignal } from './signal.ts';
import { judgeStruggles, type ReceivedStruggle } from './struggles/struggle.ts';

/** What one page told at once, as far as it can be stored. */
export interface Batch {
  signals: readonly ReceivedSignal[];
  struggles: readonly ReceivedStruggle[];
  offers: readonly ReceivedOffer[];
}

/** The lists of a batch, in their order. */
export const lists = ['signals', 'struggles', 'offers'] as const;
export type List = (typeof lists)[number];

type Refused = SignalsReceived['rejected'][number];

/** A batch of which each item was judged by itself. */
export interface JudgedBatch {
  good: Batch;
  /** How many items say again what another says. */
  repeated: number;
  rejected: Refused[];
}

/**
 * @param now milliseconds since the epoch
 * @throws Problem `body/invalid` when there is nothing in it, or nobody can tell when it was sent
 */
export const judgeBatch = (body: SendSignals, now: number): JudgedBatch => {
  const { sentAt, signals, struggles = [], offers = [] } = body;
  if (signals.length + struggles.length + offers.length === 0) {
    throw invalid('/signals', 'must hold something when neither struggles nor offers do');
  }
  if (Number.isNaN(Date.parse(sentAt))) throw invalid('/sentAt', 'is a leap second, which few clocks have');
  const arrival = { sentAt, now };
  const judged = {
    signals: judgeSignals(signals, arrival),
    struggles: judgeStruggles(struggles, arrival),
    offers: judgeOffers(offers, arrival),
  } satisfies Record<List, Judged<Told>>;
  return {
    good: { signals: judged.signals.good, struggles: judged.struggles.good, offers: judged.offers.good },
    repeated: lists.reduce((sum, list) => sum + judged[list].repeated, 0),
    rejected: lists.flatMap((list) => judged[list].rejected.map((one) => refused(list, one))),
  };
};

/** An item that is not taken. The list is named where it is not `signals`. */
export const refused = (list: List, { index, error }: Pick<Refused, 'index' | 'error'>): Refused => ({
  ...(list === 'signals' ? {} : { list }),
  index,
  error,
});

/** In the order of the lists, and of what stands in them. */
export const inOrder = (rejected: readonly Refused[]): Refused[] =>
  rejected.toSorted((a, b) => placeOf(a) - placeOf(b) || a.index - b.index);

const placeOf = ({ list }: Refused): number => lists.indexOf(list ?? 'signals');

const invalid = (field: string, reason: string) => problem('body/invalid', `${field} ${reason}.`, { field, reason });
