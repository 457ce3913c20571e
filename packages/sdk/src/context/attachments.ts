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
