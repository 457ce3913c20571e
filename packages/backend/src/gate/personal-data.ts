import type { PersonalData } from '../platform/personal-data.ts';
import { decisionsOfVisitor, forgetVisitor } from './store.ts';

/**
 * Decisions name who acted, never what was written. Members keep theirs: they are the organisation's record of who
 * decided, and go with the member's row.
 */
export const personalData: PersonalData = {
  name: 'gate',
  columns: ['gate_decision.visitor_id', 'gate_decision.member_id'],
  export: async (tx, { visitorId }) => ({ decisions: await decisionsOfVisitor(tx, visitorId) }),
  erase: (tx, { visitorId }) => forgetVisitor(tx, visitorId),
};
