import type { Handover } from '@harmony-live/protocol';
import { toIso, type Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { toSender, type Person } from '../message.ts';
import type { Names } from '../names.ts';
import { wordsOf } from '../store.ts';
import type { HandoverEnd, HandoverRow } from './store.ts';

/** How much of the visitor's first words is shown, in characters. */
const topicLength = 140;

/** Questions as the wire has them. */
export const toHandovers = async (tx: Tx, names: Names, rows: readonly HandoverRow[]): Promise<Handover[]> => {
  if (rows.length === 0) return [];
  const person = (id: string): Person => ({ kind: 'member', id });
  const people = rows.flatMap(({ fromMemberId, toMemberId }) => [person(fromMemberId), person(toMemberId)]);
  const named = await names(tx, people);
  const ids = rows.map(({ conversationId }) => conversationId);
  const words = await wordsOf(tx, ids, topicLength);
  return rows.map(({ id, conversationId, kind, brief, fromMemberId, toMemberId, askedAt, expiresAt }) => ({
    ...{ id, conversationId, kind, brief },
    from: toSender(person(fromMemberId), named),
    to: toSender(person(toMemberId), named),
    topic: words.get(conversationId)?.topic ?? '',
    askedAt: toIso(askedAt),
    expiresAt: toIso(expiresAt),
  }));
};

/** Puts a question before the one who is asked, and on the screens of the one who asks, once the transaction holds. */
export const tellAsked = (
  { db, live }: Pick<Platform, 'db' | 'live'>,
  tx: Tx,
  { organisationId, fromMemberId, toMemberId }: HandoverRow,
  handover: Handover,
): void =>
  db.afterCommit(tx, () => {
    for (const id of [fromMemberId, toMemberId]) live.toMember(organisationId, id, { frame: 'handover', ...handover });
  });

/** Takes it off their screens again. */
export const tellEnded = (
  { db, live }: Pick<Platform, 'db' | 'live'>,
  tx: Tx,
  { id: handoverId, organisationId, conversationId, fromMemberId, toMemberId }: HandoverRow,
  state: HandoverEnd,
): void =>
  db.afterCommit(tx, () => {
    for (const id of [fromMemberId, toMemberId]) {
      live.toMember(organisationId, id, { frame: 'handover.ended', handoverId, conversationId, state });
    }
  });
