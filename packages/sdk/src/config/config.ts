import type { SiteConfig } from '@harmony-live/protocol';
import type { Environment } from '../boot/environment.ts';
import { HarmonyError, noAnswer, type Call } from '../session/http.ts';
import { isRecord } from '../session/json.ts';
import { checkConfig, warnOfFields } from './check.ts';

/** Less than the time between two looks, so that each of them reads. */
const freshMs = 20_000;
/** A longer answer is none of ours, characters: the server keeps to 8 KB. */
const mostLength = 64 * 1024;
/** Pauses before the next try when nothing came back. After the last one it is silent until the browser is online again. */
const pausesMs = [1_000, 4_000, 15_000, 60_000];

/** The site's configuration: the only thing that is asked for before consent or an action. */
export interface ConfigSource {
  /** What was read last; null before the first answer. */
  last(): SiteConfig | null;
  /**
   * Read within the last 20 s, or now, through the browser's cache. Where nothing of use comes back, what was read before.
   * @throws HarmonyError where there is none
   */
  fresh(): Promise<SiteConfig>;
  /** Reads it for the first time, trying again while nothing comes back. Resolves to null when the site refuses us. */
  first(onTrouble: (error: HarmonyError) => void): Promise<SiteConfig | null>;
  stop(): void;
}

export const createConfig = (env: Environment, call: Call, site: string): ConfigSource => {
  let config: SiteConfig | null = null;
  let readAt = -Infinity;
  let reading: Promise<SiteConfig> | null = null;
  let isStopped = false;
  let endPause = (): void => {};
  const onWrong = warnOfFields(env.warn);

  const read = (): Promise<SiteConfig> => {
    const askedAt = env.monotonic();
    reading ??= call<unknown>(`/v1/config?site=${encodeURIComponent(site)}`, { mostLength })
      .then((answer) => {
        if (!isRecord(answer)) throw new HarmonyError('server/error', noAnswer, 200);
        readAt = askedAt;
        return (config = checkConfig(answer, onWrong));
      })
      .finally(() => (reading = null));
    return reading;
  };

  /** Resolves after the pause, or as soon as the network is back. */
  const pause = (delayMs: number | undefined): Promise<void> =>
    new Promise((resolve) => {
      endPause = () => {
        offOnline();
        stopTimer?.();
        resolve();
      };
      const offOnline = env.listen('online', endPause);
      const stopTimer = delayMs === undefined ? undefined : env.later(endPause, delayMs);
    });

  return {
    last: () => config,
    fresh: async () => {
      if (config !== null && env.monotonic() - readAt < freshMs) return config;
      return read().catch((error: unknown) => {
        if (config !== null) return config;
        throw error;
      });
    },
    first: async (onTrouble) => {
      for (let attempt = 0; !isStopped; attempt += 1) {
        try {
          return await read();
        } catch (error) {
          const trouble = error as HarmonyError;
          if (attempt === 0) onTrouble(trouble);
          const isRefused = trouble.status >= 400 && trouble.status < 500 && trouble.status !== 429;
          if (isRefused) return null;
          await pause(pausesMs[attempt]);
        }
      }
      return null;
    },
    stop: () => {
      isStopped = true;
      endPause();
    },
  };
};
