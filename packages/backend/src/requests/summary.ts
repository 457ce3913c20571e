import { problem, type QueueItem, type RequestSummary } from '@harmony-live/protocol';
import { siteOf, visitorCard } from '../identity/index.ts';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { describe } from './status.ts';
import { findRequest, type HelpRequestRow } from './store.ts';

/**
 * A request as an expert sees it: the person's words, and only what their preview showed.
 *
 * @throws Problem `help-request/not-found`
 */
export const requestSummary = async (tx: Tx, requestId: string): Promise<RequestSummary> => {
  const row = await findRequest(tx, requestId);
  if (row === undefined) throw problem('help-request/not-found', 'It does not exist, or you have no part in it.');
  const site = await siteOf(tx, row.siteId);
  return {
    id: row.id,
    text: row.text,
    context: row.context,
    language: row.language,
    urgency: row.urgency,
    mode: row.mode,
    media: row.media,
    visitor: await visitorOf(tx, row),
    site: { id: site.id, name: site.name },
    createdAt: new Date(row.createdAt).toISOString(),
  };
};

/** Rows of the console's queue. */
export const queueItems = async (platform: Platform, tx: Tx, rows: readonly HelpRequestRow[]): Promise<QueueItem[]> => {
  const described = await describe(platform, tx, rows);
  const items: QueueItem[] = [];
  for (const [index, row] of rows.entries()) {
    const { name } = await visitorOf(tx, row);
    items.push({
      requestId: row.id,
      text: row.text,
      page: row.context.page?.path ?? null,
      language: row.language,
      urgency: row.urgency,
      visitorName: name ?? null,
      queuedAt: new Date(row.queuedAt).toISOString(),
      state: row.state,
      askingName: described[index]?.asking?.name ?? null,
    });
  }
  return items;
};

/** Their name if we know one; an erased visitor is an id and nothing else. */
const visitorOf = async (tx: Tx, { visitorId }: HelpRequestRow): Promise<RequestSummary['visitor']> => {
  const card = await visitorCard(tx, visitorId);
  return { id: visitorId, ...(card?.name == null ? {} : { name: card.name }) };
};
