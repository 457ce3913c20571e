import { toIso } from '../platform/database/index.ts';
import type { PersonalData } from '../platform/personal-data.ts';
import type { Platform } from '../platform/platform.ts';
import { blocksByVisitor, deleteBlocksOfVisitor } from './blocks/store.ts';
import { unlearn } from './evidence/evidence.ts';
import { deleteEvidenceOfVisitor, evidenceOfVisitor } from './evidence/store.ts';

/**
 * Of the people they help, experts keep the problems that they solved. Erasing, and saying no to learning, deletes these, with what they taught about rare
 * words. Blocks go both ways, and only what the person said is in their export: nobody is told who blocked them. Profiles are what members say about themselves, and go with the member's row, as do what they are busy with and how they stood.
 */
export const personalData = (platform: Platform): PersonalData => ({
  name: 'experts',
  columns: [
    'expert.member_id',
    'expert_load.member_id',
    'expert_evidence.visitor_id',
    'block.visitor_id',
    'block.member_id',
    'duty_stretch.member_id',
  ],
  export: async (tx, { visitorId }) => ({
    solvedProblems: (await evidenceOfVisitor(tx, visitorId)).map(({ text, solvedAt }) => ({
      text,
      solvedAt: toIso(solvedAt),
    })),
    blocks: (await blocksByVisitor(tx, visitorId)).map(({ memberId, saidAt }) => ({ memberId, at: toIso(saidAt) })),
  }),
  erase: async (tx, { visitorId }) => {
    await deleteBlocksOfVisitor(tx, visitorId);
    await unlearn(platform, tx, await deleteEvidenceOfVisitor(tx, visitorId));
  },
  // The help counts for whoever gave it all the same; what it was about is no longer known.
  withdraw: {
    learn: async (tx, { visitorId }) => unlearn(platform, tx, await deleteEvidenceOfVisitor(tx, visitorId)),
  },
});
