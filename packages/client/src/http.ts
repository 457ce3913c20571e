import { systemTimers, type Timers } from './environment.ts';
import { backoffMs } from './backoff.ts';
import { ClientProblem, isPassing, toClientProblem, unreachable } from './problem.ts';

export interface HttpOptions {
  /** Scheme, host and port of the backend without a slash at the end; empty for the page's own origin. */
  baseUrl: string;
  /** The visitor's token, sent as `Authorization: Bearer`; null or absent: none is sent. */
  getToken?: () => string | null;
  /** Gets a new token, after which `getToken` gives it; false or an error: there is none to be had. */
  renewToken?: () => Promise<boolean>;
  /** Default `same-origin`, which is right for the console's cookie; the widget uses `omit`. */
  credentials?: 'omit' | 'same-origin' | 'include';
  fetch?: typeof fetch;
  timers?: Timers;
}

export interface CallOptions {
  signal?: AbortSignal;
  /** False: fails at the first trouble, though a token is still renewed. Default true for calls that are safe to repeat. */
  retry?: boolean;
}

/**
 * JSON over HTTP. `path` begins with a slash; the answer's JSON is what resolves (undefined for 204).
 *
 * A call that is safe to repeat (`get`, and any whose body has a `clientId`) is tried again twice on network trouble, 429
 * and 5xx, after a jittered pause or as long as `Retry-After` says (not beyond 30 s). `token/expired` renews the token once.
 *
 * @throws ClientProblem; an aborted call throws the signal's reason
 */
export interface Http {
  get<T>(path: string, options?: CallOptions): Promise<T>;
  post<T>(path: string, body?: object, options?: CallOptions): Promise<T>;
  put<T>(path: string, body?: object, options?: CallOptions): Promise<T>;
  patch<T>(path: string, body?: object, options?: CallOptions): Promise<T>;
  delete<T>(path: string, options?: CallOptions): Promise<T>;
  /** The token as it stands, for `hello`. */
  token(): string | null;
  /** Gets a new token; callers at the same time share one attempt. False: there is none to be had. */
  renew(): Promise<boolean>;
}

/** Tries after the first one. */
const retries = 2;
/** A server that asks for longer than this gets no silent retry: the screen says so instead. */
const longestPauseMs = 30_000;

export const createHttp = (options: HttpOptions): Http => {
  const { baseUrl, getToken = () => null, renewToken, credentials = 'same-origin', timers = systemTimers } = options;
  const send = options.fetch ?? ((input: string, init: RequestInit) => fetch(input, init));
  let renewing: Promise<boolean> | null = null;

  const renew = (): Promise<boolean> => {
    renewing ??= (renewToken?.() ?? Promise.resolve(false)).catch(() => false).finally(() => (renewing = null));
    return renewing;
  };

  const once = async <T>(method: string, path: string, body: object | undefined, signal?: AbortSignal): Promise<T> => {
    const token = getToken();
    const headers: Record<string, string> = {};
    if (token !== null) headers.authorization = `Bearer ${token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    let response: Response;
    let text: string;
    try {
      const init: RequestInit = { method, headers, credentials };
      if (body !== undefined) init.body = JSON.stringify(body);
      if (signal !== undefined) init.signal = signal;
      response = await send(baseUrl + path, init);
      text = await response.text();
    } catch {
      signal?.throwIfAborted();
      throw unreachable();
    }
    if (response.ok) return parse(text) as T;
    const problem = (parse(text) ?? {}) as { retryAfterMs?: number };
    const retryAfterMs = problem.retryAfterMs ?? retryAfter(response.headers.get('retry-after'));
    throw toClientProblem({ ...problem, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }, response.status);
  };

  const call = async <T>(method: string, path: string, body?: object, { signal, retry = true }: CallOptions = {}) => {
    const isSafe = retry && (method === 'GET' || (body !== undefined && 'clientId' in body));
    let isRenewed = false;
    for (let attempt = 0; ;) {
      try {
        return await once<T>(method, path, body, signal);
      } catch (error) {
        if (!(error instanceof ClientProblem)) throw error;
        if (error.code === 'token/expired' && !isRenewed && (await renew())) {
          isRenewed = true;
          continue;
        }
        const pauseMs = error.retryAfterMs ?? backoffMs(attempt, timers.random());
        if (!isSafe || !isPassing(error) || attempt >= retries || pauseMs > longestPauseMs) throw error;
        attempt += 1;
        await pause(pauseMs, timers, signal);
      }
    }
  };

  return {
    get: (path, callOptions) => call('GET', path, undefined, callOptions),
    post: (path, body, callOptions) => call('POST', path, body, callOptions),
    put: (path, body, callOptions) => call('PUT', path, body, callOptions),
    patch: (path, body, callOptions) => call('PATCH', path, body, callOptions),
    delete: (path, callOptions) => call('DELETE', path, undefined, callOptions),
    token: getToken,
    renew,
  };
};

/** JSON, or undefined where the text is none, such as a proxy's page. */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** `Retry-After` in seconds as milliseconds; its form with a date is not used by our server. */
const retryAfter = (header: string | null): number | undefined =>
  header !== null && /^\d+$/.test(header) ? Number(header) * 1000 : undefined;

const pause = (delayMs: number, timers: Timers, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const abort = (): void => {
      timers.clear(timer);
      reject(signal?.reason);
    };
    const timer = timers.set(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, delayMs);
    signal?.addEventListener('abort', abort, { once: true });
  });
