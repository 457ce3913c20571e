import { problem, type Colleague, type Handover, type HandoverKind } from '@harmony-live/protocol';
import { membersBlockedFor, readiness, readinessOf } from '../../experts/index.ts';
import { memberNames } from '../../identity/index.ts';
import type { MemberCaller } from '../../platform/caller.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { leads } from '../access.ts';
import { conversationNotFound } from '../message.ts';
import type { Names } from '../names.ts';
import { lockConversations } from '../store.ts';
import { end } from './end.ts';
import { answerWithinMs, inOrder, whyNobodyComes } from './handover.ts';
import * as store from './store.ts';
import { tellAsked, toHandovers } from './wire.ts';

/** Among so many of the organisation's experts colleagues are looked for. */
const mostLookedAt = 1000;

/** What a member asks of a colleague. */
export interface Wish {
  kind: HandoverKind;
  memberId: string;
  /** What the colleague should know, as it can be stored; empty for nothing. */
  brief: string;
}

/** Who is in a conversation. */
export interface Company {
  memberIds: readonly string[];
  visitorId: string;
}

/** Who could come into a conversation, the available first. */
export const colleaguesFor = async (
  { clock }: Pick<Platform, 'clock'>,
  tx: Tx,
  caller: MemberCaller,
  conversationId: string,
  { memberIds, visitorId }: Company,
): Promise<Colleague[]> => {
  const barred = [...memberIds, ...(await membersBlockedFor(tx, visitorId))];
  const found = (await readiness(tx, clock.now(), mostLookedAt)).filter((one) => mayCome(one.memberId, caller, barred));
  const names = await memberNames(
    tx,
    found.map(({ memberId }) => memberId),
  );
  const asked = new Set((await store.openIn(tx, conversationId)).map(({ toMemberId }) => toMemberId));
  return inOrder(
    found.map((standing) => ({
      ...standing,
      name: names.get(standing.memberId) ?? '',
      isAsked: asked.has(standing.memberId),
    })),
  );
};

/**
 * Asks a colleague to come along or to take over. Until they accept nothing changes for anybody in the conversation. Asking the
 * same again answers the same.
 *
 * @throws Problem `body/invalid` for somebody who cannot come, `conversation/closed` where nobody needs to, `handover/pending`
 * while they are asked already, or another one is asked to take it over
 */
export const ask = async (
  platform: Pick<Platform, 'clock' | 'db' | 'live'>,
  names: Names,
  tx: Tx,
  caller: MemberCaller,
  conversationId: string,
  { kind, memberId, brief }: Wish,
): Promise<Handover> => {
  const { clock } = platform;
  const conversation = (await lockConversations(tx, [conversationId])).get(conversationId);
  if (conversation === undefined) throw conversationNotFound();
  const memberIds = conversation.participants.flatMap((one) => (one.kind === 'member' ? [one.id] : []));
  const mayAsk = memberIds.includes(caller.memberId) || (kind === 'transfer' && leads(caller));
  if (!mayAsk) throw conversationNotFound();
  const refusal = whyNobodyComes({ state: conversation.state, memberIds });
  if (refusal !== null) throw refusal;
  const now = clock.now();
  const [visitor] = conversation.participants.filter((one) => one.kind === 'visitor');
  const barred = [...memberIds, ...(visitor === undefined ? [] : await membersBlockedFor(tx, visitor.id))];
  if (!mayCome(memberId, caller, barred) || (await readinessOf(tx, memberId, now)) === null) {
    throw problem('body/invalid', 'Choose an expert of yours who is not in it already.', {
      field: '/memberId',
      reason: 'is nobody who could come',
    });
  }
  const open = await stillOpen(platform, tx, conversationId, now);
  const same = open.find(({ toMemberId }) => toMemberId === memberId);
  if (same !== undefined && same.fromMemberId === caller.memberId && same.kind === kind) {
    return (await toHandovers(tx, names, [same]))[0]!;
  }
  if (same !== undefined) throw problem('handover/pending', 'They are asked about this conversation already.');
  if (kind === 'transfer' && open.some((one) => one.kind === 'transfer')) {
    throw problem('handover/pending', 'Somebody is asked to take it over already. Withdraw that first.');
  }
  const row: store.HandoverRow = {
    ...{ id: clock.newId(), organisationId: caller.organisationId, conversationId, kind, brief },
    ...{ fromMemberId: caller.memberId, toMemberId: memberId, state: 'asked' },
    ...{ askedAt: new Date(now), expiresAt: new Date(now + answerWithinMs) },
  };
  await store.insertHandover(tx, row);
  const [handover] = await toHandovers(tx, names, [row]);
  tellAsked(platform, tx, row, handover!);
  return handover!;
};

/** Whom one may ask at all. @param barred who is in it already, and who and the visitor do not meet, whoever of them said so */
const mayCome = (memberId: string, caller: MemberCaller, barred: readonly string[]): boolean =>
  memberId !== caller.memberId && !barred.includes(memberId);

/** What ran out and was not swept yet stands in nobody's way. */
const stillOpen = async (
  platform: Pick<Platform, 'clock' | 'db' | 'live'>,
  tx: Tx,
  conversationId: string,
  now: number,
): Promise<store.HandoverRow[]> => {
  const open = await store.openIn(tx, conversationId);
  for (const row of open) if (row.expiresAt.getTime() <= now) await end(platform, tx, row, 'expired');
  return open.filter(({ expiresAt }) => expiresAt.getTime() > now);
};
