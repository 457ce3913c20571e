import type { FastifyInstance } from 'fastify';
import { giveUpAll } from './book.ts';

declare module '../platform/outbox/index.ts' {
  interface EventMap {
    /** Somebody else is booked for a request, or nobody is any more. */
    'appointment.changed': { requestId: string };
  }
}

/** What appointments hear: who takes no more requests. */
export const registerEvents = ({ platform }: FastifyInstance): void => {
  const { outbox } = platform;
  outbox.on('member.removed', 'appointments.give-up', (tx, { payload: { memberId } }) =>
    giveUpAll(platform, tx, memberId),
  );
  outbox.on('member.role-changed', 'appointments.give-up', async (tx, { payload: { memberId, role } }) => {
    if (role === 'auditor') await giveUpAll(platform, tx, memberId);
  });
};
