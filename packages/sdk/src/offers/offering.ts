import type { OfferAnswer, OfferReport, Reason, SiteConfig } from '@harmony-live/protocol';
import type { OfferFate } from '../detection/trace.ts';
import { parseJson } from '../session/json.ts';
import type { Offer } from '../widget-loader/widget-host.ts';
import type { OfferHistory } from './history.ts';
import { knownAmong } from './known.ts';
import type { Moments } from './moment.ts';
import { allowsOffer, historyAfter, whyNoOffer } from './rules.ts';

/** Why help may be offered. */
export interface Occasion {
  reasons: Reason[];
  /** Marks of what was noticed, the newest first: what is known about them comes along. */
  fingerprints: readonly string[];
  /** Path template. */
  page: string;
  struggleId?: string | undefined;
  /** The team's own rule. */
  ruleId?: string | undefined;
}

export interface OfferingOptions {
  config(): Pick<SiteConfig, 'gate' | 'offers' | 'known'>;
  history: { read(): OfferHistory; write(history: OfferHistory): void };
  moments: Pick<Moments, 'isCalm' | 'wait'>;
  now(): number;
  newId(): string;
  /** Kept for this tab from one document to the next; null while nothing may be kept. */
  kept(): Pick<Storage, 'getItem' | 'setItem'> | null;
  /** Whether this person is one of those who are offered nothing. */
  isHeldOut(): boolean;
  /** Puts it beside the bubble. @returns false where it cannot be shown */
  show(offer: Offer): Promise<boolean>;
  onOffer(offer: Offer): void;
  told(fate: OfferFate): void;
  /** What became of an offer that was made, or would have been; again when it is answered. */
  report(report: OfferReport): void;
}

/** From an occasion to an offer, and to what the person says to it. */
export interface Offering {
  /** Waits for a pause; makes none where the person's caps, the site or the gate do not let it. */
  propose(occasion: Occasion): void;
  /** What the person said to the last one. */
  answered(answer: OfferAnswer): void;
}

/** Under this name the tab keeps when something would have been shown. */
const unseenName = 'harmony:unseen';

const readTimes = (kept: Pick<Storage, 'getItem'> | null): number[] => {
  const times = parseJson(kept?.getItem(unseenName) ?? null);
  return Array.isArray(times) ? times.filter((at) => typeof at === 'number') : [];
};

/** What a person may still say after they said something. */
const mayFollow: Readonly<Record<OfferAnswer, readonly OfferAnswer[]>> = {
  ignored: ['accepted', 'dismissed', 'never'],
  accepted: ['helped'],
  ...{ helped: [], dismissed: [], never: [] },
};

export const createOffering = (options: OfferingOptions): Offering => {
  const { config, history, moments, now, newId, told, report } = options;
  let isShowing = false;
  let hasOffered = false;
  /** When one would have been shown, in this document: counts as the shown ones do, so that both are equally rare. */
  let unseenHere: number[] = [];
  let last: OfferReport | null = null;

  const refusal = (): OfferFate | null => {
    const said = history.read();
    const shownAt = [...said.shownAt, ...readTimes(options.kept()), ...unseenHere];
    return whyNoOffer({ ...said, shownAt }, config().offers, !hasOffered, now());
  };

  const make = async ({ reasons, fingerprints, page, struggleId, ruleId }: Occasion): Promise<void> => {
    const { gate, offers, known } = config();
    const facts = { 'offers.wanted': !history.read().never, 'typing.paused': moments.isCalm() };
    if (isShowing) return told('one-already');
    if (!allowsOffer(gate, facts)) return told('gate');
    const offer: Offer = { id: newId(), reasons, known: knownAmong(known, fingerprints)[0] ?? null };
    const base = {
      ...{ id: offer.id, at: new Date(now()).toISOString(), page },
      ...(struggleId !== undefined && { struggleId }),
      ...(ruleId !== undefined && { ruleId }),
      ...(offer.known && { articleId: offer.known.articleId }),
    };
    const fate = offers.isShadow === true ? 'shadow' : options.isHeldOut() ? 'held-out' : 'shown';
    if (fate !== 'shown') {
      hasOffered = true;
      unseenHere = [...unseenHere, now()].slice(-2);
      options.kept()?.setItem(unseenName, JSON.stringify([...readTimes(options.kept()), now()].slice(-2)));
      report({ ...base, fate });
      return told(fate);
    }
    isShowing = true;
    if (!(await options.show(offer).catch(() => false))) {
      isShowing = false;
      return told('no-room');
    }
    told('shown');
    hasOffered = true;
    last = { ...base, fate };
    history.write(historyAfter(history.read(), 'shown', now()));
    report(last);
    options.onOffer(offer);
  };

  return {
    propose: (occasion) => {
      const no = refusal();
      if (no !== null) return told(no);
      told('waiting');
      moments.wait(
        () => void make(occasion),
        () => told('dropped'),
      );
    },
    answered: (answer) => {
      isShowing = false;
      if (last === null || (last.answer !== undefined && !mayFollow[last.answer].includes(answer))) return;
      history.write(historyAfter(history.read(), answer, now()));
      last = { ...last, answer };
      report(last);
    },
  };
};
