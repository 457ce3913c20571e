import type { Call, CallEndReason, CallMedia, ClientFrames } from '@harmony-live/protocol';
import { problem } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { decide } from '../../gate/index.ts';
import { noteConsent } from '../../identity/index.ts';
import { toIso, type Tx } from '../../platform/database/index.ts';
import type { Connection } from '../../platform/live/live.ts';
import { existing } from '../access.ts';
import type { Log } from '../log.ts';
import { personOf } from '../message.ts';
import type { NewsChannel } from '../news.ts';
import { beginning, changeOf, isStale, silentAfterMs, unknownCall, type CallRow, type Side } from './call.ts';
import * as store from './store.ts';

type StateFrame = ClientFrames['call.state'];

/** As the wire has it. */
export const toCall = ({ id, media, state, startedBy, startedAt }: CallRow): Call => ({
  callId: id,
  media,
  state,
  startedBy,
  at: toIso(startedAt),
});

/** Calls: who asks, who agrees, and what one peer hands to the other. */
export const createCalls = (app: FastifyInstance, log: Log, news: NewsChannel) => {
  const { clock, db } = app.platform;

  /** Tells every tab of both. */
  const tell = (organisationId: string, call: CallRow, reason?: CallEndReason): void =>
    news.publish({
      organisationId,
      conversationId: call.conversationId,
      frame: {
        frame: 'call.state',
        conversationId: call.conversationId,
        ...toCall(call),
        isReady: call.visitorConnection !== null && call.memberConnection !== null,
        ...(reason === undefined ? {} : { reason }),
      },
    });

  const end = async (tx: Tx, organisationId: string, call: CallRow, reason: CallEndReason): Promise<void> => {
    await store.endCall(tx, call.id, reason, new Date(clock.now()));
    db.afterCommit(tx, () => tell(organisationId, { ...call, state: 'ended' }, reason));
  };

  /** A call begins; one that nobody is behind any more makes room. */
  const begin = async (tx: Tx, connection: Connection, side: Side, frame: StateFrame): Promise<void> => {
    const { caller } = connection;
    const { conversationId, callId } = normal(frame);
    const state = beginning(frame.media, side, wishOf(frame));
    const going = await store.lockLiveCall(tx, conversationId);
    if (going !== undefined) {
      if (!isStale(going, clock.now()))
        throw problem('version/stale', 'A call goes on in this conversation already. End it first.');
      await end(tx, caller.organisationId, going, 'gone');
    }
    if (state === 'connecting') await agree(tx, connection, frame.media);
    const at = new Date(clock.now());
    const call: CallRow = {
      ...{ id: callId, conversationId, media: frame.media, state, startedBy: side },
      visitorConnection: side === 'visitor' ? connection.id : null,
      memberConnection: side === 'member' ? connection.id : null,
      ...{ startedAt: at, connectedAt: null, aliveAt: at },
    };
    const memberId = caller.kind === 'member' ? caller.memberId : null;
    await store.insertCall(tx, { ...call, organisationId: caller.organisationId, memberId, at });
    db.afterCommit(tx, () => tell(caller.organisationId, call));
  };

  /** Keeps the yes: the gate's verdict for a screen, and the person's own record. */
  const agree = async (tx: Tx, { caller }: Connection, media: CallMedia): Promise<void> => {
    if (media !== 'screen' || caller.kind !== 'visitor') return;
    await decide(app, tx, {
      action: 'screen.share',
      initiator: caller,
      purpose: 'to show the expert what the person sees',
      facts: { 'consent.view': true },
    });
    await noteConsent(app.platform, tx, caller, 'view', true, 'widget');
  };

  return {
    /**
     * A client says where a call stands.
     *
     * @throws Problem `conversation/not-found`, `conversation/closed`, `call/not-found`, `consent/missing`, `version/stale`
     */
    say: (connection: Connection, frame: StateFrame): Promise<void> => {
      const { caller } = connection;
      const { organisationId } = caller;
      const { conversationId, callId } = normal(frame);
      const side: Side = caller.kind;
      return db.withOrganisation(organisationId, async (tx) => {
        const { state } = await existing(tx, caller, conversationId, 'participant');
        const call = await store.lockCall(tx, conversationId, callId);
        if (state === 'closed' && frame.state !== 'ended')
          throw problem('conversation/closed', 'The conversation has ended, and calls with it.');
        if (call === undefined) {
          if (frame.state === 'ended') throw unknownCall();
          return begin(tx, connection, side, frame);
        }
        if (call.media !== frame.media) throw unknownCall();
        const change = changeOf(call, side, connection.id, wishOf(frame));
        if (change === null) return;
        if (change.state === 'ended') return end(tx, organisationId, call, change.reason);
        const at = new Date(clock.now());
        const memberId = caller.kind === 'member' ? caller.memberId : null;
        const bind = change.bind === null ? null : { side: change.bind, connectionId: connection.id, memberId };
        if (change.isConsent) await agree(tx, connection, call.media);
        await store.updateCall(tx, call.id, { state: change.state, bind, isConsent: change.isConsent, at });
        if (change.state === 'connected' && call.connectedAt === null) {
          const id = clock.newId();
          const entry = { conversationId, id, clientId: null, from: personOf(caller), kind: 'call' as const, at };
          await log.append(tx, organisationId, [{ ...entry, body: call.media }]);
        }
        const own = side === 'visitor' ? 'visitorConnection' : 'memberConnection';
        const changed = { ...call, state: change.state, ...(bind === null ? {} : { [own]: connection.id }) };
        db.afterCommit(tx, () => tell(organisationId, changed));
      });
    },

    /** Hands an offer, answer or candidate to the one other peer. @throws Problem `call/not-found` for everybody else */
    signal: async (connection: Connection, { callId, data }: ClientFrames['call.signal']): Promise<void> => {
      const { organisationId, kind } = connection.caller;
      const call = await db.withOrganisation(organisationId, (tx) => store.findLiveCall(tx, callId.toLowerCase()));
      const [own, other] =
        kind === 'visitor'
          ? [call?.visitorConnection, call?.memberConnection]
          : [call?.memberConnection, call?.visitorConnection];
      if (call === undefined || own !== connection.id) throw unknownCall();
      if (other == null) return;
      const { conversationId } = call;
      const frame = { frame: 'call.signal' as const, conversationId, callId: call.id, data };
      news.publish({ organisationId, conversationId, frame, only: other });
    },

    /** The conversation is over, and its call with it. */
    endIn: async (tx: Tx, organisationId: string, conversationId: string): Promise<void> => {
      const going = await store.lockLiveCall(tx, conversationId);
      if (going !== undefined) await end(tx, organisationId, going, 'conversation-ended');
    },

    /** A member is out of it: what they saw or heard ends, and whoever goes on may ask anew. */
    endOf: async (tx: Tx, organisationId: string, conversationId: string, memberId: string): Promise<void> => {
      const theirs = await store.lockLiveCallOf(tx, conversationId, memberId);
      if (theirs !== undefined) await end(tx, organisationId, theirs, 'gone');
    },

    /** Ends calls whose pages are gone. */
    endSilent: async (): Promise<void> => {
      const before = new Date(clock.now() - silentAfterMs);
      const silent = await db.asSystem('conversation: calls nobody is behind', (tx) => store.silentCalls(tx, before));
      for (const { id, conversationId, organisationId } of silent) {
        await db.withOrganisation(organisationId, async (tx) => {
          const call = await store.lockCall(tx, conversationId, id);
          if (call !== undefined && call.state !== 'ended' && call.aliveAt < before)
            await end(tx, organisationId, call, call.state === 'asked' ? 'no-answer' : 'gone');
        });
      }
    },
  };
};

export type Calls = ReturnType<typeof createCalls>;

const wishOf = ({ state, consent, reason }: StateFrame) => ({ state, consent: consent === true, reason });

const normal = ({ conversationId, callId }: StateFrame) => ({
  conversationId: conversationId.toLowerCase(),
  callId: callId.toLowerCase(),
});
