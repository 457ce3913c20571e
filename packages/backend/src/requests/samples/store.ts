import type { Tx } from '../../platform/database/index.ts';

/** A request to look at, over since long. */
export interface SampleRequest {
  id: string;
  clientId: string;
  organisationId: string;
  siteId: string;
  visitorId: string;
  conversationId: string;
  text: string;
  topic: string;
  page: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** Writes a sample; nobody is told of it, and nobody is asked. */
export const addSampleRequest = async (tx: Tx, row: SampleRequest): Promise<void> => {
  const at = new Date(row.at);
  await tx`
    insert into help_request (id, organisation_id, site_id, visitor_id, client_id, content_hash, text, topic, context, language,
      state, created_at, queued_at, matched_at, ended_at, visitor_seen_at, conversation_id, is_sample)
    values (${row.id}, ${row.organisationId}, ${row.siteId}, ${row.visitorId}, ${row.clientId}, '', ${row.text}, ${row.topic},
      ${tx.json({ page: { path: row.page } })}, 'en', 'done', ${at}, ${at}, ${at}, ${at}, ${at}, ${row.conversationId}, true)`;
};

/** Whose the samples are; without them, they are gone. */
export const sampleVisitorIds = async (tx: Tx): Promise<string[]> =>
  (await tx<{ visitorId: string }[]>`select distinct visitor_id from help_request where is_sample`).map(
    ({ visitorId }) => visitorId,
  );
