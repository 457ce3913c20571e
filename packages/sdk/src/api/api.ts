import type { Environment } from '../boot/environment.ts';
import { readAppState } from '../context/app-state.ts';
import { createReports } from '../context/reports.ts';
import { checkCustom, type CustomDetector } from '../detection/custom.ts';
import { createEmitter, eventNames } from '../events/events.ts';
import { createGuard } from '../events/guard.ts';
import { HarmonyError } from '../session/http.ts';
import { own } from '../session/json.ts';
import { startInstance, type Instance } from './instance.ts';
import type { Harmony, HarmonyOptions } from './options.ts';

/** What the boot knows and `init` need not say. */
export interface ApiDefaults {
  version: string;
  /** Origin of the backend; undefined where `init` must name it. */
  host: string | undefined;
  /** Address of the widget's module on a backend. */
  widgetUrl: (host: string) => string;
  /** Address of the part that notices. */
  noticingUrl: (host: string) => string;
  /** Marks that help runs on this page. @returns false where another copy has already done so */
  claim: (isRunning: boolean) => boolean;
}

/** The public API. Nothing is sent or shown before `init`; no call lets an exception of ours through. */
export const createApi = (env: Environment, defaults: ApiDefaults): Harmony => {
  const guarded = createGuard(env.warn);
  const emitter = createEmitter(env.dispatch, guarded);
  const reports = createReports();
  let instance: Instance | null = null;
  let appState: Record<string, unknown> | null = null;
  let custom: CustomDetector[] = [];

  /** Rejects for who awaits it, and stays silent on the page of who does not. */
  const promised = <T>(fn: (running: Instance) => Promise<T>): Promise<T> => {
    const promise = (async () => {
      if (instance === null)
        throw new HarmonyError('harmony/not-started', 'Harmony is not started: call Harmony.init first.');
      return fn(instance);
    })();
    promise.catch(() => {});
    return promise;
  };

  const api: Harmony = {
    version: defaults.version,
    ready: (fn) => void Promise.resolve().then(() => guarded('A function given to ready', () => fn(api))),
    init: (options) =>
      guarded('init', () => {
        if (instance !== null) throw new Error('it runs already; this call does nothing');
        const given = own(options ?? {}) as Partial<HarmonyOptions>;
        const { host, site } = readOptions(given, defaults.host);
        if (!defaults.claim(true))
          throw new Error('another copy of Harmony runs on this page already; this one stands down');
        const started = own({
          ...given,
          site,
          host,
          widgetUrl: defaults.widgetUrl(host),
          noticingUrl: defaults.noticingUrl(host),
        });
        instance = startInstance(started, { env, emitter, reports, appState: () => appState, custom });
      }),
    identify: (jwt) =>
      void promised(async (running) => {
        if (typeof jwt !== 'string' || jwt === '') return env.warn('identify takes a JWT.');
        await running.identify(jwt);
      }),
    reset: () => {
      appState = null;
      return promised((running) => running.reset());
    },
    consent: (choice) => promised((running) => running.consent(choice)),
    context: (state) => guarded('context', () => void (appState = state === null ? null : readAppState(state))),
    report: (error, more) => guarded('report', () => reports.add(error, more?.extra, env.now())),
    open: () => promised((running) => running.open()),
    close: () => guarded('close', () => instance?.close()),
    search: (words) => promised((running) => running.search(String(words))),
    trigger: (name) =>
      guarded('trigger', () => {
        if (!/^(?=.{1,50}$)[a-z0-9]+([.-][a-z0-9]+)*$/.test(name))
          throw new Error('a name is small letters, digits and dashes, dots between, 50 characters at most');
        instance?.trigger(name);
      }),
    detector: (one) =>
      guarded('detector', () => {
        custom.push(checkCustom(one));
        instance?.detector(one);
      }),
    requestHelp: (input) => promised((running) => running.requestHelp(input ?? {})),
    on: (name, fn) => {
      if (eventNames.includes(name) && typeof fn === 'function') return emitter.on(name, fn as (detail: never) => void);
      env.warn(`on: there is no event "${String(name)}"; see ${eventNames.join(', ')}.`);
      return () => {};
    },
    shutdown: () =>
      guarded('shutdown', () => {
        if (instance === null) return;
        instance.shutdown();
        instance = null;
        emitter.clear();
        reports.clear();
        appState = null;
        custom = [];
        defaults.claim(false);
      }),
  };
  return api;
};

/** @throws Error that says which option is missing or wrong */
const readOptions = (given: Partial<HarmonyOptions>, ownHost: string | undefined): { site: string; host: string } => {
  const { site, host = ownHost } = given;
  if (typeof site !== 'string' || site === '') throw new Error('it needs the public site key: site: "pk_…"');
  if (typeof host !== 'string' || !/^https?:\/\//.test(host))
    throw new Error('it needs the origin of the backend: host: "https://…"');
  return { site, host: new URL(host).origin };
};
