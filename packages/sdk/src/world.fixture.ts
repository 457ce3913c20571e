import type { SiteConfig, VisitStarted } from '@harmony-live/protocol';
import { createApi } from './api/api.ts';
import { createMemory, type Environment } from './boot/environment.ts';
import { claimPage } from './boot/page-global.ts';
import type { CustomDetector } from './detection/custom.ts';
import type { PlacedOptions } from './noticing/places.ts';
import type { WidgetHost } from './widget-loader/widget-host.ts';

export const backend = 'https://help.test';
export const startedAt = Date.parse('2026-03-02T09:00:00.000Z');

const siteConfig: SiteConfig = {
  site: { name: 'Fernbill' },
  isOn: true,
  consent: { default: 'required', textVersion: '1' },
  branding: { color: null },
  gate: [],
  reachable: 'now',
  reachableCount: 2,
  nextDutyAt: null,
  offers: { isOn: true, hasCaps: true },
  known: [],
};

export interface Sent {
  path: string;
  body: Record<string, unknown> | undefined;
  authorization: string | undefined;
}

/** A page and a server that stand still until a test moves them. */
export const createWorld = (config: Partial<SiteConfig> = {}, privacy = { gpc: false, dnt: false }) => {
  const page: object = {};
  const storage = createMemory();
  const tab = createMemory();
  const sent: Sent[] = [];
  const warnings: string[] = [];
  const fired: { type: string; detail: object }[] = [];
  const listeners = new Map<string, Set<(event: Event) => void>>();
  const timers = new Set<() => void>();
  const mounted: WidgetHost[] = [];
  const destroyed: WidgetHost[] = [];
  const opened: WidgetHost[] = [];
  const resumed: WidgetHost[] = [];
  /** What notices at this moment. */
  const noticed: PlacedOptions[] = [];
  /** The host's own detectors that came after what notices. */
  const added: CustomDetector[] = [];
  const triggered: string[] = [];
  const seeking: boolean[] = [];
  const world = {
    now: startedAt,
    /** By how much the page's clock was set meanwhile. */
    clockSetBy: 0,
    isVisible: true,
    answers: new Map<string, () => Response>(),
    failWidget: null as Error | null,
    /** How often what notices was told that something may have changed. */
    changes: 0,
  };

  const visit = (): VisitStarted => ({
    visitId: 'visit-1',
    visitorId: 'visitor-1',
    token: `token-${sent.filter(({ path }) => path === '/v1/visits').length}`,
    expiresAt: new Date(world.now + 15 * 60_000).toISOString(),
    ...(sent.at(-1)?.body?.visitorKey ? {} : { visitorKey: 'the-visitor-key-of-this-device' }),
    visitor: { isIdentified: false },
  });
  world.answers.set('/v1/config?site=pk_test', () => Response.json({ ...siteConfig, ...config }));
  world.answers.set('/v1/visits', () => Response.json(visit()));
  world.answers.set('/v1/consent', () => new Response(null, { status: 204 }));

  const env: Environment = {
    now: () => world.now + world.clockSetBy,
    monotonic: () => world.now,
    newId: () => 'id',
    isVisible: () => world.isVisible,
    fetch: async (url, init) => {
      const path = url.slice(backend.length);
      const body = init.body === undefined ? undefined : (JSON.parse(init.body as string) as Record<string, unknown>);
      sent.push({ path, body, authorization: (init.headers as Record<string, string>).authorization });
      const answer = world.answers.get(path);
      if (!answer) throw new TypeError('Failed to fetch');
      return answer();
    },
    storage,
    tab,
    later: (fn) => {
      timers.add(fn);
      return () => void timers.delete(fn);
    },
    whenIdle: (fn) => fn(),
    listen: (type, fn) => {
      const all = listeners.get(type) ?? new Set();
      listeners.set(type, all.add(fn));
      return () => void all.delete(fn);
    },
    dispatch: (type, detail) => void fired.push({ type, detail }),
    importWidget: async () => {
      if (world.failWidget) throw world.failWidget;
      return {
        mount: (host) => {
          mounted.push(host);
          return {
            open: () => void opened.push(host),
            close: () => {},
            offer: async () => true,
            setSeeking: (isSeeking) => void seeking.push(isSeeking),
            search: () => {},
            resume: () => void resumed.push(host),
            requestHelp: async () => ({ requestId: 'request-1' }),
            destroy: () => void destroyed.push(host),
          };
        },
      };
    },
    importNoticing: async () => ({
      startNoticing: (options) => {
        noticed.push(options);
        return {
          noticed: () => ({}),
          known: () => [],
          answered: () => {},
          trigger: (name) => void triggered.push(name),
          detector: (custom) => void added.push(custom),
          changed: () => void (world.changes += 1),
          stop: () => void noticed.splice(noticed.indexOf(options), 1),
        };
      },
    }),
    window: {} as Environment['window'],
    warn: (message) => void warnings.push(message),
    privacy,
    page: () => ({
      path: '/invoices/2041',
      lang: 'en',
      languages: ['en-GB'],
    }),
  };

  /** A copy of the SDK on this page. */
  const copy = () => {
    const api = createApi(env, {
      version: '0.0.0',
      host: backend,
      widgetUrl: (host) => `${host}/widget.js`,
      noticingUrl: (host) => `${host}/noticing.js`,
      claim: (isRunning) => claimPage(page, api, isRunning),
    });
    return api;
  };

  return {
    ...{
      env,
      storage,
      tab,
      sent,
      siteConfig,
      warnings,
      fired,
      mounted,
      destroyed,
      opened,
      resumed,
      noticed,
      added,
      triggered,
      seeking,
      world,
      copy,
    },
    paths: () => sent.map(({ path }) => path.split('?')[0]),
    names: () => Array.from({ length: storage.length }, (_, at) => storage.key(at)),
    /** An event on `window`. */
    fire: (type: string, event: object) => {
      for (const fn of [...(listeners.get(type) ?? [])]) fn(event as Event);
    },
    listenerCount: () => [...listeners.values()].reduce((count, all) => count + all.size, 0),
    /** Lets everything that waits for nothing but promises happen. */
    settle: async () => {
      for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
      await new Promise((resolve) => setTimeout(resolve));
    },
    /** Runs every timer that is set, once. */
    runTimers: () => {
      for (const fn of [...timers]) {
        timers.delete(fn);
        fn();
      }
    },
  };
};
