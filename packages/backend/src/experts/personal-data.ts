import { toIso } from '../platform/database/index.ts';
import type { PersonalData } from '../platform/personal-data.ts';
import type { Platform } from '../platform/platform.ts';
import { unlearn } from './evidence/evidence.ts';
import { deleteEvidenceOfVisitor, evidenceOfVisitor } from './evidence/store.ts';

/**
 * Of the people they help, experts keep the problems that they solved. Erasing deletes these, with what they taught about rare
 * words. Profiles are what members say about themselves, and go with the member's row, as does what they are busy with.
 */
export const personalData = (platform: Platform): PersonalData => ({
  name: 'experts',
  columns: ['expert.member_id', 'expert_load.member_id', 'expert_evidence.visitor_id'],
  export: async (tx, { visitorId }) => ({
    solvedProblems: (await evidenceOfVisitor(tx, visitorId)).map(({ text, solvedAt }) => ({
      text,
      solvedAt: toIso(solvedAt),
    })),
  }),
  erase: async (tx, { visitorId }) => unlearn(platform, tx, await deleteEvidenceOfVisitor(tx, visitorId)),
});
