import type { ExpertCard, HelpRequest, QueueItem, ServerFrames } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { positionsOf } from './help-request.ts';
import { queuePlaces, type HelpRequestRow } from './store.ts';
import { recentWaits } from './wait/store.ts';
import { expectWait, waitRange, type Expected, type Places } from './wait/wait.ts';

/**
 * What modules below know about a request: the places of those on duty, who is being asked, how many were in vain, who accepted and
 * why, where the answer goes, what was booked.
 */
export type StatusPart = Partial<Pick<HelpRequest, 'asking' | 'refused' | 'email' | 'appointment'>> & {
  places?: Places;
  /** Who accepted, and why they were asked. */
  expert?: Pick<ExpertCard, 'name' | 'reasons'>;
  /** How they were rated. */
  standing?: Pick<ExpertCard, 'rating' | 'basedOn'>;
};

/** Tells about these requests, by their ids; those it knows nothing of may be missing. */
export type StatusContributor = (tx: Tx, requestIds: readonly string[]) => Promise<Map<string, StatusPart>>;

const contributors = new WeakMap<Platform, StatusContributor[]>();

/**
 * Adds to what a visitor is told about their request. For modules that stand below this one, which may not be asked by it;
 * called once, when the module is registered.
 */
export const contributeStatus = (
  { platform }: Pick<FastifyInstance, 'platform'>,
  contributor: StatusContributor,
): void => {
  contributors.set(platform, [...(contributors.get(platform) ?? []), contributor]);
};

/** Why waiting requests would be this member's, by the requests' ids; those that would not be are missing. */
export type QueueContributor = (
  tx: Tx,
  memberId: string,
  requestIds: readonly string[],
) => Promise<Map<string, NonNullable<QueueItem['forMe']>>>;

const queueContributors = new WeakMap<Platform, QueueContributor>();

/** Says why a request in the queue would be that of whoever looks at it; for `matching`, called once. */
export const contributeToQueue = (
  { platform }: Pick<FastifyInstance, 'platform'>,
  contributor: QueueContributor,
): void => void queueContributors.set(platform, contributor);

/** What the contributor knows; nothing where there is none. */
export const whyForMember = async (
  platform: Platform,
  ...question: Parameters<QueueContributor>
): ReturnType<QueueContributor> => (await queueContributors.get(platform)?.(...question)) ?? new Map();

/** Requests as their visitors follow them, in the order given. */
export const describe = async (platform: Platform, tx: Tx, rows: readonly HelpRequestRow[]): Promise<HelpRequest[]> =>
  (await tell(platform, tx, rows)).map(({ request }) => request);

/** A request as its visitor follows it, with what is expected of its wait: null where it waits no longer, or nobody is there. */
interface Told {
  request: HelpRequest;
  expected: Expected | null;
}

/** The same, with what the ranges of waits were made from. */
export const tell = async (platform: Platform, tx: Tx, rows: readonly HelpRequestRow[]): Promise<Told[]> => {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const now = platform.clock.now();
  const positions = positionsOf(await queuePlaces(tx, now));
  const waited = await recentWaits(tx, now);
  const parts: Map<string, StatusPart>[] = [];
  for (const contribute of contributors.get(platform) ?? []) parts.push(await contribute(tx, ids));
  return rows.map((row) => {
    const part: StatusPart = Object.assign({}, ...parts.map((known) => known.get(row.id)));
    const position = row.state === 'queued' ? (positions.get(row.id) ?? 0) : 0;
    const { places = nowhere } = part;
    const expected = position === 0 ? null : expectWait(position, places, waited);
    const request = {
      id: row.id,
      clientId: row.clientId,
      text: row.text,
      state: row.state,
      position,
      waitMs: position === 0 ? { low: 0, high: 0 } : waitRange(expected, waited),
      reachable: places.reachable,
      ...(position > 0 && expected === null ? { isNobodyOnDuty: true } : {}),
      createdAt: new Date(row.createdAt).toISOString(),
      ...(row.state === 'queued' && part.asking !== undefined ? { asking: part.asking } : {}),
      ...(row.state === 'queued' && part.refused !== undefined ? { refused: part.refused } : {}),
      ...(part.appointment === undefined ? {} : { appointment: part.appointment }),
      ...(row.dueAt === null ? {} : { dueAt: new Date(row.dueAt).toISOString() }),
      ...(part.email === undefined ? {} : { email: part.email }),
      ...(part.expert === undefined ? {} : { expert: { ...part.expert, basedOn: 0, ...part.standing } }),
      ...(row.conversationId === null ? {} : { conversationId: row.conversationId }),
    };
    return { request, expected };
  });
};

/** Where no module knows of any experts. */
const nowhere: Places = { reachable: 0, free: 0, busy: 0 };

/** The same as a frame. */
export const requestFrame = ({
  id,
  clientId: _c,
  text: _t,
  createdAt: _a,
  ...status
}: HelpRequest): ServerFrames['request'] => ({
  frame: 'request',
  requestId: id,
  ...status,
});
