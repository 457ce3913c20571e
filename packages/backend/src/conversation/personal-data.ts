import type { PersonalData } from '../platform/personal-data.ts';
import type { Platform } from '../platform/platform.ts';
import { endFor } from './close.ts';
import type { Person } from './message.ts';
import { callsIn } from './calls/store.ts';
import { resolutionsOf } from './resolution/store.ts';
import * as store from './store.ts';

/** How many conversations, or messages of one, are read at once. */
const pageSize = 100;

/**
 * Conversations of a person. Erasing removes them with everything in them, for experts too: an answer tells as much about
 * the person as their question.
 */
export const personalData = (platform: Platform): PersonalData => ({
  name: 'conversation',
  columns: [
    'participant.visitor_id',
    'participant.member_id',
    'message.visitor_id',
    'message.member_id',
    'call.member_id',
  ],
  export: async (tx, { visitorId }) => {
    const conversations: object[] = [];
    for await (const { id, state, openedAt, closedAt } of allOf(tx, { kind: 'visitor', id: visitorId })) {
      const messages: object[] = [];
      for (let after = 0, isMore = true; isMore;) {
        const page = await store.messagesAfter(tx, id, after, pageSize);
        for (const { seq, from, kind, body, at } of page) {
          messages.push({ seq, from: from?.kind ?? 'system', kind, body, at: at.toISOString() });
        }
        after = page.at(-1)?.seq ?? after;
        isMore = page.length === pageSize;
      }
      const resolution = (await resolutionsOf(tx, [id])).get(id);
      conversations.push({
        id,
        state,
        openedAt: openedAt.toISOString(),
        closedAt: closedAt?.toISOString() ?? null,
        rating: resolution?.rating ?? null,
        thanks: resolution?.thanks ?? null,
        calls: (await callsIn(tx, id)).map((call) => ({
          media: call.media,
          startedBy: call.startedBy,
          startedAt: call.startedAt.toISOString(),
          agreedAt: call.consentAt?.toISOString() ?? null,
          endedAt: call.endedAt?.toISOString() ?? null,
        })),
        messages,
      });
    }
    return { conversations };
  },
  erase: async (tx, { organisationId, visitorId }) => {
    const ids: string[] = [];
    for await (const { id } of allOf(tx, { kind: 'visitor', id: visitorId })) ids.push(id);
    const at = new Date(platform.clock.now());
    for (const conversation of (await store.lockConversations(tx, ids)).values()) {
      if (conversation.state === 'closed' || conversation.state === 'resolved')
        tellGone(platform, tx, organisationId, conversation);
      else await endFor(platform, tx, organisationId, conversation, 'erased', at);
    }
    await store.deleteConversations(tx, ids);
  },
});

/** Screens that still show a closed conversation look again, and find nothing. */
const tellGone = (
  { db, live }: Platform,
  tx: Parameters<typeof endFor>[1],
  organisationId: string,
  { id: conversationId, participants }: Parameters<typeof endFor>[3],
): void => {
  const isMember = ({ kind }: Person): boolean => kind === 'member';
  db.afterCommit(tx, () => {
    for (const { id } of participants.filter(isMember)) {
      live.toMember(organisationId, id, { frame: 'conversation', conversationId, state: 'closed' });
    }
  });
};

async function* allOf(tx: Parameters<typeof store.conversationsOf>[0], person: Person) {
  for (let after: string | undefined; ;) {
    const page = await store.conversationsOf(tx, person, pageSize, after);
    yield* page;
    if (page.length < pageSize) return;
    after = page.at(-1)!.id;
  }
}
