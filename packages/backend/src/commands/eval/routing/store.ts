import type { Tx } from '../../../platform/database/index.ts';

/** Somebody who answers, as member and expert of the evaluation's own organisation. */
export interface EvaluatedExpert {
  accountId: string;
  memberId: string;
  expertId: string;
  userId: string;
}

/**
 * Lets candidates be found by reading through all texts: what the index on vectors finds depends on chance while it is built, and
 * the same data should give the same figures.
 */
export async function dropVectorIndexes(tx: Tx): Promise<void> {
  await tx`drop index if exists expert_statement_topic, expert_evidence_topic`;
}

/** An organisation with experts and visitors for one site of the evaluation; none of them can sign in. */
export async function insertPeople(
  tx: Tx,
  { organisationId, siteId }: { organisationId: string; siteId: string },
  experts: readonly EvaluatedExpert[],
  visitorIds: readonly string[],
  since: Date,
): Promise<void> {
  const accountIds = experts.map(({ accountId }) => accountId);
  const memberIds = experts.map(({ memberId }) => memberId);
  const names = experts.map(({ userId }) => userId);
  await tx`insert into organisation (id, name, created_at) values (${organisationId}, 'Evaluation', ${since})`;
  await tx`
    insert into site (id, organisation_id, name, key, secret, created_at)
    values (${siteId}, ${organisationId}, 'Evaluation', ${`pk_${siteId}`}, '', ${since})`;
  await tx`
    insert into account (id, email, name, password_hash, created_at)
    select id, id || '@evaluation.invalid', name, '', ${since}
    from unnest(${accountIds}::uuid[], ${names}::text[]) as one (id, name)`;
  await tx`
    insert into member (id, organisation_id, account_id, name, role, created_at)
    select id, ${organisationId}, account_id, name, 'expert', ${since}
    from unnest(${memberIds}::uuid[], ${accountIds}::uuid[], ${names}::text[]) as one (id, account_id, name)`;
  await tx`
    insert into expert (id, organisation_id, member_id, idle_since)
    select id, ${organisationId}, member_id, ${since}
    from unnest(${experts.map(({ expertId }) => expertId)}::uuid[], ${memberIds}::uuid[]) as one (id, member_id)`;
  await tx`
    insert into visitor (id, organisation_id, site_id, locale, created_at)
    select id, ${organisationId}, ${siteId}, 'en', ${since} from unnest(${visitorIds as string[]}::uuid[]) as one (id)`;
}
