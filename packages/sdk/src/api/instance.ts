import type { SiteConfig } from '@harmony-live/protocol';
import type { Environment } from '../boot/environment.ts';
import { createConfig } from '../config/config.ts';
import { watchConfig } from '../config/watch.ts';
import { choiceKey, createChoiceStore } from '../consent/choice.ts';
import { resolveConsent, type Consent } from '../consent/state.ts';
import { createWord } from '../consent/word.ts';
import { pageTemplate } from '../context/page.ts';
import type { CustomDetector } from '../detection/custom.ts';
import type { Reports } from '../context/reports.ts';
import type { Emitter } from '../events/events.ts';
import { createNoticingLoader } from '../noticing/loader.ts';
import { createCall, HarmonyError } from '../session/http.ts';
import { createSession } from '../session/session.ts';
import { createSiteStorage } from '../session/site-storage.ts';
import { createVisitorStore, openRequestName, visitorKeyName } from '../session/visitor-store.ts';
import { createWidgetLoader } from '../widget-loader/loader.ts';
import type { Visit, WidgetHost } from '../widget-loader/widget-host.ts';
import type { HarmonyOptions, HelpInput } from './options.ts';

/** What one `init` brings to life. */
export interface Instance {
  identify(jwt: string): Promise<void>;
  reset(): Promise<void>;
  consent(wish: unknown): Promise<void>;
  open(): Promise<void>;
  close(): void;
  search(words: string): Promise<void>;
  trigger(name: string): void;
  /** One that came after `init`. */
  detector(custom: CustomDetector): void;
  requestHelp(input: HelpInput): Promise<{ requestId: string }>;
  shutdown(): void;
}

export interface InstanceOptions extends HarmonyOptions {
  /** Origin of the backend. */
  host: string;
  widgetUrl: string;
  noticingUrl: string;
}

/** What outlives one `init`. */
export interface Shared {
  env: Environment;
  emitter: Emitter;
  reports: Reports;
  appState: () => Record<string, unknown> | null;
  /** The host's own detectors. */
  custom: readonly CustomDetector[];
}

/** Starts: reads the configuration, settles consent, brings the widget when the page is idle. */
export const startInstance = (
  options: InstanceOptions,
  { env: page, emitter, reports, appState, custom }: Shared,
): Instance => {
  const { host: backend, site, release } = options;
  const tab = createSiteStorage(page.tab, site);
  const env: Environment = { ...page, tab };
  const call = createCall(env, backend);
  const config = createConfig(env, call, site);
  const choices = createChoiceStore(env.storage, site);
  const storage = createSiteStorage(env.storage, site);
  const locale = options.locale || env.page().lang || env.page().languages[0] || 'en';
  let isGrantedHere = false;
  /** What was said last, here or in another tab. */
  let { detect } = choices.read();
  /** The page asks by itself: we do not. */
  let hasDialog = false;
  let isOff = false;
  let offWatch = (): void => {};

  const consentNow = (): Consent =>
    resolveConsent({
      tag: options.consent,
      site: config.last()?.consent.default,
      ...env.privacy,
      choice: choices.read(),
      isGrantedHere,
    });
  const textVersion = (): string | undefined => config.last()?.consent.textVersion;

  const session = createSession({
    env,
    call,
    store: createVisitorStore(storage, tab),
    site,
    locale,
    release,
    consent: () => {
      const { state, how } = consentNow();
      const { detect: _, ...others } = choices.read();
      const manner = choices.manner();
      if (how === 'person') return { state, ...manner, purposes: { ...others, detect: state === 'on' } };
      // Without consent a visit starts for one reason only, and grants nothing.
      const visit = { state, how: state === 'on' ? how : 'help-request', textVersion: textVersion() };
      return Object.keys(others).length > 0 ? { ...visit, purposes: others } : visit;
    },
    mayKeep: () => consentNow().state === 'on',
  });
  if (options.user) void session.identify(options.user);

  /** What goes wrong in what follows is ours, and no unhandled rejection of the page. */
  const safely = <T>(promise: Promise<T>, then: (value: T) => void): void => {
    promise.then(then).catch(env.warn);
  };

  const startVisit = async (): Promise<Visit> => {
    const { visitorId, token, visitor } = await session.start();
    return { visitorId, token, name: visitor.name };
  };

  const widget = createWidgetLoader(env, options.widgetUrl, (): WidgetHost => ({
    backend,
    get config() {
      return config.last()!;
    },
    look: {
      locale,
      theme: options.theme ?? 'auto',
      position: options.position ?? 'bottom-end',
      bubble: options.bubble ?? 'show',
    },
    startVisit,
    resumeVisit: async () => (session.isKnown() ? startVisit() : null),
    token: session.token,
    renew: () =>
      session.renew().then(
        () => true,
        () => false,
      ),
    setHelpOpen: session.setHelpOpen,
    attachable: () => {
      const app = appState();
      const errors = reports.list();
      return {
        page: { path: pageTemplate(env.page().path) },
        ...(app && { app }),
        ...(errors.length > 0 && { errors }),
        ...(release && { release: release.slice(0, 100) }),
        ...noticing.current()?.noticed(),
      };
    },
    known: () => noticing.current()?.known() ?? [],
    answerOffer: (offerId, answer) => {
      noticing.current()?.answered(answer);
      if (answer === 'accepted') emitter.emit('offer-accepted', { offerId });
      if (answer === 'dismissed' || answer === 'never') emitter.emit('offer-dismissed', { offerId });
    },
    read: (path) => call(`${path}${path.includes('?') ? '&' : '?'}site=${encodeURIComponent(site)}`),
    say: async (path, body) => call(path, { method: 'POST', body, token: (await session.start()).token }),
    myData: async () => (session.isKnown() ? call('/v1/me/data', { token: (await session.start()).token }) : null),
    eraseMe: async () => {
      await call('/v1/me/data', { method: 'DELETE', token: (await session.start()).token });
      forget();
    },
    asksConsent: () => !hasDialog && detect === undefined && consentNow().state === 'local',
    consent: (choice) => void word.say(choice, 'widget').catch(() => {}),
    wishes: choices.wishes,
    newId: env.newId,
    storage,
    emit: emitter.emit,
    warn: env.warn,
  }));

  const noticing = createNoticingLoader({
    ...{ env, url: options.noticingUrl, backend, choices, emit: emitter.emit },
    config: config.last,
    consent: consentNow,
    token: async (isRenewed) => {
      // What was just agreed to is recorded before anything is sent by it.
      await word.isTold();
      return (await (isRenewed ? session.renew() : session.start())).token;
    },
    visitorId: session.visitorId,
    visitorKey: session.keptKey,
    show: async (offer) => (await widget.load())?.offer(offer) ?? false,
    onSeeking: (isSeeking) => widget.handle()?.setSeeking(isSeeking),
    custom: () => custom,
  });

  const first = config.first((error) => {
    env.warn(`No help on this page for now: ${error.message} (${error.code})${advice(error, backend)}`);
    emitter.emit('error', { code: error.code });
  });

  safely(first, (answer) => {
    if (answer === null || !standDownIfOff(answer).isOn || isOff) return;
    session.settle();
    if (consentNow().state === 'on') session.start().catch(() => {});
    env.whenIdle(noticing.sync);
    offWatch = watchConfig(env, () => {
      if (noticing.current() !== null || widget.handle() !== null) safely(config.fresh(), follow);
    });
    if (options.bubble !== 'hide' || session.isHelpOpen()) env.whenIdle(() => void (isOff || widget.load()));
  });

  /** The kill switch takes everything away at once, at the first look after it was thrown. */
  function standDownIfOff(answer: SiteConfig): SiteConfig {
    if (!answer.isOn && !isOff) stop();
    return answer;
  }

  function stop(): void {
    isOff = true;
    offWatch();
    widget.remove();
    noticing.stop();
  }

  /** The site has set something else. */
  const follow = (answer: SiteConfig): void => {
    if (isOff || !standDownIfOff(answer).isOn) return;
    session.settle();
    noticing.sync();
  };

  const word = createWord({
    ...{ choices, session, call, textVersion, warn: env.warn, ready: first, isOff: () => isOff },
    onSaid: (choice) => choice.detect === undefined || adopt(true),
  });

  // Another tab began help: this one shows the same, bringing the widget where it is not there yet. Where a key is kept by
  // consent, its absence means that another tab forgot the visitor; elsewhere it may only mean that help is over.
  const offStorage = env.listen('storage', (event) => {
    const { key, newValue } = event as StorageEvent;
    if (key === choiceKey || key === null) hearOtherTab();
    if (config.last() === null || isOff) return;
    if (key === storage.keyOf(openRequestName) && newValue !== null)
      safely(widget.load(), (handle) => handle?.resume());
    if (key === storage.keyOf(visitorKeyName) && consentNow().state === 'on' && session.keptKey() === null) {
      session.forget();
      widget.renew();
    }
  });

  /** What the person has said holds at once. */
  function adopt(isSaidNow: boolean): void {
    ({ detect } = choices.read());
    isGrantedHere = isSaidNow && detect === true;
    noticing.sync();
  }

  /** What was said there, and told to the server by it, holds here at once. */
  function hearOtherTab(): void {
    if (choices.read().detect === detect) return;
    adopt(true);
    session.settle();
    if (consentNow().state !== 'on' && !session.isHelpOpen()) session.forget();
  }

  /** Another person comes, or this one wants nothing kept: nothing stays here, nor on its way, and no grant. */
  const forget = (): void => {
    choices.forgetGrants();
    session.forget();
    reports.clear();
    noticing.restart();
    adopt(false);
  };

  const widgetOrThrow = async () => {
    if (!isOff) standDownIfOff(await config.fresh());
    const handle = isOff ? null : await widget.load();
    if (handle === null)
      throw new HarmonyError('widget/unavailable', 'The help widget is not on this page; the console says why.');
    return handle;
  };

  return {
    identify: (jwt) => session.identify(jwt),
    reset: async () => {
      forget();
      widget.renew();
    },
    consent: (wish) => {
      hasDialog = true;
      return word.say(wish, 'api');
    },
    open: async () => (await widgetOrThrow()).open(),
    close: () => widget.handle()?.close(),
    search: async (words) => (await widgetOrThrow()).search(words),
    trigger: noticing.trigger,
    detector: (one) => noticing.current()?.detector(one),
    requestHelp: async (input) => (await widgetOrThrow()).requestHelp(input),
    shutdown: () => {
      stop();
      offStorage();
      config.stop();
    },
  };
};

const advice = (error: HarmonyError, backend: string): string => {
  if (error.code === 'site/not-found') return ' Check data-site.';
  if (error.code === 'origin/not-allowed') return " Add this page's origin to the site in the console.";
  if (error.status !== 0) return '';
  return ` Where the page has a Content-Security-Policy, connect-src must allow ${backend} and ${backend.replace(/^http/, 'ws')}.`;
};
