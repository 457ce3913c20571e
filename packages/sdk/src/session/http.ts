import type { Environment } from '../boot/environment.ts';
import { own, parseJson } from './json.ts';

const problemPrefix = 'urn:harmony:problem:';
/** A call without an answer for this long is given up, milliseconds. */
const timeoutMs = 15_000;
/** Of an answer that no server of ours gives. */
export const noAnswer = 'What came back is of no use.';

/** Why a call came to nothing: a problem code of the wire, or `network/unreachable`. */
export class HarmonyError extends Error {
  declare readonly code: string;
  /** HTTP status; 0 when nothing came back. */
  declare readonly status: number;
  declare readonly retryAfterMs: number | undefined;
  /** JSON path of the field that is wrong. */
  declare readonly field: string | undefined;

  constructor(code: string, message: string, status = 0, more: { retryAfterMs?: number; field?: string } = own({})) {
    super(message);
    this.name = 'HarmonyError';
    this.code = code;
    this.status = status;
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
  /** A longer answer is refused, characters. */
  mostLength?: number;
}

/** JSON to and from the backend, without cookies. @throws HarmonyError */
export type Call = <T>(path: string, options?: CallOptions) => Promise<T>;

export const createCall =
  (env: Environment, backend: string): Call =>
  async <T>(path: string, options: CallOptions = {}): Promise<T> => {
    const { method = 'GET', body, token, keepalive = false, mostLength = Infinity } = own(options);
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
      response = await env.fetch(backend + path, own(init));
      text = await response.text();
    } catch {
      throw new HarmonyError('network/unreachable', `${backend} could not be reached.`);
    } finally {
      stop();
    }
    const { status } = response;
    if (text.length > mostLength) throw new HarmonyError('server/error', noAnswer, status);
    const json = parseJson(text);
    if (response.ok) return json as T;
    const problem = (json ?? own({})) as {
      type?: string;
      title?: string;
      detail?: string;
      retryAfterMs?: number;
      field?: string;
    };
    const code = problem.type?.startsWith(problemPrefix) ? problem.type.slice(problemPrefix.length) : 'server/error';
    throw new HarmonyError(code, problem.detail ?? problem.title ?? `The server answered ${status}.`, status, problem);
  };
