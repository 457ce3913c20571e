import { allows, frameAccess, problem, type ClientFrameName, type PushedFrame } from '@harmony-live/protocol';
import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import type { Bus, JsonValue } from '../bus/index.ts';
import type { PersonCaller } from '../caller.ts';
import type { Clock } from '../clock.ts';
import type { Access, LiveCaller } from '../http/access.ts';
import { requireOwnOrigin } from '../http/cors.ts';
import type { Metrics } from '../metrics/index.ts';
import { LiveConnection, type Surroundings, type Transport } from './connection.ts';
import { liveLimits } from './limits.ts';
import type { Connection, FrameHandler, Live } from './live.ts';

/** What the hub stands on. */
export interface HubOptions {
  clock: Clock;
  bus: Bus;
  log: FastifyBaseLogger;
  access: Access;
  metrics: Metrics;
  publicUrl: () => string;
  rateFactor: number;
}

/** The hub as its transports see it. */
export interface Hub extends Live {
  /** A new connection. The request is the one it came with: its cookie, Origin and address. */
  open(transport: Transport, request: FastifyRequest): LiveConnection;
  /** Who speaks, with a good Origin. @throws Problem */
  identify(request: FastifyRequest, token: string | undefined): Promise<LiveCaller>;
  /** @throws Error naming frames of the role table that nobody handles */
  requireAllFrames(): void;
  /** Ends what is overdue and tells modules who is here, when it is time. */
  sweep(): Promise<void>;
  /** Calls `sweep` each second until `drain`. */
  start(): void;
  /** Says `bye` (`draining`) to everybody and takes nobody in any more. */
  drain(): void;
}

const topic = 'live';

/** News on the bus: a frame, or the end, for everybody under a key. */
type News =
  { key: string; organisationId: string; frame: JsonValue } | { key: string; organisationId: string; isRevoked: true };

/** Builds the hub of this process. */
export const createHub = ({ clock, bus, log, access, metrics, publicUrl, rateFactor }: HubOptions): Hub => {
  const open = new Set<LiveConnection>();
  const byKey = new Map<string, Set<LiveConnection>>();
  const handlers = new Map<ClientFrameName, FrameHandler<ClientFrameName>>();
  const onConnected: ((connection: Connection) => Promise<void>)[] = [];
  const onDisconnected: ((connection: Connection) => void)[] = [];
  const onHeartbeat: ((connections: readonly Connection[]) => Promise<void>)[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isDraining = false;
  let nextHeartbeatAt = clock.elapsed() + liveLimits.heartbeatEveryMs;

  const people = (): LiveConnection[] => [...open].filter((connection) => connection.isConnected);
  metrics.gauge('harmony_live_connections', 'Open live connections of this process', () => open.size);
  const leaveBus = bus.subscribe(topic, (message) => tellLocal(message as News));

  const tellLocal = (news: News): void => {
    // Whoever is ended by it leaves the set meanwhile, which a set allows.
    for (const connection of byKey.get(news.key) ?? []) {
      if (connection.caller.organisationId !== news.organisationId) continue;
      if ('frame' in news) connection.send(news.frame as unknown as PushedFrame);
      else connection.bye('revoked', 0);
    }
  };
  const tell = (key: string, organisationId: string, frame: PushedFrame): void =>
    bus.publish(topic, { key, organisationId, frame: frame as unknown as JsonValue });

  const identify = async (request: FastifyRequest, token: string | undefined): Promise<LiveCaller> => {
    const caller = await access.liveAuthenticator(request, token);
    if (caller === null) throw problem('auth/required', 'Send a visitor token with hello, or sign in to the console.');
    const { origin } = request.headers;
    if (caller.kind === 'member') requireOwnOrigin(request, publicUrl());
    else if (origin !== undefined && !(await access.originCheck(caller, origin))) {
      throw problem('origin/not-allowed', `${origin} is not among the site's origins.`);
    }
    return caller;
  };

  const dispatch: Surroundings['dispatch'] = async (connection, frame) => {
    const { caller } = connection;
    const role = caller.kind === 'member' ? caller.role : 'visitor';
    if (!allows(frameAccess[frame.frame], role)) {
      throw problem('role/insufficient', `The frame ${frame.frame} is not open to the role ${role}.`);
    }
    const handler = handlers.get(frame.frame);
    if (handler === undefined) throw new Error(`nobody handles the frame ${frame.frame}`);
    return handler(connection, frame);
  };

  const enter = async (connection: LiveConnection): Promise<void> => {
    if (!connection.isOpen) return;
    for (const key of keysOf(connection.caller)) byKey.set(key, (byKey.get(key) ?? new Set()).add(connection));
    for (const handler of onConnected) {
      if (!connection.isOpen) return;
      await handler(connection).catch((error: unknown) => log.error({ err: error }, 'after hello'));
    }
  };

  const leave = (connection: LiveConnection): void => {
    if (!open.delete(connection) || !connection.isConnected) return;
    for (const key of keysOf(connection.caller)) {
      const connections = byKey.get(key);
      connections?.delete(connection);
      if (connections?.size === 0) byKey.delete(key);
    }
    for (const handler of onDisconnected) handler(connection);
  };

  const heartbeat = async (): Promise<void> => {
    if (clock.elapsed() < nextHeartbeatAt) return;
    // Set first: a slow database makes heartbeats rarer, never parallel.
    nextHeartbeatAt = Infinity;
    for (const handler of onHeartbeat) {
      await handler(people()).catch((error: unknown) => log.error({ err: error }, 'heartbeat'));
    }
    nextHeartbeatAt = clock.elapsed() + liveLimits.heartbeatEveryMs;
  };

  const sweep = async (): Promise<void> => {
    for (const connection of open) connection.check();
    await heartbeat();
  };

  return {
    open: (transport, request) => {
      const connection = new LiveConnection(transport, {
        now: () => clock.now(),
        elapsed: () => clock.elapsed(),
        newId: () => clock.newId(),
        rateFactor,
        identify: (token) => identify(request, token),
        dispatch,
        connected: enter,
        ended: leave,
        said: (_connection, direction, frame) => metrics.countFrame(direction, frame),
        log: (level, details, text) => request.log[level](details, text),
      });
      open.add(connection);
      if (isDraining) connection.bye('draining', reconnectAfterMs(clock.random()));
      return connection;
    },
    identify,
    requireAllFrames: () => {
      const missing = Object.keys(frameAccess).filter(
        (name) => name !== 'hello' && !handlers.has(name as ClientFrameName),
      );
      if (missing.length > 0) {
        throw new Error(`The role table names frames that no module handles: ${missing.join(', ')}.`);
      }
    },
    sweep,
    start: () => {
      timer ??= setInterval(() => void sweep(), 1_000);
      timer.unref();
    },
    drain: () => {
      isDraining = true;
      clearInterval(timer);
      for (const connection of open) connection.bye('draining', reconnectAfterMs(clock.random()));
      leaveBus();
    },
    onFrame: (name, handler) => {
      if (!(name in frameAccess))
        throw new Error(`The frame ${name} is not in the role table (packages/protocol/src/roles.ts).`);
      if (handlers.has(name)) throw new Error(`The frame ${name} has a handler already.`);
      handlers.set(name, handler as unknown as FrameHandler<ClientFrameName>);
    },
    onConnected: (handler) => void onConnected.push(handler),
    onDisconnected: (handler) => void onDisconnected.push(handler),
    onHeartbeat: (handler) => void onHeartbeat.push(handler),
    toVisitor: (organisationId, visitorId, frame) => tell(`visitor:${visitorId}`, organisationId, frame),
    toMember: (organisationId, memberId, frame) => tell(`member:${memberId}`, organisationId, frame),
    toMembers: (organisationId, frame) => tell(`members:${organisationId}`, organisationId, frame),
    countOf: ({ kind, id }) => byKey.get(`${kind}:${id}`)?.size ?? 0,
    revoke: (kind, organisationId, id) => bus.publish(topic, { key: `${kind}:${id}`, organisationId, isRevoked: true }),
  };
};

/** Under which keys news for this person travels. */
const keysOf = (caller: PersonCaller): string[] =>
  caller.kind === 'visitor'
    ? [`visitor:${caller.visitorId}`]
    : [`member:${caller.memberId}`, `members:${caller.organisationId}`];

/** Spread over two seconds, so that a node that restarts is not met by everybody at once. */
const reconnectAfterMs = (chance: number): number => 500 + Math.floor(chance * 2_000);
