import { randomUUID } from 'node:crypto';
import type { ClientFrame, CreateHelpRequest, HelpRequest, ServerFrame } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../app.ts';
import { appointments } from '../appointments/index.ts';
import type { FakeClock } from '../../test/clock.ts';
import type { Config } from '../config.ts';
import { experts, saveProfile } from '../experts/index.ts';
import { gate } from '../gate/index.ts';
import { identity } from '../identity/index.ts';
import type { MemberCaller, PersonCaller, VisitorCaller } from '../platform/caller.ts';
import { systemClock } from '../platform/clock.ts';
import type { Database } from '../platform/database/index.ts';
import type { Hub } from '../platform/live/index.ts';
import { requests } from '../requests/index.ts';
import { matching } from './index.ts';
import { matchWaiting } from './offer.ts';
import { experts as statements } from './routing.fixture.ts';

/** Six modules on a database of a test's own, with people whom the walls take at their word. */
export interface House {
  app: FastifyInstance;
  clock: FakeClock;
  organisationId: string;
  siteId: string;
  /** A new member who is an expert with these statements, not yet connected. */
  expert(
    name: string,
    options?: { statements?: readonly string[]; capacity?: number; languages?: string[] },
  ): Promise<MemberCaller>;
  visitor(locale?: string): Promise<VisitorCaller>;
  /** Opens a live connection. */
  connect(caller: PersonCaller): Promise<Line>;
  /** Connects and switches on. */
  onDuty(caller: MemberCaller): Promise<Line>;
  ask(caller: VisitorCaller, body: Partial<CreateHelpRequest>): Promise<HelpRequest>;
  call<B extends object = Record<string, unknown>>(
    caller: PersonCaller,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
  ): Promise<{ status: number; body: B }>;
  close(): Promise<void>;
}

/** One live connection, as a client sees it. */
export interface Line {
  frames: ServerFrame[];
  send(frame: ClientFrame): Promise<ServerFrame>;
  /** The newest frame of this name, waiting for one that fits. */
  next<N extends ServerFrame['frame']>(
    name: N,
    fits?: (frame: Extract<ServerFrame, { frame: N }>) => boolean,
  ): Promise<Extract<ServerFrame, { frame: N }>>;
  hangUp(): void;
}

const config: Config = {
  isDemo: false,
  port: 0,
  host: 'localhost',
  dataDir: '',
  secret: 'a secret for tests, long enough to be one',
  publicUrl: 'http://localhost',
  embeddings: 'builtin',
  storageDir: '/nonexistent/files',
  logLevel: 'error',
  retentionDays: 90,
  rateFactor: 1000,
};

/** How long a line waits for a frame before the test fails. */
const patienceMs = 15_000;

/** Builds a house on a migrated database; several on one database are several nodes, each with its own bus. */
export const openHouse = async (
  db: Database,
  of?: Pick<House, 'organisationId' | 'siteId' | 'clock'>,
): Promise<House> => {
  let [offsetMs, passedMs] = [0, 0];
  const clock = of?.clock ?? {
    ...systemClock,
    now: () => systemClock.now() + offsetMs,
    elapsed: () => systemClock.elapsed() + passedMs,
    advance: (ms: number) => {
      offsetMs += ms;
      passedMs += ms;
    },
    set: (ms: number) => void (offsetMs = ms - systemClock.now()),
  };
  const people = new Map<string, PersonCaller>();
  const app = await buildApp(config, {
    db,
    clock,
    modules: [identity, gate, requests, experts, matching, appointments],
  });
  const { access } = app.platform;
  access.useAuthenticator(async (request) => people.get(String(request.headers.authorization)) ?? null);
  access.useLiveAuthenticator(async (_, token) => people.get(String(token)) ?? null);
  await app.ready();
  const organisationId = of?.organisationId ?? randomUUID();
  const siteId = of?.siteId ?? randomUUID();
  if (of === undefined) await insertSite(db, organisationId, siteId);

  const keyOf = (caller: PersonCaller): string => {
    const key = caller.kind === 'visitor' ? caller.visitorId : caller.memberId;
    people.set(key, caller);
    return key;
  };

  const house: House = {
    app,
    clock,
    organisationId,
    siteId,
    expert: async (name, { statements: said = [], capacity = 3, languages = ['en'] } = {}) => {
      const caller = await insertMember(db, organisationId, name);
      const profile = {
        statements: [...said],
        capacity,
        languages: languages.map((tag) => ({ tag, level: 2 as const })),
      };
      await db.withOrganisation(organisationId, (tx) => saveProfile(app.platform, tx, caller.memberId, profile));
      return caller;
    },
    visitor: async (locale = 'en') => {
      const visitorId = randomUUID();
      await db.asSystem(
        'test',
        (tx) => tx`
        insert into visitor (id, organisation_id, site_id, locale, name, created_at)
        values (${visitorId}, ${organisationId}, ${siteId}, ${locale}, 'Vera', now())`,
      );
      return { kind: 'visitor', organisationId, siteId, visitorId, visitId: randomUUID() };
    },
    connect: (caller) => openLine(app, keyOf(caller), originOf(caller)),
    onDuty: async (caller) => {
      const line = await house.connect(caller);
      await line.send({ frame: 'availability', ref: 'on', switch: true });
      return line;
    },
    ask: async (caller, body) => {
      const answer = await house.call<HelpRequest>(caller, 'POST', '/v1/help-requests', {
        clientId: randomUUID(),
        text: '',
        ...body,
      });
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
      return answer.body;
    },
    call: async (caller, method, url, body) => {
      const response = await app.inject({
        method,
        url,
        headers: { authorization: keyOf(caller), ...originOf(caller) },
        ...(body === undefined ? {} : { payload: body }),
      });
      return { status: response.statusCode, body: JSON.parse(response.body || '{}') };
    },
    close: async () => {
      // The database outlives the house: the test that opened it closes it.
      const close = db.close;
      db.close = async () => {};
      await app.close();
      db.close = close;
    },
  };
  return house;
};

/** One pass of matching, after whatever pass is under way: it leaves out the requests that another one holds. */
export const matchNow = ({ app, organisationId }: Pick<House, 'app' | 'organisationId'>): Promise<void> =>
  app.platform.db.withOrganisation(organisationId, async (tx) => {
    await tx`select from help_request where state = 'queued' for update`;
    await matchWaiting(app.platform, tx, organisationId);
  });

/** Ada, Grace and Linus with what they say about themselves, on duty in this order. */
export const onDutyTogether = async (house: House, order: readonly (keyof typeof statements)[]) => {
  const team = new Map<string, { caller: MemberCaller; line: Line }>();
  for (const name of order) {
    const caller = await house.expert(name, { statements: statements[name] });
    team.set(name, { caller, line: await house.onDuty(caller) });
  }
  return team;
};

const insertSite = async (db: Database, organisationId: string, siteId: string): Promise<void> => {
  await db.asSystem('test', async (tx) => {
    await tx`insert into organisation (id, name, created_at) values (${organisationId}, 'House', now())`;
    await tx`
      insert into site (id, organisation_id, name, key, secret, created_at)
      values (${siteId}, ${organisationId}, 'Site', ${`pk_${siteId}`}, 'secret', now())`;
  });
};

const insertMember = async (db: Database, organisationId: string, name: string): Promise<MemberCaller> => {
  const [accountId, memberId] = [randomUUID(), randomUUID()];
  await db.asSystem('test', async (tx) => {
    await tx`
      insert into account (id, email, name, password_hash, created_at)
      values (${accountId}, ${`${memberId}@example.com`}, ${name}, '', now())`;
    await tx`
      insert into member (id, organisation_id, account_id, name, role, created_at)
      values (${memberId}, ${organisationId}, ${accountId}, ${name}, 'admin', now())`;
  });
  return { kind: 'member', organisationId, memberId, accountId, role: 'admin', name };
};

/** The console is our own page; visitors come without a browser here. */
const originOf = (caller: PersonCaller): { origin?: string } =>
  caller.kind === 'member' ? { origin: config.publicUrl } : {};

const openLine = async (app: FastifyInstance, token: string, headers: { origin?: string }): Promise<Line> => {
  const frames: ServerFrame[] = [];
  const waiting = new Set<(frame: ServerFrame) => void>();
  const hub = app.platform.live as Hub;
  const connection = hub.open(
    {
      send: (text) => {
        const frame = JSON.parse(text) as ServerFrame;
        frames.push(frame);
        for (const look of waiting) look(frame);
      },
      bufferedBytes: () => 0,
      isAlive: () => true,
      close: () => {},
    },
    { headers, log: app.log } as never,
  );
  const receive = (frame: ClientFrame): Promise<void> =>
    connection.receive(1, () => ({ ref: 'ref' in frame ? frame.ref : undefined, frame }));
  const line: Line = {
    frames,
    send: async (frame) => {
      await receive(frame);
      return frames.findLast((answer) => 'ref' in answer && answer.ref === frame.ref)!;
    },
    next: (name, fits = () => true) => {
      const isIt = (frame: ServerFrame): frame is never => frame.frame === name && fits(frame as never);
      const known = frames.findLast(isIt);
      if (known !== undefined) return Promise.resolve(known);
      return new Promise((resolve, reject) => {
        const look = (frame: ServerFrame): void => {
          if (!isIt(frame)) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(frame);
        };
        const timer = setTimeout(
          () => reject(new Error(`no frame ${name} came; there were ${JSON.stringify(frames)}`)),
          patienceMs,
        );
        waiting.add(look);
      });
    },
    hangUp: () => connection.gone(),
  };
  await receive({ frame: 'hello', ref: 'hello', v: 1, token });
  return line;
};
