import type { SiteConfig } from '@harmony-live/protocol';
import type { Environment } from '../boot/environment.ts';
import type { ChoiceStore } from '../consent/choice.ts';
import type { Consent } from '../consent/state.ts';
import type { CustomDetector } from '../detection/custom.ts';
import type { Emitter } from '../events/events.ts';
import type { Offer } from '../widget-loader/widget-host.ts';
import type { Noticing, NoticingOptions } from './noticing.ts';

/** What the chunk exports. */
export interface NoticingModule {
  startNoticing(options: NoticingOptions): Noticing;
}

/** The most errors that are kept until the chunk is there. */
const mostEarly = 50;

export interface NoticingLoaderOptions {
  env: Environment;
  /** Address of the chunk. */
  url: string;
  backend: string;
  config: () => SiteConfig | null;
  consent: () => Consent;
  token: NoticingOptions['token'];
  visitorId: NoticingOptions['visitorId'];
  choices: ChoiceStore;
  emit: Emitter['emit'];
  /** See `NoticingOptions`. */
  show: (offer: Offer) => Promise<boolean>;
  onSeeking: (isSeeking: boolean) => void;
  /** The host's own detectors. */
  custom: () => readonly CustomDetector[];
}

/** Brings what notices, where the person's state lets us notice at all, and takes it away when it no longer does. */
export interface NoticingLoader {
  /** The state, or the configuration, may have changed. */
  sync(): void;
  /** What notices, once it is there. */
  current(): Noticing | null;
  stop(): void;
}

/** From now on the page's errors are kept in memory, so that none is missed while the chunk is on its way. */
export const createNoticingLoader = (options: NoticingLoaderOptions): NoticingLoader => {
  const { env, url, backend, config, consent, token, visitorId, choices, emit, show, onSeeking, custom } = options;
  let early: Event[] = [];
  let noticing: Noticing | null = null;
  let isComing = false;
  let isOver = false;

  const keep = (event: Event): void => {
    if (early.length < mostEarly) early.push(event);
  };
  const offs = [env.listen('error', keep), env.listen('unhandledrejection', keep)];
  const stopKeeping = (): void => {
    offs.forEach((off) => off());
    early = [];
  };

  const mayNotice = (): boolean => !isOver && config()?.isOn === true && consent().state !== 'off';

  const begin = async (): Promise<void> => {
    isComing = true;
    try {
      const { startNoticing } = await env.importNoticing(url);
      if (!mayNotice()) return;
      noticing = startNoticing({
        ...{ env, backend, token, visitorId, show, early, onSeeking, custom: custom() },
        config: () => config()!,
        maySend: () => consent().state === 'on',
        history: { read: choices.offers, write: choices.keepOffers },
        onSignal: (signal) => emit('signal', signal),
        onStruggle: (struggle) => emit('struggle', struggle),
        onOffer: ({ id, known }) => emit('offer', { offerId: id, ...(known ? { articleId: known.articleId } : {}) }),
      });
      stopKeeping();
    } catch {
      // Blocked or without a network: the page and its Help button work without.
    } finally {
      isComing = false;
    }
  };

  return {
    sync: () => {
      if (mayNotice()) {
        if (noticing === null && !isComing) void begin();
        else noticing?.consentChanged();
        return;
      }
      noticing?.stop();
      noticing = null;
      if (consent().state === 'off') early = [];
    },
    current: () => noticing,
    stop: () => {
      isOver = true;
      stopKeeping();
      noticing?.stop();
      noticing = null;
    },
  };
};
