import type { Environment } from '../boot/environment.ts';

const problemPrefix = 'urn:harmony:problem:';
/** A call without an answer for this long is given up, milliseconds. */
const timeoutMs = 15_000;

/** Why a call came to nothing: a problem code of the wire, or `network/unreachable`. */
export class HarmonyError extends Error {
  readonly code: string;
  /** HTTP status; 0 when nothing came back. */
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  /** JSON path of the field that is wrong. */
  readonly field: string | undefined;

  constructor(code: string, message: string, more: { status?: number; retryAfterMs?: number; field?: string } = {}) {
    super(message);
    this.name = 'HarmonyError';
    this.code = code;
    this.status = more.status ?? 0;
    this.retryAfterMs = more.retryAfterMs;
    this.field = more.field;
  }
}

export interface CallOptions {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: object;
  token?: string | null;
  /** True: goes out even while the page is being left. */
  keepalive?: boolean;
}

/** JSON to and from the backend, without cookies. @throws HarmonyError */
export type Call = <T>(path: string, options?: CallOptions) => Promise<T>;

export const createCall =
  (env: Environment, backend: string): Call =>
  async <T>(path: string, { method = 'GET', body, token, keepalive = false }: CallOptions = {}): Promise<T> => {
    const headers: Record<string, string> = {};
    if (body) headers['content-type'] = 'application/json';
    if (token) headers.authorization = `Bearer ${token}`;
    let response: Response;
    let text: string;
    const giveUp = new AbortController();
    const stop = env.later(() => giveUp.abort(), timeoutMs);
    try {
      // The page's own address is not ours to know: only its origin goes along.
      const init: RequestInit = { method, headers, credentials: 'omit', referrerPolicy: 'strict-origin', keepalive };
      if (body) init.body = JSON.stringify(body);
      init.signal = giveUp.signal;
      response = await env.fetch(backend + path, init);
      text = await response.text();
    } catch {
      throw new HarmonyError('network/unreachable', `${backend} could not be reached.`);
    } finally {
      stop();
    }
    const json = parse(text);
    if (response.ok) return json as T;
    const problem = (json ?? {}) as {
      type?: string;
      title?: string;
      detail?: string;
      retryAfterMs?: number;
      field?: string;
    };
    const code = problem.type?.startsWith(problemPrefix) ? problem.type.slice(problemPrefix.length) : 'server/error';
    throw new HarmonyError(code, problem.detail ?? problem.title ?? `The server answered ${response.status}.`, {
      status: response.status,
      ...(problem.retryAfterMs === undefined ? {} : { retryAfterMs: problem.retryAfterMs }),
      ...(problem.field === undefined ? {} : { field: problem.field }),
    });
  };

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
