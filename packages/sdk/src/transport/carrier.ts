import type { Page } from '../detection/page.ts';

/** What a browser has for text that outlives its page. */
export interface Carrier {
  /** Whether a request may outlive its page (Firefox from 133 on; the others always). */
  keepsAlive: boolean;
  /** Sends text without an answer. @returns false where the browser takes no more of it */
  beacon(url: string, body: string): boolean;
}

type Parts = Partial<Pick<Window & typeof globalThis, 'navigator' | 'Request'>>;

export const carrierOf = (page: Page): Carrier => {
  const { navigator, Request } = page as unknown as Parts;
  return {
    keepsAlive: Request !== undefined && 'keepalive' in Request.prototype,
    beacon: (url, body) => navigator?.sendBeacon?.(url, body) === true,
  };
};
