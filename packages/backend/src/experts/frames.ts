import { problem, type ClientFrames } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { asMember } from '../platform/http/access.ts';
import type { Connection } from '../platform/live/live.ts';
import { availabilityOf } from './availability.ts';
import { longestQuietMs } from './duty.ts';
import { announce, announceChanges, availabilityFrame, changeDuty } from './presence.ts';
import * as store from './store.ts';

/** The switch **Available**, and the signs of life that keep an expert from being away. */
export const registerFrames = (app: FastifyInstance): void => {
  const { clock, db, live, log } = app.platform;

  live.onFrame('availability', async ({ caller }, frame) => {
    const { organisationId, memberId } = asMember(caller);
    const quietUntil = readQuietUntil(frame.quietUntil, clock.now());
    const change = { isOn: frame.switch, quietUntil, isLastOne: readLastOne(frame) };
    const expert = await db.withOrganisation(organisationId, (tx) => changeDuty(app.platform, tx, memberId, change));
    const now = clock.now();
    live.toMember(organisationId, memberId, availabilityFrame(expert, now));
    return { switch: expert.isOn, state: availabilityOf(expert, now) };
  });

  live.onConnected(async (connection) => {
    if (connection.caller.kind !== 'member') return;
    const { organisationId, memberId } = connection.caller;
    const expert = await db.withOrganisation(organisationId, async (tx) => {
      await store.markSeen(tx, [memberId], clock.now());
      const found = await store.findExpert(tx, memberId, clock.now());
      if (found !== undefined) await announce(app.platform, tx, found);
      return found;
    });
    if (expert !== undefined) connection.send(availabilityFrame(expert, clock.now()));
  });

  // Counted from the moment the last socket closes, so that a reload has all of the 45 seconds.
  live.onDisconnected(({ caller }) => {
    if (caller.kind !== 'member') return;
    const { organisationId, memberId } = caller;
    const at = clock.now();
    db.withOrganisation(organisationId, (tx) => store.markSeen(tx, [memberId], at)).catch((error: unknown) =>
      log.warn({ err: error }, 'the end of a connection could not be noted'),
    );
  });

  live.onHeartbeat(async (connections) => {
    const byOrganisation = Map.groupBy(membersOf(connections), ({ organisationId }) => organisationId);
    for (const [organisationId, members] of byOrganisation) {
      await db.withOrganisation(organisationId, async (tx) => {
        await store.markSeen(
          tx,
          members.map(({ memberId }) => memberId),
          clock.now(),
        );
        await announceChanges(app.platform, tx);
      });
    }
  });
};

const membersOf = (connections: readonly Connection[]) => {
  const members = new Map<string, { organisationId: string; memberId: string }>();
  for (const { caller } of connections) if (caller.kind === 'member') members.set(caller.memberId, caller);
  return [...members.values()];
};

/** A time in the past ends the quiet. */
const readQuietUntil = (text: string | null | undefined, now: number): number | null | undefined => {
  if (text == null) return text;
  const until = Date.parse(text);
  if (until > now + longestQuietMs) {
    throw problem('body/invalid', 'Choose a time within the next 36 hours, or switch Available off.', {
      field: '/quietUntil',
      reason: 'must be within 36 hours',
    });
  }
  return until > now ? until : null;
};

const readLastOne = (frame: ClientFrames['availability']): boolean | undefined => {
  if (frame.lastOne !== true || frame.switch) return frame.lastOne;
  throw problem('body/invalid', 'Switch Available on to be asked once more, or leave it off.', {
    field: '/lastOne',
    reason: 'needs the switch to be on',
  });
};
