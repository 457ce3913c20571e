// A node of its own, for contested.ts: for each request that it is told, its members reach for it at the same moment.
import { openHouse } from '../../packages/backend/src/matching/house.fixture.ts';
import type { MemberCaller } from '../../packages/backend/src/platform/caller.ts';
import { systemClock } from '../../packages/backend/src/platform/clock.ts';
import { openDatabase } from '../../packages/backend/src/platform/database/index.ts';

/** What a node is started with, as JSON. */
export interface TakerOptions {
  url: string;
  organisationId: string;
  siteId: string;
  members: readonly MemberCaller[];
}

/** What became of one request on this node: an HTTP status for each member. */
export interface Taken {
  statuses: number[];
}

const { url, organisationId, siteId, members } = JSON.parse(process.argv[2]!) as TakerOptions;
const db = await openDatabase({ url });
const house = await openHouse(db, {
  organisationId,
  siteId,
  clock: { ...systemClock, advance: () => {}, set: () => {} },
});

process.on('message', ({ requestId }: { requestId: string }) => {
  const tries = members.map(async (member) => (await house.call(member, 'POST', `/v1/queue/${requestId}/take`)).status);
  void Promise.all(tries).then((statuses) => process.send!({ statuses } satisfies Taken));
});
process.on('disconnect', () => void house.close().then(() => db.close()));
process.send!({ statuses: [] } satisfies Taken);
