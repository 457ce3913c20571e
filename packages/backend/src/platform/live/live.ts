import type { ClientFrameName, ClientFrames, OkFields, PushedFrame } from '@harmony-live/protocol';
import type { PersonCaller } from '../caller.ts';

/** One open connection of one person, by WebSocket or long polling; the same to everybody above. */
export interface Connection {
  readonly id: string;
  readonly caller: PersonCaller;
  readonly isOpen: boolean;
  /** Queues a frame; a reader that falls too far behind is told `bye` (`too-slow`) and closed. */
  send(frame: PushedFrame): void;
}

export type FrameHandler<N extends ClientFrameName> = (
  connection: Connection,
  frame: ClientFrames[N],
) => Promise<OkFields[N]>;

/**
 * The socket hub: authenticates, checks frames against the role table and their schemas, answers `ok` or `problem` with
 * the client's `ref`, pushes news. It knows no module; modules register the frames they understand.
 */
export interface Live {
  /** One handler per frame name; a second one, or a name that the role table lacks, stops the start. */
  onFrame<N extends Exclude<ClientFrameName, 'hello'>>(name: N, handler: FrameHandler<N>): void;
  /** Runs after `hello` was answered: modules push what is open for this person. */
  onConnected(handler: (connection: Connection) => Promise<void>): void;
  onDisconnected(handler: (connection: Connection) => void): void;
  /** Called about every 15 s with all people connected to this node, so that modules can keep "last seen" in the database. */
  onHeartbeat(handler: (connections: readonly Connection[]) => Promise<void>): void;
  /** To every connection of that person, on any node. News only: what must not be lost is in the database. */
  toVisitor(organisationId: string, visitorId: string, frame: PushedFrame): void;
  toMember(organisationId: string, memberId: string, frame: PushedFrame): void;
  /** To every connected member of the organisation, on any node. */
  toMembers(organisationId: string, frame: PushedFrame): void;
  /** How many connections of that person this node holds. */
  countOf(caller: { kind: 'visitor' | 'member'; id: string }): number;
  /** Ends every connection of a person on any node, such as after sign-out or erasure. */
  revoke(kind: 'visitor' | 'member', organisationId: string, id: string): void;
}
