import type { CallRow } from './calls/call.ts';
import { toCall } from './calls/calls.ts';
import { liveCallsOf } from './calls/store.ts';
import type { Call, Conversation, Reason, Resolution, Term } from '@harmony-live/protocol';
import { blockedBy } from '../experts/index.ts';
import { acceptedAssignment } from '../matching/index.ts';
import type { PersonCaller } from '../platform/caller.ts';
import { toIso, type Tx } from '../platform/database/index.ts';
import { aboutOf, requestSummary } from '../requests/index.ts';
import { isSame, personKey, personOf, toSender, type Person } from './message.ts';
import type { Names } from './names.ts';
import { isFresh } from './presence.ts';
import { standingsOf } from './ratings/store.ts';
import { resolutionsOf, type ResolutionRow } from './resolution/store.ts';
import { wordsOf, type ConversationRow } from './store.ts';

/** What lists show of a conversation's words. */
const shortLength = 140;

/** Conversations as one caller sees them, without `expert` and `request`. */
export const toConversations = async (
  tx: Tx,
  names: Names,
  rows: readonly ConversationRow[],
  caller: PersonCaller,
  now: number,
): Promise<Conversation[]> => {
  if (rows.length === 0) return [];
  const me = personOf(caller);
  const words = await wordsOf(
    tx,
    rows.map(({ id }) => id),
    shortLength,
  );
  const named = await names(
    tx,
    rows.flatMap(({ participants }) => participants.map(({ person }) => person)),
  );
  const resolutions = await resolutionsOf(
    tx,
    rows.map(({ id }) => id),
  );
  const calls = await liveCallsOf(
    tx,
    rows.map(({ id }) => id),
  );
  // What a request was about is its visitor's own; members read all of it, one conversation at a time.
  const abouts =
    caller.kind === 'visitor'
      ? await aboutOf(
          tx,
          rows.map(({ requestId }) => requestId),
        )
      : null;
  return rows.map(({ participants, openedAt, closedAt, lastAt, ...row }) => {
    const { topic = '', snippet = '', solution = null } = words.get(row.id) ?? {};
    const about = abouts?.get(row.requestId);
    const mine = participants.find(({ person }) => isSame(person, me));
    const others = participants.filter(({ person }) => !isSame(person, me));
    return {
      ...row,
      openedAt: toIso(openedAt),
      closedAt: toIso(closedAt),
      lastAt: toIso(lastAt),
      // Whoever only looks on has nothing unread.
      readSeq: mine?.readSeq ?? row.lastSeq,
      otherReadSeq: Math.max(0, ...others.map(({ readSeq }) => readSeq)),
      resolution: toResolution(resolutions.get(row.id)),
      call: callOf(calls.get(row.id)),
      participants: participants.map(({ person, seenAt }) => ({
        ...toSender(person, named),
        isHere: isFresh(seenAt, now),
      })),
      topic,
      snippet,
      ...(solution === null ? {} : { solution }),
      ...(about === undefined ? {} : { about }),
    };
  });
};

/** One conversation with what belongs beside it: for the visitor who came and why, for members what came with the request. */
export const toDetails = async (
  tx: Tx,
  names: Names,
  row: ConversationRow,
  caller: PersonCaller,
  now: number,
): Promise<Conversation> => {
  const conversation = (await toConversations(tx, names, [row], caller, now))[0]!;
  const accepted = await acceptedAssignment(tx, row.requestId);
  if (caller.kind === 'visitor') {
    const member = row.participants.find(({ person }) => person.kind === 'member')?.person;
    if (member === undefined) return conversation;
    const name = (await names(tx, [member])).get(personKey(member)) ?? '';
    // Why somebody was asked says nothing of the colleague to whom they gave it.
    const reasons = accepted?.memberId === member.id ? accepted.reasons : [];
    const standing = (await standingsOf(tx, [row.requestId])).get(row.requestId) ?? { basedOn: 0 };
    const isBlocked = await hasBlocked(tx, row, 'visitor');
    return { ...conversation, isBlocked, expert: { name, reasons, ...standing } };
  }
  const { mode: _mode, media: _media, ...came } = await requestSummary(tx, row.requestId);
  const mine = row.participants.filter(({ person }) => person.kind === 'visitor' || isSame(person, personOf(caller)));
  // Whoever only looks on has nothing to say about meeting them.
  const isMine = mine.some(({ person }) => person.kind === 'member');
  const first: Person | null = accepted === null ? null : { kind: 'member', id: accepted.memberId };
  const name = first === null ? '' : ((await names(tx, [first])).get(personKey(first)) ?? '');
  const acceptedBy = first === null ? {} : { acceptedBy: { id: first.id, name } };
  return {
    ...conversation,
    ...(isMine ? { isBlocked: await hasBlocked(tx, { participants: mine }, 'member') } : {}),
    request: { ...came, ...whyOf(accepted), ...acceptedBy },
  };
};

/** The person who asked with each member who is in it. */
export const pairsOf = ({ participants }: Pick<ConversationRow, 'participants'>) => {
  const visitor = participants.find(({ person }) => person.kind === 'visitor')?.person;
  if (visitor === undefined) return [];
  return participants.flatMap(({ person: { kind, id } }) =>
    kind === 'member' ? [{ visitorId: visitor.id, memberId: id }] : [],
  );
};

/** Whether this side said that it does not want to meet the other again. */
const hasBlocked = async (
  tx: Tx,
  conversation: Pick<ConversationRow, 'participants'>,
  side: 'visitor' | 'member',
): Promise<boolean> => {
  for (const pair of pairsOf(conversation)) if ((await blockedBy(tx, pair)).includes(side)) return true;
  return false;
};

const toResolution = (row: ResolutionRow | undefined): Resolution => ({
  proposedAt: toIso(row?.proposedAt ?? null),
  resolvedAt: toIso(row?.resolvedAt ?? null),
  how: row?.how ?? null,
  solutionSeq: row?.solutionSeq ?? null,
  rating: row?.rating ?? null,
  thanks: row?.thanks ?? null,
});

const callOf = (call: CallRow | undefined): Call | null => (call === undefined ? null : toCall(call));

const whyOf = (accepted: { score: number; terms: Term[]; reasons: Reason[] } | null) => ({
  score: accepted?.score ?? 0,
  terms: accepted?.terms ?? [],
  reasons: accepted?.reasons ?? [],
});
