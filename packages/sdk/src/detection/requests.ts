import { pageTemplate } from '../context/page.ts';

/** A request of the page, as far as anybody may know it: no query, no body, no header. */
export interface PageRequest {
  method: string;
  /** Path template; of another origin with its host. */
  endpoint: string;
}

export interface RequestWatcher {
  /** @returns what is told when it ends: true = failed */
  started(request: PageRequest): (hasFailed: boolean) => void;
}

interface Page {
  fetch: typeof fetch;
  XMLHttpRequest: typeof XMLHttpRequest;
  location: { href: string; origin: string };
}

/** A status tells a failure: nothing came back, the server broke, or it refused for a reason that is no sign-in or absence. */
export const isFailure = (status: number): boolean =>
  status === 0 || status >= 500 || (status >= 400 && status !== 401 && status !== 404);

/**
 * Hears of the page's requests by `fetch` and `XMLHttpRequest`, whose behaviour stays as it was. Our own, to `backend`, are
 * passed by. @returns what puts the originals back, where ours are still in place
 */
export const watchRequests = (page: Page, backend: string, watcher: RequestWatcher): (() => void) => {
  const offFetch = watchFetch(page, backend, watcher);
  const offXhr = watchXhr(page, backend, watcher);
  return () => {
    offFetch();
    offXhr();
  };
};

const watchFetch = (page: Page, backend: string, watcher: RequestWatcher): (() => void) => {
  const original = page.fetch;
  if (typeof original !== 'function') return () => {};
  const ours = function (this: unknown, ...args: Parameters<typeof original>): Promise<Response> {
    const ended = quietly(() => {
      const [input, init] = args;
      const isRequest = typeof input === 'object' && 'method' in input;
      const url = isRequest ? input.url : String(input);
      return begin(page, backend, watcher, init?.method ?? (isRequest ? input.method : 'GET'), url);
    });
    const answer: unknown = Reflect.apply(original, this, args);
    if (ended === undefined || !(answer instanceof Promise)) return answer as Promise<Response>;
    // What the page gets must be the promise that we look at, else a failure that it ignores would count as handled.
    return (answer as Promise<Response>).then(
      (response) => {
        quietly(() => ended(isFailure(response.status) && response.type !== 'opaque'));
        return response;
      },
      (error: unknown) => {
        quietly(() => ended((error as { name?: string } | null)?.name !== 'AbortError'));
        throw error;
      },
    );
  };
  page.fetch = ours;
  return () => {
    if (page.fetch === ours) page.fetch = original;
  };
};

const watchXhr = (page: Page, backend: string, watcher: RequestWatcher): (() => void) => {
  const prototype = page.XMLHttpRequest?.prototype as XMLHttpRequest | undefined;
  if (prototype === undefined) return () => {};
  const { open, send } = prototype;
  const asked = new WeakMap<XMLHttpRequest, { method: string; url: string }>();
  const ourOpen = function (this: XMLHttpRequest, ...args: Parameters<typeof open>): void {
    quietly(() => asked.set(this, { method: String(args[0]), url: String(args[1]) }));
    return Reflect.apply(open, this, args) as void;
  };
  const ourSend = function (this: XMLHttpRequest, ...args: Parameters<typeof send>): void {
    quietly(() => {
      const request = asked.get(this);
      const ended = request && begin(page, backend, watcher, request.method, request.url);
      if (ended === undefined) return;
      let wasAborted = false;
      this.addEventListener('abort', () => (wasAborted = true), { once: true });
      this.addEventListener('loadend', () => quietly(() => ended(!wasAborted && isFailure(this.status))), {
        once: true,
      });
    });
    return Reflect.apply(send, this, args) as void;
  };
  prototype.open = ourOpen as typeof open;
  prototype.send = ourSend;
  return () => {
    if (prototype.open === ourOpen) prototype.open = open;
    if (prototype.send === ourSend) prototype.send = send;
  };
};

const begin = (
  { location }: Page,
  backend: string,
  watcher: RequestWatcher,
  method: string,
  address: string,
): ((hasFailed: boolean) => void) | undefined => {
  const url = new URL(address, location.href);
  if (url.origin === backend || !url.protocol.startsWith('http')) return undefined;
  const path = pageTemplate(url.pathname);
  const endpoint = url.origin === location.origin ? path : url.host + path;
  return watcher.started({ method: method.toUpperCase().slice(0, 10), endpoint });
};

/** The page never meets an exception of ours. */
const quietly = <T>(fn: () => T): T | undefined => {
  try {
    return fn();
  } catch {
    return undefined;
  }
};
