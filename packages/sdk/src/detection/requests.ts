import { pageTemplate } from '../context/page.ts';
import type { PageRequest, Press, RequestOutcome } from './detector.ts';
import type { Page } from './page.ts';
import { patchMethod, quietly } from './patch.ts';
import { thresholds } from './thresholds.ts';

/** What ends a request: its status, 0 where nothing came back, and whether somebody stopped it. */
type Ended = (status: number, wasAborted: boolean) => void;

export interface RequestOptions {
  page: Page;
  now(): number;
  /** Origin of the backend: requests to it are ours. */
  backend: string;
  lastInputAt(): number;
  /** Ties the request to the press that waits. @returns what ends it; null where none waits */
  claim(): { press: Press; ended(): void } | null;
  /** A request began. @returns what hears of its end */
  onRequest(request: PageRequest): (outcome: RequestOutcome) => void;
}

/** Endpoints that are remembered as polled. */
const mostEndpoints = 50;

/** A status tells a failure: nothing came back, the server broke, or it refused for a reason that is no sign-in or absence. */
export const isFailure = (status: number): boolean =>
  status === 0 || status >= 500 || (status >= 400 && status !== 401 && status !== 404);

/**
 * Hears of the page's requests by `fetch` and `XMLHttpRequest`, whose behaviour stays as it was. Our own are passed by.
 * @returns what puts the originals back, where ours are still in place
 */
export const watchRequests = (options: RequestOptions): (() => void) => {
  const begin = createBegin(options);
  const offFetch = watchFetch(options.page, begin);
  const offXhr = watchXhr(options.page, begin);
  return () => {
    offFetch();
    offXhr();
  };
};

type Begin = (method: unknown, address: unknown) => Ended | undefined;

const createBegin = ({ page, now, backend, lastInputAt, claim, onRequest }: RequestOptions): Begin => {
  /** How often an endpoint was asked while nobody did anything. */
  const polled = new Map<string, number>();
  return (asked, address) => {
    const url = new URL(String(address), page.location.href);
    if (url.origin === backend || !url.protocol.startsWith('http')) return undefined;
    const path = pageTemplate(url.pathname);
    const endpoint = url.origin === page.location.origin ? path : url.host + path;
    const method = String(asked).toUpperCase().slice(0, 10);
    const key = `${method} ${endpoint}`;
    const at = now();
    const times = polled.get(key) ?? 0;
    // What is asked again and again by itself is asked by itself now, too, whoever presses meanwhile.
    const claimed = times >= 2 ? null : claim();
    const isUserCaused = claimed !== null || (times < 2 && at - lastInputAt() <= thresholds.requestAfterInputMs);
    if (!isUserCaused && polled.size < mostEndpoints) polled.set(key, times + 1);
    const heard = onRequest({ method, endpoint, at, isUserCaused, press: claimed?.press ?? null });
    return (status, wasAborted) => {
      claimed?.ended();
      heard({ status, wasAborted, hasFailed: !wasAborted && isFailure(status), tookMs: now() - at });
    };
  };
};

const watchFetch = (page: Page, begin: Begin): (() => void) => {
  const original = page.fetch;
  if (typeof original !== 'function') return () => {};
  const ours = function (this: unknown, ...args: Parameters<typeof original>): Promise<Response> {
    const ended = quietly(() => {
      const [input, init] = args;
      const isRequest = typeof input === 'object' && 'method' in input;
      return begin(init?.method ?? (isRequest ? input.method : 'GET'), isRequest ? input.url : input);
    });
    const answer: unknown = Reflect.apply(original, this, args);
    // Not `instanceof`: where Zone.js runs, `Promise` is its own and `fetch` still answers with the browser's.
    if (ended === undefined || typeof (answer as Partial<Promise<Response>> | null)?.then !== 'function')
      return answer as Promise<Response>;
    // What the page gets must be the promise that we look at, else a failure that it ignores would count as handled.
    return (answer as Promise<Response>).then(
      (response) => {
        // Of an opaque response nobody may know how it went.
        quietly(() => ended(response.type === 'opaque' ? 200 : response.status, false));
        return response;
      },
      (error: unknown) => {
        quietly(() => ended(0, (error as { name?: string } | null)?.name === 'AbortError'));
        throw error;
      },
    );
  };
  page.fetch = ours;
  return () => {
    if (page.fetch === ours) page.fetch = original;
  };
};

const watchXhr = ({ XMLHttpRequest }: Page, begin: Begin): (() => void) => {
  const prototype = XMLHttpRequest?.prototype as XMLHttpRequest | undefined;
  const asked = new WeakMap<object, readonly unknown[]>();
  const offOpen = patchMethod(prototype, 'open', (self, args) => void asked.set(self as object, args));
  const offSend = patchMethod(prototype, 'send', (self) => {
    const xhr = self as XMLHttpRequest;
    const [method, address] = asked.get(xhr) ?? [];
    const ended = method === undefined ? undefined : begin(method, address);
    if (ended === undefined) return;
    let wasAborted = false;
    const aborted = (): void => void (wasAborted = true);
    xhr.addEventListener('abort', aborted);
    const over = (): void => {
      // The page may send with it again: nothing of ours gathers on it.
      xhr.removeEventListener('abort', aborted);
      quietly(() => ended(xhr.status, wasAborted));
    };
    xhr.addEventListener('loadend', over, { once: true });
  });
  return () => {
    offOpen();
    offSend();
  };
};
