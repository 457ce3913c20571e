import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { setReach } from './store.ts';

declare module '../../platform/outbox/index.ts' {
  interface EventMap {
    /** How the person who asked is reached where their page is gone has changed. */
    'help-request.reach-changed': { requestId: string; siteId: string; visitorId: string };
  }
}

/** So long a request is kept for an address that is not verified: a letter needs minutes, and people look for it in two places. */
export const keptForMs = 30 * 60_000;

/**
 * Says how the person is reached. `verified`: the request waits whether or not their page is there. `unverified`: it is kept
 * for half an hour from now. `not`: it goes with the page.
 */
export const reachByEmail = async (
  { clock, outbox }: Pick<Platform, 'clock' | 'outbox'>,
  tx: Tx,
  {
    id: requestId,
    organisationId,
    siteId,
    visitorId,
  }: { id: string; organisationId: string; siteId: string; visitorId: string },
  how: 'verified' | 'unverified' | 'not',
): Promise<void> => {
  const keptUntil = how === 'unverified' ? new Date(clock.now() + keptForMs) : null;
  if (!(await setReach(tx, requestId, { isAnsweredByEmail: how === 'verified', keptUntil }))) return;
  await outbox.emit(tx, 'help-request.reach-changed', organisationId, { requestId, siteId, visitorId });
};
