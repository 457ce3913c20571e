import type { RequestContext } from '@harmony-live/protocol';
import type { PageFacts } from '../boot/environment.ts';
import { describeBrowser } from './browser.ts';
import { pageTemplate } from './page.ts';
import type { Reports } from './reports.ts';

/** All that a help request could carry at this moment. The preview shows it, and the person decides about each part. */
export const gatherAttachments = (
  facts: PageFacts,
  app: Record<string, unknown> | null,
  reports: Reports,
  release: string | undefined,
): RequestContext => {
  const errors = reports.list();
  return {
    page: { path: pageTemplate(facts.path) },
    browser: describeBrowser(facts),
    ...(app ? { app } : {}),
    ...(errors.length > 0 ? { errors } : {}),
    ...(release ? { release: release.slice(0, 100) } : {}),
  };
};

/** Bytes of JSON that leave room in the 16 KB of a request for the articles that did not help, which the form adds. */
const roomBytes = 13 * 1024;

/** The same without the oldest steps, where it would be more than a request may bring. */
export const withinRoom = (context: RequestContext): RequestContext => {
  const { steps = [], ...rest } = context;
  let kept = steps;
  const whole = (): RequestContext => (kept.length > 0 ? { ...rest, steps: kept } : rest);
  while (kept.length > 0 && new TextEncoder().encode(JSON.stringify(whole())).length > roomBytes) kept = kept.slice(1);
  return whole();
};
