import type { SiteConfig } from '@harmony-live/protocol';
import type { Environment } from '../boot/environment.ts';
import type { ChoiceStore } from '../consent/choice.ts';
import type { Consent } from '../consent/state.ts';
import type { CustomDetector } from '../detection/custom.ts';
import type { Emitter } from '../events/events.ts';
import type { Offer } from '../widget-loader/widget-host.ts';
import type { PlacedNoticing, PlacedOptions } from './places.ts';

/** What the chunk exports. */
export interface NoticingModule {
  startNoticing(options: PlacedOptions): PlacedNoticing;
}

/** The most that is kept until the chunk is there: errors, and the host's own reasons. */
const mostEarly = 50;
const mostTriggers = 20;

export interface NoticingLoaderOptions {
  env: Environment;
  /** Address of the chunk. */
  url: string;
  backend: string;
  config: () => SiteConfig | null;
  consent: () => Consent;
  /** See `PlacedOptions`. */
  token: (isRenewed?: boolean) => Promise<string>;
  visitorId: () => string | null;
  visitorKey: () => string | null;
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
  current(): PlacedNoticing | null;
  /** The host's own reason: now, or as soon as what notices is there. */
  trigger(name: string): void;
  /** Another person comes: what was noticed is forgotten, and what waits is not sent. */
  restart(): void;
  stop(): void;
}

/** From now on the page's errors are kept in memory, so that none is missed while the chunk is on its way. */
export const createNoticingLoader = (options: NoticingLoaderOptions): NoticingLoader => {
  const { env, url, backend, config, consent, token, visitorId, visitorKey, choices, emit, show, onSeeking, custom } =
    options;
  let early: Event[] = [];
  let triggers: string[] = [];
  let noticing: PlacedNoticing | null = null;
  let isComing = false;
  let isOver = false;

  const mayKeep = (): boolean => consent().state !== 'off';
  const keep = (event: Event): void => {
    if (early.length < mostEarly && mayKeep()) early.push(event);
  };
  const offs = [env.listen('error', keep), env.listen('unhandledrejection', keep)];
  const stopKeeping = (): void => {
    offs.forEach((off) => off());
    early = [];
  };

  const mayNotice = (): boolean => !isOver && config()?.isOn === true && mayKeep();

  const begin = async (): Promise<void> => {
    isComing = true;
    try {
      const { startNoticing } = await env.importNoticing(url);
      if (!mayNotice()) return;
      noticing = startNoticing({
        ...{ env, backend, token, visitorId, visitorKey, show, early, onSeeking, custom: custom() },
        config: () => config()!,
        maySend: () => !isOver && consent().state === 'on',
        wishes: choices.wishes,
        onSignal: (signal) => emit('signal', signal),
        onStruggle: (struggle) => emit('struggle', struggle),
        onOffer: ({ id, known }) => emit('offer', { offerId: id, ...(known && { articleId: known.articleId }) }),
      });
      stopKeeping();
      for (const name of triggers.splice(0)) noticing.trigger(name);
    } catch {
      // Blocked or without a network: the page and its Help button work without.
    } finally {
      isComing = false;
    }
  };

  const end = (): void => {
    noticing?.stop();
    noticing = null;
  };

  const sync = (): void => {
    if (mayNotice()) {
      if (noticing === null && !isComing) void begin();
      else noticing?.changed();
      return;
    }
    end();
    if (mayKeep()) return;
    early = [];
    triggers = [];
  };

  return {
    sync,
    current: () => noticing,
    trigger: (name) => {
      if (noticing !== null) noticing.trigger(name);
      else if (triggers.length < mostTriggers && mayKeep()) triggers.push(name);
    },
    restart: () => {
      if (noticing === null) return;
      end();
      sync();
    },
    stop: () => {
      isOver = true;
      stopKeeping();
      end();
    },
  };
};
