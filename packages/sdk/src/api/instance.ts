import type { SiteConfig } from '@harmony-live/protocol';
import type { Environment } from '../boot/environment.ts';
import { createConfig } from '../config/config.ts';
import { choiceOf, createChoiceStore } from '../consent/choice.ts';
import { resolveConsent, type Choice, type Consent } from '../consent/state.ts';
import { gatherAttachments, withinRoom } from '../context/attachments.ts';
import type { CustomDetector } from '../detection/custom.ts';
import type { Reports } from '../context/reports.ts';
import type { Emitter } from '../events/events.ts';
import { createNoticingLoader } from '../noticing/loader.ts';
import { createCall, HarmonyError } from '../session/http.ts';
import { createSession } from '../session/session.ts';
import { createSiteStorage, nameForSite } from '../session/site-storage.ts';
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
  { env, emitter, reports, appState, custom }: Shared,
): Instance => {
  const { host: backend, site, release } = options;
  const call = createCall(env, backend);
  const config = createConfig(env, call, site);
  const choices = createChoiceStore(env.storage, site);
  const storage = createSiteStorage(env.storage, site);
  const locale = options.locale || env.page().lang || env.page().languages[0] || 'en';
  let isGrantedHere = false;
  let isOff = false;

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
    store: createVisitorStore(storage),
    site,
    locale,
    release,
    consent: () => {
      const { state, how } = consentNow();
      // Without consent a visit starts for one reason only, and grants nothing.
      return { state, how: state === 'on' || how === 'api' ? how : 'help-request', textVersion: textVersion() };
    },
    mayKeep: () => consentNow().state === 'on',
  });
  if (options.user) void session.identify(options.user);

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
    attachable: () =>
      withinRoom({
        ...gatherAttachments(env.page(), appState(), reports, release),
        ...noticing.current()?.noticed(),
      }),
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
      session.forget();
      forgetPage();
    },
    newId: env.newId,
    storage,
    emit: emitter.emit,
    warn: env.warn,
  }));

  const noticing = createNoticingLoader({
    ...{ env, url: options.noticingUrl, backend, choices, emit: emitter.emit },
    config: config.last,
    consent: consentNow,
    token: async (isRenewed) => (await (isRenewed === true ? session.renew() : session.start())).token,
    visitorId: session.visitorId,
    show: async (offer) => (await widget.load())?.offer(offer) ?? false,
    onSeeking: (isSeeking) => widget.handle()?.setSeeking(isSeeking),
    custom: () => custom,
  });

  const first = config.first((error) => {
    env.warn(`No help on this page for now: ${error.message} (${error.code})${advice(error, backend)}`);
    emitter.emit('error', { code: error.code });
  });

  void first.then((answer) => {
    if (answer === null || !standDownIfOff(answer).isOn || isOff) return;
    session.settle();
    if (consentNow().state === 'on') session.start().catch(() => {});
    env.whenIdle(noticing.sync);
    if (options.bubble !== 'hide' || session.isHelpOpen()) env.whenIdle(() => void (isOff || widget.load()));
  });

  /** The kill switch takes everything away at once, at the first look after it was thrown. */
  function standDownIfOff(answer: SiteConfig): SiteConfig {
    if (!answer.isOn && !isOff) {
      isOff = true;
      widget.remove();
      noticing.stop();
    }
    return answer;
  }

  // Another tab began help: this one shows the same, bringing the widget where it is not there yet. Where a key is kept by
  // consent, its absence means that another tab forgot the visitor; elsewhere it may only mean that help is over.
  const offStorage = env.listen('storage', (event) => {
    const { key, newValue } = event as StorageEvent;
    const name = nameForSite(key, site);
    if (config.last() === null || isOff) return;
    if (name === openRequestName && newValue !== null) void widget.load().then((handle) => handle?.resume());
    if (name === visitorKeyName && consentNow().state === 'on' && !session.isKept()) {
      session.forget();
      widget.renew();
    }
  });

  /** What is kept in memory of the person's doings. */
  const forgetPage = (): void => {
    reports.clear();
    noticing.current()?.forgetSteps();
  };

  const record = async (choice: Choice): Promise<void> => {
    const token = session.isGood() ? session.token() : null;
    const purposes = { purposes: choice, how: 'api', textVersion: textVersion() };
    if (token !== null) await call('/v1/consent', { method: 'POST', body: purposes, token, keepalive: true });
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
      choices.forgetGrants();
      isGrantedHere = false;
      session.forget();
      forgetPage();
      widget.renew();
    },
    consent: async (wish) => {
      const choice = choiceOf(wish);
      choices.add(choice);
      if (choice.detect === undefined) return record(choice);
      isGrantedHere = choice.detect;
      noticing.sync();
      if (!choice.detect) return withdraw(choice);
      await first;
      if (isOff) return;
      session.settle();
      await session.start();
      await record(choice);
    },
    open: async () => (await widgetOrThrow()).open(),
    close: () => widget.handle()?.close(),
    search: async (words) => (await widgetOrThrow()).search(words),
    trigger: (name) => noticing.current()?.trigger(name),
    detector: (one) => noticing.current()?.detector(one),
    requestHelp: async (input) => (await widgetOrThrow()).requestHelp(input),
    shutdown: () => {
      isOff = true;
      offStorage();
      config.stop();
      noticing.stop();
      widget.remove();
    },
  };

  // At most one request: a record where there is a token, else a visit that carries the new state. Who was never known
  // has nothing to withdraw on the server. What comes back finds nobody any more, unless help is open.
  function withdraw(choice: Choice): Promise<void> {
    const isKnown = session.isKnown();
    const sent = !isKnown ? undefined : session.isGood() ? record(choice) : session.renew();
    session.settle();
    if (!session.isHelpOpen()) session.forget();
    return Promise.resolve(sent).then(
      () => {},
      () => {},
    );
  }
};

const advice = (error: HarmonyError, backend: string): string => {
  if (error.code === 'site/not-found') return ' Check data-site.';
  if (error.code === 'origin/not-allowed') return " Add this page's origin to the site in the console.";
  if (error.status !== 0) return '';
  return ` Where the page has a Content-Security-Policy, connect-src must allow ${backend} and ${backend.replace(/^http/, 'ws')}.`;
};
