import type { PersonalData } from '../platform/personal-data.ts';

/**
 * Experts keep nothing about the people they help: profiles are what members say about themselves, and go with the member's
 * row, as does what they are busy with.
 */
export const personalData: PersonalData = {
  name: 'experts',
  columns: ['expert.member_id', 'expert_load.member_id'],
  export: async () => ({}),
  erase: async () => {},
};
