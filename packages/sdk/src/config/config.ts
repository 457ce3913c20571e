import type { SiteConfig } from '@harmony-live/protocol';
import type { Environment } from '../boot/environment.ts';
import { HarmonyError, type Call } from '../session/http.ts';

/** As long as the answer may be cached; nothing is asked again before somebody needs it. */
const freshMs = 60_000;
/** Pauses before the next try when nothing came back. After the last one it is silent until the browser is online again. */
const pausesMs = [1_000, 4_000, 15_000, 60_000];

/** The site's configuration: the only thing that is asked for before consent or an action. */
export interface ConfigSource {
  /** What was read last; null before the first answer. */
  last(): SiteConfig | null;
  /** At most 60 s old. Where the server does not answer, what was read before. @throws HarmonyError */
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
  const waits = new Set<() => void>();

  const read = (): Promise<SiteConfig> => {
    reading ??= call<SiteConfig>(`/v1/config?site=${encodeURIComponent(site)}`)
      .then((answer) => {
        config = answer;
        readAt = env.now();
        return answer;
      })
      .finally(() => (reading = null));
    return reading;
  };

  /** Resolves after the pause, or as soon as the network is back. */
  const pause = (delayMs: number | undefined): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        offOnline();
        stopTimer();
        waits.delete(end);
        resolve();
      };
      const offOnline = env.listen('online', end);
      const stopTimer = delayMs === undefined ? () => {} : env.later(end, delayMs);
      waits.add(end);
    });

  return {
    last: () => config,
    fresh: async () => {
      if (config !== null && env.now() - readAt < freshMs) return config;
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
          const mayPass = trouble.status === 0 || trouble.status >= 500 || trouble.status === 429;
          if (!mayPass) return null;
          await pause(pausesMs[attempt]);
        }
      }
      return null;
    },
    stop: () => {
      isStopped = true;
      for (const end of [...waits]) end();
    },
  };
};
