import type { RequestContext } from '@harmony-live/protocol';
import type { WidgetHost } from '@harmony-live/sdk';
import type { Tried } from '../help/help.ts';
import { describeBrowser } from './browser.ts';

/**
 * All that a request could carry at this moment. The preview shows it, and the person decides about each part; nothing where
 * they want only their words to go.
 */
export const gatherAttachments = (host: WidgetHost, tried: readonly Tried[]): RequestContext =>
  host.wishes().privacy === 'high'
    ? {}
    : withinRoom({
        ...host.attachable(),
        browser: describeBrowser(navigator, { width: innerWidth, height: innerHeight }),
        ...(tried.length > 0 ? { tried: [...tried] } : {}),
      });

/** The most that a request may bring, bytes of JSON, with some room for what is told about it on the way. */
const roomBytes = 15.5 * 1024;

/** The same without the oldest steps, where it would be more than a request may bring. */
export const withinRoom = (context: RequestContext): RequestContext => {
  const { steps = [], ...rest } = context;
  let kept = steps;
  const whole = (): RequestContext => (kept.length > 0 ? { ...rest, steps: kept } : rest);
  while (kept.length > 0 && new TextEncoder().encode(JSON.stringify(whole())).length > roomBytes) kept = kept.slice(1);
  return whole();
};
