import type { Tx } from '../../platform/database/index.ts';

/** A text that an article had; who wrote it is null for drafts that were taken from a conversation, and for who is gone. */
export interface VersionRow {
  version: number;
  title: string;
  body: string;
  memberId: string | null;
  at: Date;
}

/** The newest first. @param before only older ones than this version */
export function versionsOf(
  tx: Tx,
  articleId: string,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<VersionRow[]> {
  return tx<VersionRow[]>`
    select version, title, body, member_id, at from article_version
    where article_id = ${articleId} ${before === undefined ? tx`` : tx`and version < ${before}`}
    order by version desc limit ${limit}`;
}
