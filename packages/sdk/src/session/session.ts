import type { SiteConfig, VisitStarted } from '@harmony-live/protocol';
import type { ConsentState, Purposes } from '../consent/consent.ts';
import type { Keep } from '../consent/keep.ts';
import type { Visit } from '../widget-loader/widget-host.ts';

/** What the server refused, by its code: `origin/not-allowed`, `site/not-found`, `network/unreachable`, … */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string, detail: string) {
    super(detail);
    this.name = 'Refused';
    this.code = code;
  }
}

export interface SessionOptions {
  backend: string;
  site: string;
  keep: Keep;
  fetch: typeof fetch;
  locale(): string;
  release?: string | undefined;
  /** The state of consent as it stands, and how it came about. */
  consent(): { state: ConsentState; how: string };
}

/** The visit: started when a person asks for help or agreed, resumed with the visitor key, its token kept in memory only. */
export interface Session {
  loadConfig(): Promise<SiteConfig>;
  identify(jwt: string): void;
  start(): Promise<Visit>;
  /** Only if a key was kept. */
  resume(): Promise<Visit | null>;
  renew(): Promise<boolean>;
  token(): string | null;
  recordConsent(purposes: Purposes, how: string): Promise<void>;
  /** Whether the key may lie on the device: state `on`, or help is open. */
  setKeepKey(mayKeep: boolean): void;
  forget(): void;
}

/** The text of the consent question that a record refers to; the widget's question comes with its own version. */
const withdrawalTimeoutMs = 1000;

export const createSession = (options: SessionOptions): Session => {
  const { backend, site, keep } = options;
  let visit: VisitStarted | null = null;
  let key: string | null = keep.visitorKey();
  let user: string | undefined;
  let mayKeep = key !== null;
  let starting: Promise<VisitStarted> | null = null;

  const call = async <T>(path: string, init?: RequestInit): Promise<T> => {
    let answer: Response;
    try {
      answer = await options.fetch(backend + path, { credentials: 'omit', ...init });
    } catch (error) {
      throw new Refused('network/unreachable', error instanceof Error ? error.message : String(error));
    }
    if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T;
    const problem = (await answer.json().catch(() => ({}))) as { type?: string; detail?: string };
    throw new Refused(problem.type?.replace('urn:harmony:problem:', '') ?? 'server/error', problem.detail ?? `status ${answer.status}`);
  };

  const post = <T>(path: string, body: object, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<T> =>
    call<T>(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      ...(signal ? { signal, keepalive: true } : {}),
    });

  const begin = (): Promise<VisitStarted> => {
    // Callers at the same time share one visit.
    starting ??= post<VisitStarted>('/v1/visits', {
      site,
      ...(key ? { visitorKey: key } : {}),
      ...(user ? { user } : {}),
      locale: options.locale(),
      ...(options.release ? { release: options.release } : {}),
      consent: options.consent(),
    })
      .then((started) => {
        visit = started;
        key = started.visitorKey ?? key;
        if (key && mayKeep) keep.setVisitorKey(key);
        return started;
      })
      .finally(() => (starting = null));
    return starting;
  };

  const asVisit = (started: VisitStarted): Visit => ({ visitorId: started.visitorId, token: started.token, name: started.visitor.name });

  return {
    loadConfig: () => call<SiteConfig>(`/v1/config?site=${encodeURIComponent(site)}`),
    identify(jwt) {
      user = jwt;
      visit = null;
    },
    start: async () => asVisit(visit ?? (await begin())),
    resume: async () => (key ? asVisit(visit ?? (await begin())) : null),
    renew: () =>
      begin().then(
        () => true,
        () => false,
      ),
    token: () => visit?.token ?? null,
    async recordConsent(purposes, how) {
      if (!visit) return;
      const signal = AbortSignal.timeout(withdrawalTimeoutMs);
      await post('/v1/consent', { purposes, how }, { authorization: `Bearer ${visit.token}` }, signal).catch(() => undefined);
    },
    setKeepKey(may) {
      mayKeep = may;
      if (!may) keep.forgetVisitor();
      else if (key) keep.setVisitorKey(key);
    },
    forget() {
      visit = null;
      key = null;
      user = undefined;
      mayKeep = false;
      keep.forgetVisitor();
    },
  };
};
