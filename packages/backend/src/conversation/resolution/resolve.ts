import { problem, type RateConversation } from '@harmony-live/protocol';
import { blockedBy } from '../../experts/index.ts';
import type { PersonCaller } from '../../platform/caller.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { withdrawAll } from '../handovers/end.ts';
import type { Log } from '../log.ts';
import { conversationNotFound, personOf, type Person } from '../message.ts';
import { assumedAfterMs, ratingAfter, stepAfter, type Said } from './resolution.ts';
import { messagesAfter } from '../store.ts';
import * as store from './store.ts';

type Parts = Pick<Platform, 'clock' | 'db' | 'live' | 'outbox'>;

/** Whoever speaks, or the clock. */
type Speaker = { organisationId: string; person: Person | null; said: Said };

/**
 * Takes the step that follows from what was said, with its entry in the log and its event. Saying it again changes nothing.
 *
 * @throws Problem `conversation/closed` for what was solved by two who do not meet again
 */
export const resolve = async (
  platform: Parts,
  log: Log,
  tx: Tx,
  conversationId: string,
  { organisationId, person, said }: Speaker,
): Promise<void> => {
  const { clock, outbox } = platform;
  const conversation = await lockResolvable(tx, conversationId);
  const at = new Date(clock.now());
  const step = stepAfter(conversation, said, at.getTime());
  if (step === null) return;
  if (step.entry === 'reopened' && conversation.state === 'resolved' && (await areApart(tx, conversation)))
    throw problem('conversation/closed', 'It cannot go on. Ask for help again, and somebody else comes.');
  const body = step.entry === 'resolved' ? step.how : '';
  // Before the state moves: what is closed takes no entry.
  await log.append(tx, organisationId, [
    {
      conversationId,
      id: clock.newId(),
      clientId: null,
      from: person ?? { kind: 'visitor', id: conversation.visitorId },
      kind: step.entry,
      body,
      at,
    },
  ]);
  await store.setResolution(tx, conversationId, step, at);
  if (step.entry !== 'reopened') await withdrawAll(platform, tx, conversationId);
  const { requestId, siteId, visitorId, memberIds, solutionSeq } = conversation;
  const about = { conversationId, requestId, siteId, visitorId, memberIds, at: at.toISOString() };
  if (step.entry === 'proposed') await outbox.emit(tx, 'conversation.proposed', organisationId, about);
  if (step.entry === 'resolved')
    await outbox.emit(tx, 'conversation.resolved', organisationId, { ...about, how: step.how, solutionSeq });
  if (step.entry === 'reopened' && conversation.state === 'resolved')
    await outbox.emit(tx, 'conversation.reopened', organisationId, about);
  tellState(platform, tx, organisationId, conversation, step.state);
};

/** One of the two does not want to meet the other again: nothing that is over brings them together. */
const areApart = async (tx: Tx, { visitorId, memberIds }: store.ResolvableConversation): Promise<boolean> => {
  for (const memberId of memberIds) if ((await blockedBy(tx, { visitorId, memberId })).length > 0) return true;
  return false;
};

/** The caller's words about the outcome. */
export const saidBy = (caller: PersonCaller, outcome: 'solved' | 'not-yet'): Speaker => ({
  organisationId: caller.organisationId,
  person: personOf(caller),
  said: caller.kind === 'visitor' ? `visitor-${outcome}` : `member-${outcome}`,
});

/** Proposals that nobody answered for a day count as solved. */
export const assumeSilent = async (platform: Parts, log: Log): Promise<void> => {
  const before = new Date(platform.clock.now() - assumedAfterMs);
  const due = await platform.db.asSystem('conversation: proposals nobody answered', (tx) =>
    store.proposedBefore(tx, before),
  );
  for (const { id, organisationId } of due) {
    await platform.db.withOrganisation(organisationId, (tx) =>
      resolve(platform, log, tx, id, { organisationId, person: null, said: 'silence' }),
    );
  }
};

/**
 * Marks a message as the solution; the mark moves when another one is marked.
 *
 * @throws Problem `body/invalid` for a number that is no text, `conversation/closed` once it is over
 */
export const markSolution = async (
  platform: Parts,
  log: Log,
  tx: Tx,
  caller: PersonCaller,
  conversationId: string,
  seq: number,
): Promise<void> => {
  const conversation = await lockResolvable(tx, conversationId);
  if (conversation.solutionSeq === seq) return;
  if (conversation.state !== 'open' && conversation.state !== 'proposed')
    throw problem('conversation/closed', 'It is over: the solution was marked before the end, or not at all.');
  const marked = (await messagesAfter(tx, conversationId, seq - 1, 1))[0];
  if (marked?.seq !== seq || marked.kind !== 'text')
    throw problem('body/invalid', 'Mark a message that somebody wrote.', {
      field: '/seq',
      reason: 'is not the number of a text',
    });
  const at = new Date(platform.clock.now());
  await log.append(tx, caller.organisationId, [
    {
      conversationId,
      id: platform.clock.newId(),
      clientId: null,
      from: personOf(caller),
      kind: 'solution',
      body: String(seq),
      at,
    },
  ]);
  await store.setSolution(tx, conversationId, seq);
  tellState(platform, tx, caller.organisationId, conversation, conversation.state);
};

/**
 * Keeps what the visitor says of the help they got.
 *
 * @throws Problem `version/stale` before it is solved, `key/reused` for another opinion
 */
export const rate = async (
  platform: Parts,
  tx: Tx,
  organisationId: string,
  conversationId: string,
  { rating, thanks }: RateConversation,
): Promise<void> => {
  const conversation = await lockResolvable(tx, conversationId);
  if (conversation.state !== 'resolved')
    throw problem('version/stale', 'Say first that it is solved; then it can be rated.');
  const words = thanks?.trim().replaceAll('\0', '').toWellFormed() || null;
  const change = ratingAfter(conversation, rating, words);
  if (change === null) return;
  const at = new Date(platform.clock.now());
  await store.setRating(tx, conversationId, change, at);
  const { requestId, siteId, visitorId, memberIds, state } = conversation;
  if (conversation.rating === null)
    await platform.outbox.emit(tx, 'rating.given', organisationId, {
      ...{ conversationId, requestId, siteId, visitorId, memberIds, rating },
      at: at.toISOString(),
    });
  tellState(platform, tx, organisationId, conversation, state);
};

const lockResolvable = async (tx: Tx, id: string): Promise<store.ResolvableConversation> => {
  const conversation = await store.lockResolvable(tx, id);
  if (conversation === undefined) throw conversationNotFound();
  return conversation;
};

/** Screens read the conversation again. */
const tellState = (
  { db, live }: Parts,
  tx: Tx,
  organisationId: string,
  { id: conversationId, visitorId, memberIds }: store.ResolvableConversation,
  state: string,
): void => {
  const frame = { frame: 'conversation' as const, conversationId, state };
  db.afterCommit(tx, () => {
    live.toVisitor(organisationId, visitorId, frame);
    for (const memberId of memberIds) live.toMember(organisationId, memberId, frame);
  });
};
