import { problem } from '@harmony-live/protocol';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { WebSocket } from 'ws';
import pino from 'pino';
import { fakeClock, type FakeClock } from '../../../test/clock.ts';
import { createInProcessBus } from '../bus/index.ts';
import { createAccess, type LiveCaller } from '../http/access.ts';
import { problemReplies } from '../http/problems.ts';
import { validatorCompiler } from '../http/validation.ts';
import { walls } from '../http/walls.ts';
import { createMetrics } from '../metrics/index.ts';
import type { Platform } from '../platform.ts';
import { createHub, live, type Hub } from './index.ts';

export const page = 'https://app.example.com';
export const conversationId = '0190c7a0-0000-7000-8000-00000000000c';
export const id = (end: number): string => `0190c7a0-0000-7000-8000-${String(end).padStart(12, '0')}`;

/** A hub with its transports on a real port, and callers made of their tokens: `visitor:v1`, `member:expert`. */
export interface LiveHouse {
  app: FastifyInstance;
  hub: Hub;
  clock: FakeClock;
  url: string;
  socket(headers?: Record<string, string | undefined>): Promise<TestSocket>;
}

export interface TestSocket {
  frames: Record<string, unknown>[];
  raw: WebSocket;
  send(frame: object | string): void;
  /** Resolves with the first frame, past or future, that has all these values. */
  gets(part: Record<string, unknown>): Promise<Record<string, unknown>>;
  closed: Promise<number>;
}

export const openHouse = async (): Promise<LiveHouse> => {
  const clock = fakeClock();
  const access = createAccess();
  const expiresAt = clock.now() + 60_000;
  access.useLiveAuthenticator(async (request, token): Promise<LiveCaller | null> => {
    const [kind, name] = (token ?? request.headers.cookie ?? '').split(':');
    if (kind === 'expired') throw problem('token/expired', 'Get a new one.');
    if (kind === 'visitor') {
      return {
        kind,
        organisationId: 'o',
        siteId: 's',
        visitorId: name!,
        visitId: 'i',
        expiresAt: token?.endsWith('fresh') ? expiresAt * 2 : expiresAt,
      };
    }
    if (kind !== 'member') return null;
    return {
      kind,
      organisationId: 'o',
      memberId: name!,
      accountId: 'a',
      role: name === 'auditor' ? 'auditor' : 'expert',
      name: 'Ada',
    };
  });
  access.useOriginCheck(async (_caller, origin) => origin === page);
  const bus = createInProcessBus((error) => {
    throw error;
  });
  const config = { publicUrl: 'https://help.example.com', rateFactor: 1 };
  const log: FastifyBaseLogger = pino({ level: 'silent' });
  const hub = createHub({
    clock,
    bus,
    log,
    access,
    metrics: createMetrics(),
    rateFactor: 1,
    publicUrl: () => config.publicUrl,
  });
  const app: FastifyInstance = Fastify({ loggerInstance: log, forceCloseConnections: 'idle' });
  app.setValidatorCompiler(validatorCompiler);
  app.decorate('platform', { access, config } as unknown as Platform);
  await app.register(problemReplies);
  await app.register(cookie);
  await app.register(walls, { isWhole: false });
  await app.register(live, { hub, clock, isWhole: false });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { app, hub, clock, url, socket: (headers) => openSocket(url.replace('http', 'ws'), headers) };
};

const openSocket = async (url: string, headers: Record<string, string | undefined> = {}): Promise<TestSocket> => {
  const raw = new WebSocket(`${url}/v1/live`, { headers });
  const frames: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  raw.on('message', (data: Buffer) => {
    frames.push(JSON.parse(data.toString()) as Record<string, unknown>);
    waiting.forEach((look) => look());
  });
  const closed = new Promise<number>((resolve) => raw.on('close', resolve));
  await new Promise((resolve, reject) => raw.on('open', resolve).on('error', reject));
  return {
    frames,
    raw,
    closed,
    send: (frame) => raw.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    gets: (part) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = frames.find((frame) => Object.entries(part).every(([name, value]) => frame[name] === value));
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
};

/** A socket that has said hello. */
export const connect = async (house: LiveHouse, token: string, origin?: string): Promise<TestSocket> => {
  const socket = await house.socket(origin === undefined ? {} : { origin });
  socket.send({ frame: 'hello', ref: 'hi', v: 1, token });
  await socket.gets({ frame: 'ok', ref: 'hi' });
  return socket;
};
