import { problem, type QueueItem, type RequestSummary } from '@harmony-live/protocol';
import { siteOf, visitorCard } from '../identity/index.ts';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { answeredFields } from './fields.ts';
import { describe, whyForMember } from './status.ts';
import { findRequest, findRequests, type HelpRequestRow } from './store.ts';
import { describeTriage } from './triage/correct.ts';

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
    fields: answeredFields(site.fields, row.fields, row.language),
    context: row.context,
    language: row.language,
    urgency: row.urgency,
    triage: (await describeTriage(tx, [row])).get(row.id)!,
    mode: row.mode,
    ...timesOf(row),
    media: row.media,
    visitor: await visitorOf(tx, row),
    site: { id: site.id, name: site.name },
    isAnsweredByEmail: row.isAnsweredByEmail,
    createdAt: new Date(row.createdAt).toISOString(),
  };
};

/** Where requests were made and what had been noticed there, as far as their visitors attached it; by request. */
export const aboutOf = async (
  tx: Tx,
  requestIds: readonly string[],
): Promise<Map<string, { page?: string; fingerprints: string[] }>> => {
  const rows = await findRequests(tx, requestIds);
  return new Map(
    rows.map(({ id, context: { page, signals = [] } }) => [
      id,
      {
        ...(page === undefined ? {} : { page: page.path }),
        fingerprints: [...new Set(signals.flatMap(({ fingerprint }) => fingerprint ?? []))],
      },
    ]),
  );
};

/** Rows of the console's queue, as this member sees it. */
export const queueItems = async (
  platform: Platform,
  tx: Tx,
  rows: readonly HelpRequestRow[],
  memberId: string,
): Promise<QueueItem[]> => {
  const described = await describe(platform, tx, rows);
  const ids = rows.map(({ id }) => id);
  const why = await whyForMember(platform, tx, memberId, ids);
  const triages = await describeTriage(tx, rows);
  const items: QueueItem[] = [];
  for (const [index, row] of rows.entries()) {
    const { name } = await visitorOf(tx, row);
    items.push({
      requestId: row.id,
      text: row.text,
      topic: row.topic,
      page: row.context.page?.path ?? null,
      language: row.language,
      urgency: row.urgency,
      triage: triages.get(row.id)!,
      visitorName: name ?? null,
      queuedAt: new Date(row.queuedAt).toISOString(),
      mode: row.mode,
      ...timesOf(row),
      state: row.state,
      isAnsweredByEmail: row.isAnsweredByEmail,
      askingName: described[index]?.asking?.name ?? null,
      forMe: why.get(row.id) ?? null,
    });
  }
  return items;
};

/** Their name if we know one; an erased visitor is an id and nothing else. */
const visitorOf = async (tx: Tx, { visitorId }: HelpRequestRow): Promise<RequestSummary['visitor']> => {
  const card = await visitorCard(tx, visitorId);
  return { id: visitorId, ...(card?.name == null ? {} : { name: card.name }) };
};

const timesOf = ({ slotAt, dueAt }: HelpRequestRow): Pick<QueueItem, 'slotAt' | 'dueAt'> => ({
  ...(slotAt === null ? {} : { slotAt: new Date(slotAt).toISOString() }),
  ...(dueAt === null ? {} : { dueAt: new Date(dueAt).toISOString() }),
});
