import type { FastifyInstance } from 'fastify';
import { announce, announceMember, tell } from './presence.ts';
import { timeOutsUntilOff } from './availability.ts';
import { dutyAfter, wrapUpUntil } from './duty.ts';
import { suspended } from './hours/turn.ts';
import { forgetExpert } from './forget.ts';
import { existingExpert, saveProfile } from './profile.ts';
import type { Tx } from '../platform/database/index.ts';
import type { EventHandler } from '../platform/outbox/index.ts';
import * as store from './store.ts';

declare module '../platform/outbox/index.ts' {
  interface EventMap {
    /** Somebody who could not be asked now can be. */
    'expert.available': { expertId: string; memberId: string };
    /** Somebody who could be asked no longer can. */
    'expert.unavailable': { expertId: string; memberId: string };
  }
}

/** How well people speak the languages that they joined with, until they say it better themselves: fluently. */
const joiningLevel = 2 as const;

/** What experts hear: who joins, how they answer, what they are busy with. */
export const registerEvents = (app: FastifyInstance): void => {
  const { clock, outbox } = app.platform;
  const newExpert = () => ({ id: clock.newId(), stretchId: clock.newId(), now: clock.now() });

  outbox.on('member.joined', 'experts.make-expert', async (tx, { organisationId, payload }) => {
    if (payload.role === 'auditor') return;
    const { memberId, statements = [], languages = [] } = payload;
    await store.insertExpert(tx, { ...newExpert(), organisationId, memberId });
    if (statements.length === 0 && languages.length === 0) return;
    const { capacity } = await existingExpert(tx, memberId, clock.now());
    const spoken = languages.map((tag) => ({ tag, level: joiningLevel }));
    await saveProfile(app.platform, tx, memberId, { statements, languages: spoken, capacity });
  });

  outbox.on(
    'member.role-changed',
    'experts.follow-role',
    async (tx, { organisationId, payload: { memberId, role } }) => {
      if (role === 'auditor') await forgetExpert(app.platform, tx, memberId);
      else await store.insertExpert(tx, { ...newExpert(), organisationId, memberId });
    },
  );

  outbox.on('member.removed', 'experts.forget', (tx, { payload }) => forgetExpert(app.platform, tx, payload.memberId));

  outbox.on('assignment.ended', 'experts.count-answer', async (tx, { at, payload }) => {
    const { memberId, state } = payload;
    if (state === 'declined') return store.markBusyUntil(tx, [memberId], at.getTime());
    if (state !== 'timed-out') return;
    const inARow = await store.addTimeOut(tx, memberId, at.getTime());
    if (inARow === undefined || inARow < timeOutsUntilOff) return;
    const now = clock.now();
    const expert = await store.findExpert(tx, memberId, now, true);
    if (expert === undefined || !expert.isOn) return;
    const off = { ...expert, ...dutyAfter(expert, { isOn: false }), ...suspended };
    await store.setDuty(tx, expert.id, off, now);
    await announce(app.platform, tx, off);
    tell(app.platform, tx, off, 'three-time-outs');
  });

  outbox.on('message.added', 'experts.touch-load', (tx, { at, payload }) =>
    store.touchLoad(tx, payload.conversationId, at.getTime()),
  );

  const wrapUp = async (tx: Tx, memberId: string, endedAt: number): Promise<void> => {
    const now = clock.now();
    const expert = await store.findExpert(tx, memberId, now, true);
    const quietUntil = expert === undefined ? null : wrapUpUntil(expert, endedAt, now);
    if (expert === undefined || quietUntil === null) return;
    const quiet = { ...expert, quietUntil, isWrappingUp: true };
    await store.setDuty(tx, expert.id, quiet, now);
    tell(app.platform, tx, quiet, 'wrap-up');
  };

  const freeLoad: EventHandler<'conversation.closed' | 'conversation.resolved'> = async (tx, { at, payload }) => {
    await store.deleteLoad(tx, payload.conversationId);
    await store.markBusyUntil(tx, payload.memberIds, at.getTime());
    // A day of silence that counts as solved is no end that anybody took part in: there is nothing to write up.
    const isWrappedUp = !('how' in payload && payload.how === 'assumed');
    for (const memberId of payload.memberIds) {
      if (isWrappedUp) await wrapUp(tx, memberId, at.getTime());
      await announceMember(app.platform, tx, memberId);
    }
  };
  outbox.on('conversation.closed', 'experts.free-load', freeLoad);
  outbox.on('conversation.resolved', 'experts.free-load', freeLoad);

  outbox.on('conversation.returned', 'experts.free-load', async (tx, { payload: { conversationId, memberId } }) => {
    await store.deleteLoadOf(tx, conversationId, memberId);
    await announceMember(app.platform, tx, memberId);
  });

  outbox.on('conversation.reopened', 'experts.load-again', async (tx, { at, organisationId, payload }) => {
    for (const memberId of payload.memberIds) {
      await store.insertLoad(tx, { memberId, organisationId }, payload.conversationId, at.getTime());
      await announceMember(app.platform, tx, memberId);
    }
  });
};
