import type { RequestContext } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';

/** A request as far as a preview needs it. */
export interface LatestRequest {
  id: string;
  text: string;
  topic: string | null;
  fields: Record<string, string>;
  context: RequestContext;
  language: string;
  createdAt: Date;
  /** The member could read it anyway: it waits in the queue, or was put before them. */
  isReadable: boolean;
}

/** The latest requests of the organisation whose words are still kept, newest first. Read where they are kept. */
export function latestRequests(tx: Tx, memberId: string, limit: number): Promise<LatestRequest[]> {
  return tx`
    select id, text, topic, fields, context, language, created_at,
      state = 'queued' or exists (
        select from assignment where request_id = help_request.id and member_id = ${memberId}
      ) as is_readable
    from help_request
    where text <> '' or topic is not null
    order by created_at desc, id desc
    limit ${limit}`;
}
