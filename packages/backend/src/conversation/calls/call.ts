import { problem, type CallEndReason, type CallMedia, type CallState } from '@harmony-live/protocol';

export type Side = 'visitor' | 'member';

/** A call as stored. */
export interface CallRow {
  id: string;
  conversationId: string;
  media: CallMedia;
  state: CallState;
  startedBy: Side;
  visitorConnection: string | null;
  memberConnection: string | null;
  startedAt: Date;
  connectedAt: Date | null;
  aliveAt: Date;
}

/** What a client says of a call. */
export interface CallWish {
  state: CallState;
  consent: boolean;
  reason: CallEndReason | undefined;
}

/** Peers say every 20 s that they are there; a call of which nobody has said so for this long is over. */
export const silentAfterMs = 60_000;
/** Nobody waits longer than this for an answer. */
export const unansweredAfterMs = 60_000;

/** Whose screen or voice it is that the other side asks for: their yes is what counts. */
export const consenterOf = ({ media, startedBy }: Pick<CallRow, 'media' | 'startedBy'>): Side =>
  media === 'screen' ? 'visitor' : startedBy === 'visitor' ? 'member' : 'visitor';

/** True once nobody is behind it any more, so that another call may begin. */
export const isStale = ({ state, aliveAt }: CallRow, now: number): boolean =>
  now - aliveAt.getTime() > (state === 'asked' ? unansweredAfterMs : silentAfterMs);

/** How a call begins: by asking, or at once by who shows their own screen. @throws Problem where it begins otherwise */
export const beginning = (media: CallMedia, by: Side, { state, consent }: CallWish): 'asked' | 'connecting' => {
  if (state === 'asked' && !(media === 'screen' && by === 'visitor')) return 'asked';
  if (media === 'screen' && by === 'visitor' && (state === 'asked' || state === 'connecting')) {
    if (!consent) throw withoutConsent();
    return 'connecting';
  }
  throw unknownCall();
};

/** What a call becomes; null where nothing changes. */
export type CallChange =
  | { state: 'ended'; reason: CallEndReason }
  | { state: Exclude<CallState, 'ended' | 'asked'>; bind: Side | null; isConsent: boolean };

/**
 * What follows from what a client says.
 *
 * @param by who says it; `connectionId` through which of their tabs
 * @throws Problem `call/not-found` for a call that is over, `consent/missing`, `version/stale` where another tab was first
 */
export const changeOf = (call: CallRow, by: Side, connectionId: string, wish: CallWish): CallChange | null => {
  if (call.state === 'ended') {
    if (wish.state === 'ended') return null;
    throw unknownCall();
  }
  if (wish.state === 'ended') {
    const isRefusal = call.state === 'asked' && by === consenterOf(call) && by !== call.startedBy;
    return { state: 'ended', reason: wish.reason ?? (isRefusal ? 'declined' : 'stopped') };
  }
  const bound = by === 'visitor' ? call.visitorConnection : call.memberConnection;
  if (wish.state === 'asked') return null;
  if (wish.state === 'connecting') {
    if (bound === connectionId) return null;
    if (call.state === 'asked') {
      if (by !== consenterOf(call)) return null;
      if (!wish.consent) throw withoutConsent();
      return { state: 'connecting', bind: by, isConsent: true };
    }
    if (bound !== null) throw answeredElsewhere();
    return { state: call.state, bind: by, isConsent: false };
  }
  // The peer lives in one page: whoever says that it is connected, or is being mended, speaks for it, on a new connection too.
  if (call.state === 'asked' || bound === null) throw unknownCall();
  return { state: wish.state, bind: bound === connectionId ? null : by, isConsent: false };
};

export const unknownCall = () => problem('call/not-found', 'It is over, or you have no part in it.');
const withoutConsent = () => problem('consent/missing', 'Whoever is seen or heard has to agree first.');
const answeredElsewhere = () => problem('version/stale', 'This call goes on in another tab.');
