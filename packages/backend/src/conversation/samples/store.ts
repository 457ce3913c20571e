import type { Tx } from '../../platform/database/index.ts';

/** A conversation to look at: solved, and over. */
export interface SampleConversation {
  id: string;
  organisationId: string;
  siteId: string;
  requestId: string;
  visitorId: string;
  memberId: string;
  at: Date;
  lines: readonly { id: string; from: 'visitor' | 'member'; body: string; at: Date }[];
}

/** Writes a sample; nobody is told of it, and nobody is paid for it. It goes with its request. */
export const addSampleConversation = async (tx: Tx, row: SampleConversation): Promise<void> => {
  const { id, organisationId, lines } = row;
  const last = lines.at(-1)?.at ?? row.at;
  await tx`
    insert into conversation (id, organisation_id, site_id, request_id, state, opened_at, closed_at, close_reason, last_seq, last_at,
      resolved_at, resolved_how)
    values (${id}, ${organisationId}, ${row.siteId}, ${row.requestId}, 'resolved', ${row.at}, ${last}, null, ${lines.length}, ${last},
      ${last}, 'confirmed')`;
  await tx`
    insert into participant (conversation_id, organisation_id, visitor_id, member_id, joined_at, read_seq)
    values (${id}, ${organisationId}, ${row.visitorId}, null, ${row.at}, ${lines.length}),
      (${id}, ${organisationId}, null, ${row.memberId}, ${row.at}, ${lines.length})`;
  for (const [index, line] of lines.entries()) {
    await tx`
      insert into message (conversation_id, seq, organisation_id, id, from_kind, visitor_id, member_id, kind, body, at)
      values (${id}, ${index + 1}, ${organisationId}, ${line.id}, ${line.from}, ${line.from === 'visitor' ? row.visitorId : null},
        ${line.from === 'member' ? row.memberId : null}, 'text', ${line.body}, ${line.at})`;
  }
};
