import { problem } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { organisationOf } from '../store.ts';
import * as store from './store.ts';

type Parts = Pick<Platform, 'clock' | 'embeddings'>;

/** A problem that an expert has solved. */
export interface Evidence {
  /** The problem, and how it was solved where that is known; plain text. */
  text: string;
  /** Milliseconds since the epoch. */
  solvedAt: number;
  /** The person said that it solved their problem. */
  isAccepted?: boolean;
  /** How much it was liked: votes elsewhere, or a rating from −2 to 2; a large number says no more than a few. */
  votes?: number;
  /** What it was about, as triage names it. */
  domains?: readonly string[];
  /** Which of the product's own conversations it comes from, and whose problem it was. */
  conversationId?: string;
  visitorId?: string;
}

/**
 * Adds problems that an expert has solved, each embedded by itself; from then on they are found by what they are about.
 * Inside `withOrganisation`. Texts without a word are left out, and so is a conversation that is evidence already.
 *
 * @throws Problem `expert/not-found`
 * @returns how many were added
 */
export const addEvidence = async (
  { clock, embeddings }: Parts,
  tx: Tx,
  expertId: string,
  items: readonly Evidence[],
): Promise<number> => {
  const languages = (await store.languagesOfExpert(tx, expertId))?.map(({ tag }) => tag);
  if (languages === undefined) throw problem('expert/not-found', 'This member does not take requests.');
  const said = items.flatMap((item) => (item.text.trim() === '' ? [] : [{ ...item, text: item.text.trim() }]));
  if (said.length === 0) return 0;
  const organisationId = await organisationOf(tx);
  const vectors = await embeddings.embed(
    tx,
    organisationId,
    'document',
    said.map(({ text }) => text),
    languages,
  );
  const added = await store.insertEvidence(
    tx,
    said.map(({ isAccepted = false, votes = 0, domains = ['other'], conversationId, visitorId, ...item }, at) => ({
      ...{ ...item, id: clock.newId(), organisationId, expertId, languages, isAccepted, votes, domains },
      ...{ model: embeddings.model, embedding: vectors[at]! },
      ...{ conversationId: conversationId ?? null, visitorId: visitorId ?? null },
    })),
  );
  await embeddings.learn(tx, organisationId, { added, removed: [] }, languages);
  return added.length;
};

/** Takes what was deleted out of what tells rare words from common ones. */
export const unlearn = async (
  { embeddings }: Pick<Platform, 'embeddings'>,
  tx: Tx,
  removed: readonly store.RemovedEvidence[],
): Promise<void> => {
  if (removed.length === 0) return;
  const organisationId = await organisationOf(tx);
  const byLanguages = Map.groupBy(removed, ({ languages }) => languages.join(' '));
  for (const texts of byLanguages.values()) {
    const change = { added: [], removed: texts.map(({ text }) => text) };
    await embeddings.learn(tx, organisationId, change, texts[0]!.languages);
  }
};
