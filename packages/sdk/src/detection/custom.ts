import type { SignalKind } from '@harmony-live/protocol';
import type { Detector } from './detector.ts';
import { messageTemplate } from './fingerprint.ts';

/** What a host's own detector tells. */
export interface CustomSign {
  /** Where; told as tag, role and selector, without text. */
  target?: Element;
  /** What happened, in words; numbers, quoted values and what is personal are taken out. */
  message?: string;
  /** Counts and durations. */
  data?: Record<string, string | number | boolean>;
}

/** A detector of the host's own. */
export interface CustomDetector {
  /** Begins with `custom.`, then small letters, digits, dashes and dots. */
  kind: string;
  /** Begins to watch; `emit` tells each sign. @returns what ends it, if anything need be ended */
  start(emit: (sign?: CustomSign) => void): void | (() => void);
}

/** How a host's own sign weighs, where the site has set nothing: it needs another family beside it. */
const weight = 25;

/** @throws Error that says what is wrong with it */
export const checkCustom = (custom: CustomDetector): CustomDetector => {
  if (typeof custom?.kind !== 'string' || !/^custom(?:\.[a-z0-9-]+)+$/.test(custom.kind) || custom.kind.length > 60)
    throw new Error('a kind is "custom." and small letters, digits and dashes, 60 characters at most');
  if (typeof custom.start !== 'function') throw new Error('it needs a function start(emit)');
  return custom;
};

/** As one of ours: switched, weighed, guarded and switched off in the same way. */
export const detectorOf = ({ kind, start }: CustomDetector): Detector => ({
  ...{ kind: kind as SignalKind, family: 'custom', weight, limits: {} },
  start: (watch) =>
    start(
      watch.guarded(({ target, message, data }: CustomSign = {}) => {
        watch.tell({
          ...(target && { root: target }),
          ...(message !== undefined && { message: messageTemplate(String(message)) }),
          ...(data && { data }),
        });
      }),
    ),
});
