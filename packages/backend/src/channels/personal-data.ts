import type { PersonalData } from '../platform/personal-data.ts';

/**
 * Where members' devices are reached. Nothing of the people they help: what is sent says no more than that a request waits.
 * It goes with the device's session, and with the member.
 */
export const personalData: PersonalData = {
  name: 'channels',
  columns: ['push_subscription.member_id', 'email_thread.visitor_id'],
  export: async () => ({}),
  erase: async () => {},
};
