import type { PersonalData } from '../platform/personal-data.ts';
import type { Platform } from '../platform/platform.ts';
import { fileOf } from './attachments/upload.ts';
import { sweepWasteSoon } from './attachments/waste.ts';
import { endFor } from './close.ts';
import type { Person } from './message.ts';
import { callsIn } from './calls/store.ts';
import { resolutionsOf } from './resolution/store.ts';
import * as store from './store.ts';

/** How many conversations, or messages of one, are read at once. */
const pageSize = 100;

/**
 * Conversations of a person. Erasing removes them with everything in them, for experts too: an answer tells as much about
 * the person as their question. Notes and what colleagues are told when they are asked to come go with the conversation; they are no
 * part of an export, as colleagues wrote them to each other. What members saved for their own use goes with the member.
 */
export const personalData = (platform: Platform): PersonalData => ({
  name: 'conversation',
  columns: [
    'participant.visitor_id',
    'participant.member_id',
    'message.visitor_id',
    'message.member_id',
    'call.member_id',
    'note.member_id',
    'saved_reply.member_id',
    'handover.from_member_id',
    'handover.to_member_id',
  ],
  export: async (tx, { visitorId }) => {
    const conversations: object[] = [];
    for await (const { id, state, openedAt, closedAt } of allOf(tx, { kind: 'visitor', id: visitorId })) {
      const messages: object[] = [];
      for (let after = 0, isMore = true; isMore;) {
        const page = await store.messagesAfter(tx, id, after, pageSize);
        for (const { seq, from, kind, body, at } of page) {
          const entry = { seq, from: from?.kind ?? 'system', kind, at: at.toISOString() };
          messages.push(kind === 'file' ? { ...entry, file: withLink(platform, body) } : { ...entry, body });
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
    platform.db.afterCommit(tx, () => sweepWasteSoon(platform));
  },
});

/** Where its bytes are, for whoever has the person's token. */
const withLink = ({ config }: Platform, body: string): object => {
  const file = fileOf(body);
  return { ...file, href: `${config.publicUrl}/v1/attachments/${file.id}` };
};

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
