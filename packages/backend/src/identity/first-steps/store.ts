import type { Tx } from '../../platform/database/index.ts';

/** Whether somebody has put the list away. */
export const isDismissed = async (tx: Tx): Promise<boolean> =>
  (await tx<{ isOver: boolean }[]>`select first_steps_dismissed_at is not null as is_over from organisation`)[0]
    ?.isOver ?? false;

/** Puts the list away, for everybody of the organisation. */
export const dismiss = async (tx: Tx, organisationId: string, at: Date): Promise<void> => {
  await tx`
    update organisation set first_steps_dismissed_at = coalesce(first_steps_dismissed_at, ${at}) where id = ${organisationId}`;
};

/** What identity itself knows of the first steps. */
export const ownSteps = async (
  tx: Tx,
  memberId: string,
): Promise<{ isVerified: boolean; isSeen: boolean; hasOthers: boolean }> =>
  (
    await tx<{ isVerified: boolean; isSeen: boolean; hasOthers: boolean }[]>`
      select
        exists (select from member m join account a on a.id = m.account_id
          where m.id = ${memberId} and a.email_verified_at is not null) as is_verified,
        exists (select from site where first_seen_at is not null) as is_seen,
        exists (select from member where id <> ${memberId} and removed_at is null and role <> 'auditor') as has_others`
  )[0]!;
