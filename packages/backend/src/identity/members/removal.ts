import type { Removal } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';

/** What a module below knows of what a member's going would end, in the transaction of their organisation. */
export type RemovalContribution = (tx: Tx, memberId: string) => Promise<Partial<Removal>>;

const contributions = new WeakMap<Platform, RemovalContribution[]>();

/** Lets a module below add its part. */
export const contributeRemoval = (app: { platform: Platform }, contribution: RemovalContribution): void => {
  contributions.set(app.platform, [...(contributions.get(app.platform) ?? []), contribution]);
};

/** What happens when the member goes, told before they do. */
export const composeRemoval = async (platform: Platform, tx: Tx, memberId: string): Promise<Removal> => {
  const removal: Removal = { endingConversations: 0, otherConversations: 0 };
  for (const contribute of contributions.get(platform) ?? []) Object.assign(removal, await contribute(tx, memberId));
  return removal;
};
