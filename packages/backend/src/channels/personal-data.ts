import type { PersonalData } from '../platform/personal-data.ts';
import { waitingWordsOf } from './email/incoming/store.ts';
import { deleteThreadsOf, threadsOfVisitor } from './email/store.ts';

/**
 * Where answers go to whoever left an address, and where members' devices are reached. What is pushed says no more than that a
 * request waits; it goes with the device's session, and with the member.
 */
export const personalData: PersonalData = {
  name: 'channels',
  columns: ['push_subscription.member_id', 'email_thread.visitor_id'],
  export: async (tx, { visitorId }) => {
    const waiting = await waitingWordsOf(tx, visitorId);
    const threads = await threadsOfVisitor(tx, visitorId);
    const email = threads.map((thread) => ({
      requestId: thread.requestId,
      address: thread.address,
      language: thread.language,
      createdAt: thread.createdAt.toISOString(),
      verifiedAt: thread.verifiedAt?.toISOString() ?? null,
      stoppedAt: thread.stoppedAt?.toISOString() ?? null,
      answersNobodyHasRead: waiting.get(thread.id) ?? [],
    }));
    return { email };
  },
  erase: (tx, { visitorId }) => deleteThreadsOf(tx, visitorId),
};
