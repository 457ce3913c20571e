import type { PersonalData } from '../platform/personal-data.ts';
import { deleteThreadsOf, threadsOfVisitor } from './email/store.ts';

/**
 * Where answers go to whoever left an address, and where members' devices are reached. What is pushed says no more than that a
 * request waits; it goes with the device's session, and with the member.
 */
export const personalData: PersonalData = {
  name: 'channels',
  columns: ['push_subscription.member_id', 'email_thread.visitor_id'],
  export: async (tx, { visitorId }) => ({
    email: (await threadsOfVisitor(tx, visitorId)).map((thread) => ({
      requestId: thread.requestId,
      address: thread.address,
      language: thread.language,
      createdAt: thread.createdAt.toISOString(),
      verifiedAt: thread.verifiedAt?.toISOString() ?? null,
      stoppedAt: thread.stoppedAt?.toISOString() ?? null,
    })),
  }),
  erase: (tx, { visitorId }) => deleteThreadsOf(tx, visitorId),
};
