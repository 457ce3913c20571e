import { problem, type CorrectTriage, type Triage } from '@harmony-live/protocol';
import { memberNames } from '../../identity/index.ts';
import type { MemberCaller } from '../../platform/caller.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { lockRequest, findRequest, type HelpRequestRow } from '../store.ts';
import { learnWhenDue } from './learn.ts';
import { other, seedDomains } from './seeds.ts';
import * as store from './store.ts';

/** More names than this nobody chooses from. */
const mostDomains = 200;

/** How requests stand after triage and correction, by their ids. */
export const describeTriage = async (tx: Tx, rows: readonly HelpRequestRow[]): Promise<Map<string, Triage>> => {
  const correctors = rows.flatMap(({ triageCorrectedBy }) => triageCorrectedBy ?? []);
  const names = correctors.length === 0 ? new Map<string, string>() : await memberNames(tx, correctors);
  return new Map(rows.map((row) => [row.id, toTriage(row, names)]));
};

const toTriage = (row: HelpRequestRow, names: ReadonlyMap<string, string>): Triage => {
  const { triage, triageCorrectedAt: at } = row;
  const guessed = triage.domains ?? [];
  const said = at !== null;
  return {
    domains: row.domains.map((domain) => {
      const guess = guessed.find((one) => one.domain === domain);
      return { domain, confidence: said ? 1 : (guess?.confidence ?? 0), words: guess?.words ?? [] };
    }),
    complexity: {
      value: row.complexity,
      confidence: said ? 1 : (triage.complexity?.confidence ?? 0),
      because: said ? [] : (triage.complexity?.because ?? []),
    },
    urgency: {
      value: row.urgency,
      confidence: said ? 1 : (triage.urgency?.confidence ?? 0),
      because: said ? [] : (triage.urgency?.because ?? []),
      isChosen: triage.urgency?.isChosen ?? false,
    },
    corrected:
      at === null
        ? null
        : {
            name: row.triageCorrectedBy === null ? null : (names.get(row.triageCorrectedBy) ?? null),
            at: new Date(at).toISOString(),
          },
    version: row.triageVersion,
  };
};

/**
 * An expert says what a request is about; the triage learns from it. Saying the same as the guess confirms it, which teaches too.
 *
 * @throws Problem `help-request/not-found`; `version/stale` after somebody else's correction; `body/invalid` for another urgency
 * than the one that the person chose
 */
export const correctTriage = async (
  platform: Platform,
  tx: Tx,
  { organisationId, memberId }: Pick<MemberCaller, 'organisationId' | 'memberId'>,
  requestId: string,
  { domain, complexity, urgency, version }: CorrectTriage,
): Promise<Triage> => {
  const row = await lockRequest(tx, requestId);
  if (row === undefined) throw problem('help-request/not-found', 'It does not exist, or you have no part in it.');
  if (row.triageVersion !== version)
    throw problem('version/stale', 'Read it again: somebody has corrected it meanwhile.');
  if (urgency !== undefined && urgency !== row.urgency && row.triage.urgency?.isChosen === true) {
    const reason = 'was chosen by the person who asks';
    throw problem('body/invalid', `/urgency ${reason}.`, { field: '/urgency', reason });
  }
  const at = new Date(platform.clock.now());
  await store.setCorrection(tx, row.id, { domain, complexity, urgency: urgency ?? row.urgency, memberId, at });
  await learnWhenDue(platform, tx, organisationId);
  return (await describeTriage(tx, [(await findRequest(tx, row.id))!])).get(row.id)!;
};

/** What can be chosen from: what experts have named, then what there is from the start, then `other`. */
export const knownDomains = async (tx: Tx): Promise<string[]> => {
  const named = await store.correctedDomains(tx, mostDomains);
  return [...new Set([...named.filter((domain) => domain !== other), ...seedDomains, other])];
};
